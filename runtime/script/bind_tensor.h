/// Lua module "hyla.tensor": tensors and their gradients. Lua-side documentation:
/// lua/meta/tensor.lua.
///
/// A state's tensors share one context, kept in its registry. Handles are userdata that every call
/// checks: full ones hold a count on their tensor, light ones belong to a `t.scope`, which does.
/// The module gives all light userdata of the state its metatable.
#pragma once

#include "tensor/allocator.h"

#include <lua.h>

/// Pushes the module's table.
int luaopen_hyla_tensor(lua_State *L);

/// Pushes the function of the trusted side `work([limit]) -> used`: with a number the meter of the
/// state's tensors begins at 0 (tensor/meter.h), and `exhaust`, which must not return, is called
/// beyond that limit. The context must exist.
void hy_tensor_push_work(lua_State *L, void (*exhaust)(void *user, double limit), void *user);

/// Gives the state its tensor context: memory from `allocator`, at most `limit_bytes` of it (0 for
/// no limit), and one thread, which Lua cannot change. To be called before the module is opened;
/// without it the module uses the C heap without a limit. Raises a Lua error when there is a
/// context already or no memory.
void hy_tensor_bind_context(lua_State *L, const hy_allocator *allocator, size_t limit_bytes);
