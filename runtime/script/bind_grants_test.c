#include "script/bind_grants.h"

#include <lauxlib.h>
#include <string.h>

static const char ffi[] = "ffi";

// names() -> list
static int grants_names(lua_State *L)
{
    lua_newtable(L);
    lua_pushstring(L, ffi);
    lua_rawseti(L, -2, 1);
    return 1;
}

// of(name) -> library
static int grants_of(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    luaL_argcheck(L, strcmp(name, ffi) == 0, 1, "no grant of this name");
    lua_getglobal(L, "require");
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
    return 1;
}

int luaopen_hyla_grants(lua_State *L)
{
    static const luaL_Reg functions[] = {{"names", grants_names}, {"of", grants_of}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
