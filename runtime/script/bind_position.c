#include "script/bind_position.h"

#include "script/position.h"

#include <lauxlib.h>

// raise(message)
static int position_raise(lua_State *L)
{
    return hy_raise(L, "%s", luaL_checkstring(L, 1));
}

int luaopen_hyla_position(lua_State *L)
{
    static const luaL_Reg functions[] = {{"raise", position_raise}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
