#include "script/bind_rng.h"

#include "base/hash.h"
#include "script/position.h"
#include "script/values.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

static const char type_name[] = "hyla.rng";

hy_rng *hy_rng_at(lua_State *L, int index)
{
    return luaL_testudata(L, index, type_name);
}

// Raises "rng:integer: wanted a number of at least 1 as count, got 0" unless the argument is right.
static void check(lua_State *L, bool is_right, const char *function, const char *wanted, int index)
{
    if (!is_right) {
        bool is_number = lua_type(L, index) == LUA_TNUMBER;
        const char *got = is_number ? lua_tostring(L, index) : luaL_typename(L, index);
        hy_raise(L, "%s: wanted %s, got %s", function, wanted, lua_isnone(L, index) ? "nil" : got);
    }
}

static hy_rng *check_self(lua_State *L, const char *function)
{
    hy_rng *rng = hy_rng_at(L, 1);
    check(L, rng, function, "a place of hyla.rng as rng", 1);
    return rng;
}

// The number at `index`, or `fallback` when none is given.
static lua_Number check_bound(lua_State *L, const char *wanted, int index, lua_Number fallback)
{
    bool is_given = !lua_isnoneornil(L, index);
    check(L, !is_given || lua_type(L, index) == LUA_TNUMBER, "rng:uniform", wanted, index);
    return is_given ? lua_tonumber(L, index) : fallback;
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
    lua_Number seed = lua_tonumber(L, 1);
    bool is_seed = lua_type(L, 1) == LUA_TNUMBER && seed >= 0 && seed < HY_VALUES_LARGEST_WHOLE;
    check(L, is_seed, "rng.new", "a number from 0 to 2^53 as seed", 1);
    return push_rng(L, (hy_rng){.seed = (uint64_t)seed});
}

// rng:split(name) -> rng; the name is a string or a number
static int rng_split(lua_State *L)
{
    const hy_rng *rng = check_self(L, "rng:split");
    check(L, lua_isstring(L, 2), "rng:split", "a string or a number as name", 2);
    size_t size;
    const char *name = lua_tolstring(L, 2, &size);
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
    hy_rng *rng = check_self(L, "rng:uniform");
    lua_Number low = check_bound(L, "a number as low", 2, 0);
    lua_Number high = check_bound(L, "a number as high", 3, 1);
    lua_pushnumber(L, low + (high - low) * hy_rng_uniform(rng));
    return 1;
}

// rng:normal() -> number
static int rng_normal(lua_State *L)
{
    lua_pushnumber(L, hy_rng_normal(check_self(L, "rng:normal")));
    return 1;
}

// rng:integer(count) -> 1 .. count
static int rng_integer(lua_State *L)
{
    hy_rng *rng = check_self(L, "rng:integer");
    lua_Number count = lua_tonumber(L, 2);
    bool is_count = lua_type(L, 2) == LUA_TNUMBER && count >= 1 && count < HY_VALUES_LARGEST_WHOLE;
    check(L, is_count, "rng:integer", "a number of at least 1 as count", 2);
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
