/// Arguments of the module "hyla.tensor": shapes, axes, element types, nested tables.
#pragma once

#include "script/bind_tensor_handle.h"

/// The shape in a table at `index`, or in the numbers from `index` to the top of the stack.
/// @param count  Elements that the shape must have: one extent may then be -1. 0 for any.
hy_shape hy_shape_check_argument(lua_State *L, int index, const size_t *count);

/// The 1-based axis at `index`, negative from the end, as a 0-based one; `count` axes there are.
int hy_axis_check(lua_State *L, int index, int count);

/// The axes at `index`: nil for all, a number, or a list of numbers.
unsigned hy_axes_check(lua_State *L, int index, int count);

/// "f32" or "f64" at `index`, or `fallback` when there is none.
hy_dtype hy_dtype_check(lua_State *L, int index, hy_dtype fallback);

/// Pushes a tensor of the numbers in the nested tables (or the number) at `index`.
void hy_tensor_push_table(lua_State *L, hy_tensor_binding *binding, int index, hy_dtype dtype);

/// The indices at `index`, a tensor or a table of 1-based positions; a table is replaced on the
/// stack by a tensor of it.
hy_tensor *hy_index_check(lua_State *L, hy_tensor_binding *binding, int index, hy_dtype dtype);
