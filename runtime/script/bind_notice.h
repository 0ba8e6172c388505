/// Lua module "hyla.notice": what the kernel tells of files that were written in folders.
#pragma once

#include <lua.h>

int luaopen_hyla_notice(lua_State *L);
