/// Lua module "hyla.sandbox": untrusted code, each job in a process of its own.
#pragma once

#include <lua.h>

int luaopen_hyla_sandbox(lua_State *L);
