/// Lua module "hyla.store": the append-only record of a run.
#pragma once

#include <lua.h>

int luaopen_hyla_store(lua_State *L);
