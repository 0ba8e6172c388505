/// Roots: the folder that holds the project's Lua, and how a trusted state comes to see it.
#pragma once

#include <lua.h>
#include <stdbool.h>

/// Finds the folder that holds lua/: <prefix>/share/hyla when installed, else a folder above the
/// binary.
///
/// @param[out] root  PATH_MAX bytes.
bool hy_root_find(char *root);

/// Opens the standard libraries and makes the project's Lua and C modules known to `require`,
/// before LuaJIT's own: a require string is a path under the root. May raise.
void hy_root_open(lua_State *L, const char *root);
