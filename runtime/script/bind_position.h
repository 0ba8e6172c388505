/// Lua module "hyla.position": mistakes at the line of whoever called the library.
#pragma once

#include <lua.h>

int luaopen_hyla_position(lua_State *L);
