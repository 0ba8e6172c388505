#include "script/bind_rng.h"

#include "base/hash.h"
#include "script/values.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

static const char type_name[] = "hyla.rng";

hy_rng *hy_rng_check(lua_State *L, int index)
{
    return luaL_checkudata(L, index, type_name);
}

hy_rng *hy_rng_at(lua_State *L, int index)
{
    return luaL_testudata(L, index, type_name);
}

static int push_rng(lua_State *L, hy_rng rng)
{
    hy_rng *place = lua_newuserdata(L, sizeof *place);
    *place = rng;
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    return 1;
}

// new(seed) -> rng
static int rng_new(lua_State *L)
{
    lua_Number seed = luaL_checknumber(L, 1);
    luaL_argcheck(L, seed >= 0 && seed < HY_VALUES_LARGEST_WHOLE, 1,
                  "a seed is an integer from 0 to 2^53");
    return push_rng(L, (hy_rng){.seed = (uint64_t)seed});
}

// rng:split(name) -> rng; the name is a string or a number
static int rng_split(lua_State *L)
{
    const hy_rng *rng = hy_rng_check(L, 1);
    size_t size;
    const char *name = luaL_checklstring(L, 2, &size);
    unsigned char digest[HY_HASH_SIZE];
    hy_hash hash;
    hy_hash_init(&hash);
    hy_hash_update(&hash, name, size);
    hy_hash_finish(&hash, digest);
    uint64_t key;
    memcpy(&key, digest, sizeof key);
    return push_rng(L, hy_rng_split(rng, key));
}

// rng:uniform([low, high]) -> number in [low, high), by default [0, 1)
static int rng_uniform(lua_State *L)
{
    hy_rng *rng = hy_rng_check(L, 1);
    lua_Number low = luaL_optnumber(L, 2, 0.0);
    lua_Number high = luaL_optnumber(L, 3, 1.0);
    lua_pushnumber(L, low + (high - low) * hy_rng_uniform(rng));
    return 1;
}

// rng:normal() -> number
static int rng_normal(lua_State *L)
{
    lua_pushnumber(L, hy_rng_normal(hy_rng_check(L, 1)));
    return 1;
}

// rng:integer(count) -> 1 .. count
static int rng_integer(lua_State *L)
{
    hy_rng *rng = hy_rng_check(L, 1);
    lua_Number count = luaL_checknumber(L, 2);
    luaL_argcheck(L, count >= 1 && count < HY_VALUES_LARGEST_WHOLE, 2,
                  "a count is an integer of at least 1");
    lua_pushnumber(L, (lua_Number)hy_rng_below(rng, (uint64_t)count) + 1);
    return 1;
}

int luaopen_hyla_rng(lua_State *L)
{
    static const luaL_Reg methods[] = {{"integer", rng_integer},
                                       {"normal", rng_normal},
                                       {"split", rng_split},
                                       {"uniform", rng_uniform},
                                       {NULL, NULL}};
    static const luaL_Reg functions[] = {{"new", rng_new}, {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);

    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
