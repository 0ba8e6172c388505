#include "script/bind_grants.h"

#include <lauxlib.h>

// names() -> list
static int grants_names(lua_State *L)
{
    lua_newtable(L);
    return 1;
}

// of(name): there is none
static int grants_of(lua_State *L)
{
    return luaL_error(L, "no grant %s in this build", luaL_checkstring(L, 1));
}

int luaopen_hyla_grants(lua_State *L)
{
    static const luaL_Reg functions[] = {{"names", grants_names}, {"of", grants_of}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
