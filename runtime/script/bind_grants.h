/// Grants: what a trial may be handed beyond the allow-list, to try the walls behind it.
///
/// Which grants there are is a choice of the build: bind_grants_none.c has none, and is what is
/// shipped; bind_grants_test.c (HYLA_TEST_GRANTS) has the FFI library. In Lua: the module
/// hyla.grants, documented in lua/meta/grants.lua.
#pragma once

#include <lua.h>

int luaopen_hyla_grants(lua_State *L);
