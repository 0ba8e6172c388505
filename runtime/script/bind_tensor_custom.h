/// Custom functions of the module "hyla.tensor": backward rules that are written in Lua.
#pragma once

#include "script/bind_tensor_handle.h"

/// Lets the context of a binding call backward rules in Lua, on the coroutine that runs.
void hy_tensor_host_attach(hy_tensor_binding *binding);

/// Lets Lua collect the rules that no tensor needs any more.
void hy_tensor_host_sweep(lua_State *L, hy_tensor_binding *binding);
