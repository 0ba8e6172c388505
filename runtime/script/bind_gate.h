/// Gates in Lua: the module hyla.gate, documented in lua/meta/gate.lua.
#pragma once

#include <lua.h>

int luaopen_hyla_gate(lua_State *L);
