/// Lua module "hyla.rng": random numbers named by (seed, stream, index).
#pragma once

#include <lua.h>

int luaopen_hyla_rng(lua_State *L);
