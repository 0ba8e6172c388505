/// Lua module "hyla.interrupt": Ctrl-C as an error in the chunk that is running.
#pragma once

#include <lua.h>

int luaopen_hyla_interrupt(lua_State *L);
