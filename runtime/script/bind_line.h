/// Lua module "hyla.line": lines typed at a terminal, with editing and a history.
#pragma once

#include <lua.h>

int luaopen_hyla_line(lua_State *L);
