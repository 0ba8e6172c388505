#include "script/bind_tensor.h"

#include "script/bind_tensor_custom.h"
#include "script/bind_tensor_parts.h"

// __gc of handles outside every scope
static int handle_collect(lua_State *L)
{
    hy_owned_handle *handle = lua_touserdata(L, 1);
    if (handle->tensor) {
        hy_tensor_release(handle->tensor);
    }
    // nothing is left that makes other userdata in this place look like a handle
    *handle = (hy_owned_handle){.binding = NULL};
    return 0;
}

// Sets functions with the binding as upvalue in the table on top of the stack.
static void set_functions(lua_State *L, const luaL_Reg *functions, int binding_index)
{
    for (; functions->name; functions++) {
        lua_pushvalue(L, binding_index);
        lua_pushcclosure(L, functions->func, 1);
        lua_setfield(L, -2, functions->name);
    }
}

// Sets what is both a method and a function of the module.
static void set_shared(lua_State *L, int binding_index)
{
    hy_tensor_set_elementwise(L, binding_index);
    hy_tensor_set_in_place(L, binding_index);
    hy_tensor_set_functions(L, binding_index, hy_tensor_operations);
    hy_tensor_set_functions(L, binding_index, hy_tensor_images);
    hy_tensor_set_functions(L, binding_index, hy_tensor_arrangements);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_arrangements_of_many);
    hy_tensor_set_functions(L, binding_index, hy_tensor_layers);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_layers_of_many);
    hy_tensor_set_functions(L, binding_index, hy_tensor_linalg);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_linalg_of_many);
    hy_tensor_set_functions(L, binding_index, hy_tensor_logic);
    hy_tensor_set_functions(L, binding_index, hy_tensor_shapings);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_splitters);
    hy_tensor_set_functions(L, binding_index, hy_tensor_statistics);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_statistics_of_many);
    set_functions(L, hy_tensor_readers, binding_index);
    set_functions(L, hy_tensor_gradients, binding_index);
}

// Pushes a metatable whose methods are the table at `methods_index`.
static void push_metatable(lua_State *L, int binding_index, int methods_index)
{
    static const char *const operators[][2] = {
        {"__add", "add"},       {"__sub", "sub"}, {"__mul", "mul"}, {"__div", "div"},
        {"__mod", "remainder"}, {"__pow", "pow"}, {"__unm", "neg"}};
    lua_newtable(L);
    lua_pushvalue(L, methods_index);
    lua_setfield(L, -2, "__index");
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        lua_getfield(L, methods_index, operators[i][1]);
        lua_setfield(L, -2, operators[i][0]);
    }
    lua_pushvalue(L, binding_index);
    lua_pushcclosure(L, hy_tensor_to_text, 1);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
}

void hy_tensor_bind_context(lua_State *L, const hy_allocator *allocator, size_t limit_bytes)
{
    if (hy_tensor_binding_find(L)) {
        luaL_error(L, "the tensor context of this state exists already");
    }
    hy_tensor_binding_create(L, allocator, limit_bytes)->context->is_confined = true;
}

int luaopen_hyla_tensor(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_push(L, &hy_allocator_system);
    int binding_index = lua_gettop(L);
    hy_tensor_host_attach(binding);
    lua_newtable(L);
    set_shared(L, binding_index);
    int methods_index = lua_gettop(L);
    push_metatable(L, binding_index, methods_index);
    lua_pushcfunction(L, handle_collect);
    lua_setfield(L, -2, "__gc");
    push_metatable(L, binding_index, methods_index);
    hy_tensor_binding_set_metatables(L, binding, methods_index + 1, methods_index + 2);

    lua_newtable(L);
    set_shared(L, binding_index);
    set_functions(L, hy_tensor_customs, binding_index);
    hy_tensor_set_functions(L, binding_index, hy_tensor_joiners);
    hy_tensor_set_functions_of_many(L, binding_index, hy_tensor_joiners_of_many);
    hy_tensor_set_functions(L, binding_index, hy_tensor_makers);
    hy_tensor_set_functions(L, binding_index, hy_tensor_draws);
    hy_tensor_set_functions(L, binding_index, hy_tensor_sums);
    lua_pushvalue(L, binding_index);
    lua_pushcclosure(L, hy_tensor_from_value, 1);
    lua_setfield(L, -2, "tensor");
    set_functions(L, hy_tensor_scopes, binding_index);
    set_functions(L, hy_tensor_settings, binding_index);
    return 1;
}
