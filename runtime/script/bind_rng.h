/// Lua module "hyla.rng": random numbers named by (seed, stream, index).
#pragma once

#include "base/rng.h"

#include <lua.h>

/// The place in a stream at a stack index, or NULL for any other value.
hy_rng *hy_rng_at(lua_State *L, int index);

/// Opens the module.
int luaopen_hyla_rng(lua_State *L);
