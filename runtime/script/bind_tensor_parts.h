/// Parts of the module "hyla.tensor": the functions of each of its files.
#pragma once

#include "script/bind_tensor_call.h"

/// Functions of the module that make tensors, and those that draw them.
extern const hy_tensor_function hy_tensor_makers[];
extern const hy_tensor_function hy_tensor_draws[];

/// Functions of tensors, both of the module and methods; each ends with NULL.
extern const hy_tensor_function hy_tensor_operations[];
extern const hy_tensor_function hy_tensor_images[];
extern const hy_tensor_function hy_tensor_arrangements[];
extern const hy_tensor_function_of_many hy_tensor_arrangements_of_many[];
extern const hy_tensor_function hy_tensor_layers[];
extern const hy_tensor_function_of_many hy_tensor_layers_of_many[];
extern const hy_tensor_function hy_tensor_linalg[];
extern const hy_tensor_function_of_many hy_tensor_linalg_of_many[];
extern const hy_tensor_function hy_tensor_logic[];
extern const hy_tensor_function hy_tensor_shapings[];
extern const hy_tensor_function_of_many hy_tensor_splitters[];
extern const hy_tensor_function hy_tensor_statistics[];
extern const hy_tensor_function_of_many hy_tensor_statistics_of_many[];
extern const luaL_Reg hy_tensor_readers[];
extern const luaL_Reg hy_tensor_gradients[];

/// Functions of the module that join a list of tensors.
extern const hy_tensor_function hy_tensor_joiners[];
extern const hy_tensor_function_of_many hy_tensor_joiners_of_many[];

/// Functions of the module that sum products of tensors.
extern const hy_tensor_function hy_tensor_sums[];

/// Functions of the module that record what Lua computes; ends with NULL.
extern const luaL_Reg hy_tensor_customs[];

/// Functions of the module about the state as a whole; ends with NULL.
extern const luaL_Reg hy_tensor_scopes[];

/// Functions of the module that make functions; ends with NULL.
extern const luaL_Reg hy_tensor_compilers[];

/// Functions of the module about the process; ends with NULL.
extern const luaL_Reg hy_tensor_settings[];

/// Sets a function per op of one or two inputs in the table on top of the stack.
void hy_tensor_set_elementwise(lua_State *L, hy_tensor_binding *binding);

/// Makes ready what `scope` runs; called once.
void hy_tensor_scope_attach(lua_State *L, hy_tensor_binding *binding);

/// tensor(number | nested table [, dtype]) -> tensor
int hy_tensor_from_value(lua_State *L);

/// Sets the functions that write into their first argument, in the same way.
void hy_tensor_set_in_place(lua_State *L, hy_tensor_binding *binding);

/// The metamethod for tostring.
int hy_tensor_to_text(lua_State *L);
