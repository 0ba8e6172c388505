/// Tables: lists of Lua that hold the elements of a tensor, nested as deep as its rank.
#pragma once

#include "script/bind_tensor_handle.h"

/// The length of the list at `index`; raises when the table has other keys, as after a gap.
size_t hy_table_length(lua_State *L, int index);

/// Pushes a tensor of the numbers or booleans in the nested tables (or the one) at `index`.
/// @param dtype  Its type; NULL for bool when the elements are booleans, else f32.
void hy_tensor_push_table(lua_State *L, hy_tensor_binding *binding, int index,
                          const hy_dtype *dtype);
