/// Values: how failures and whole numbers cross between C and Lua.
#pragma once

#include "base/error.h"

#include <lua.h>

/// 2^53: whole numbers up to here are exact in a double.
#define HY_VALUES_LARGEST_WHOLE 9007199254740992.0  // too large for an enum constant

/// Pushes nil and the sentence of a failure.
///
/// @return 2, the count of Lua results.
static inline int hy_values_push_failure(lua_State *L, const hy_error *err)
{
    lua_pushnil(L);
    lua_pushstring(L, err->text);
    return 2;
}
