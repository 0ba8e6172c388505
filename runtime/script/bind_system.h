/// Lua module "hyla.system": what the trusted side asks of the machine.
#pragma once

#include <lua.h>

int luaopen_hyla_system(lua_State *L);
