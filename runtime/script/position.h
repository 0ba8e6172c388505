/// Positions: where in Lua the host is called from, and errors that say so.
#pragma once

#include <lua.h>
#include <stddef.h>

/// Makes a folder one whose Lua files are not where mistakes are: those of the library, which does
/// with its arguments what it was told to. May raise for want of memory.
void hy_position_pass_over(lua_State *L, const char *folder);

/// Writes the place of the nearest Lua function that is running, "agent.lua:12", or "" when there
/// is none. Unlike luaL_where it looks past C functions, such as pcall, tail calls, and the library
/// unless nothing else is running. Takes no memory.
void hy_position_write(lua_State *L, char *text, size_t size);

/// Raises a message after the place that it came from, like luaL_error.
///
/// @return Never; the type is for `return hy_raise(...)`.
int hy_raise(lua_State *L, const char *format, ...);
