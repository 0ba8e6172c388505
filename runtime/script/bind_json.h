/// Lua module "hyla.json": values as canonical JSON.
#pragma once

#include <lua.h>

int luaopen_hyla_json(lua_State *L);
