/// Lua module "hyla.hash": names for content.
#pragma once

#include <lua.h>

int luaopen_hyla_hash(lua_State *L);
