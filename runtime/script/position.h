/// Positions: where in Lua the host is called from, and errors that say so.
#pragma once

#include <lua.h>
#include <stddef.h>

/// Writes the place of the nearest Lua function that is running, "agent.lua:12", or "" when there
/// is none. Unlike luaL_where it looks past C functions, such as pcall, and tail calls.
void hy_position_write(lua_State *L, char *text, size_t size);

/// Raises a message after the place that it came from, like luaL_error.
///
/// @return Never; the type is for `return hy_raise(...)`.
int hy_raise(lua_State *L, const char *format, ...);
