/// Lua module "hyla.socket": lines to and from other processes of the same user.
#pragma once

#include <lua.h>

int luaopen_hyla_socket(lua_State *L);
