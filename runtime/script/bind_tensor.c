#include "script/bind_tensor.h"

#include "script/bind_tensor_custom.h"
#include "script/bind_tensor_parts.h"
#include "script/position.h"

// __gc of handles outside every scope
static int handle_collect(lua_State *L)
{
    hy_owned_handle *handle = lua_touserdata(L, 1);
    if (handle->tensor) {
        hy_tensor_release(handle->tensor);
    }
    // nothing is left that makes other userdata in this place look like a handle
    if (handle->binding && handle->binding->known[hy_owned_place(handle)] == handle) {
        handle->binding->known[hy_owned_place(handle)] = NULL;
    }
    *handle = (hy_owned_handle){.binding = NULL};
    return 0;
}

// __index of the methods: names and positions that tensors lack
static int refuse_key(lua_State *L)
{
    if (lua_type(L, 2) == LUA_TNUMBER) {
        const char *key = lua_tostring(L, 2);
        return hy_raise(L,
                        "a tensor is not indexed by [%s]: x:select(1, %s) is a tensor, "
                        "x:item(%s) a number",
                        key, key, key);
    }
    return hy_raise(L, "a tensor has no %s",
                    lua_isstring(L, 2) ? lua_tostring(L, 2) : luaL_typename(L, 2));
}

static int refuse_write(lua_State *L)
{
    const char *key = lua_isstring(L, 2) ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return hy_raise(L, "a tensor is not written by [%s]: x:select(1, 1):copy_(y) writes a part",
                    key);
}

static void set_plain(lua_State *L, hy_tensor_binding *binding, const luaL_Reg *functions)
{
    for (; functions->name; functions++) {
        hy_tensor_set_function(L, binding, functions->name, functions->func, NULL);
    }
}

/// Functions of one file; of each kind there may be some or none.
typedef struct part {
    const hy_tensor_function *functions;
    const hy_tensor_function_of_many *functions_of_many;
    const luaL_Reg *plain;
} part;

// What is both a method and a function of the module.
static const part shared[] = {
    {.functions = hy_tensor_operations, .plain = hy_tensor_readers},
    {.functions = hy_tensor_images, .plain = hy_tensor_gradients},
    {.functions = hy_tensor_arrangements, .functions_of_many = hy_tensor_arrangements_of_many},
    {.functions = hy_tensor_layers, .functions_of_many = hy_tensor_layers_of_many},
    {.functions = hy_tensor_linalg, .functions_of_many = hy_tensor_linalg_of_many},
    {.functions = hy_tensor_shapings, .functions_of_many = hy_tensor_splitters},
    {.functions = hy_tensor_logic},
    {.functions = hy_tensor_statistics, .functions_of_many = hy_tensor_statistics_of_many},
    {0}};

static const part of_module[] = {{.functions = hy_tensor_joiners,
                                  .functions_of_many = hy_tensor_joiners_of_many,
                                  .plain = hy_tensor_customs},
                                 {.functions = hy_tensor_makers, .plain = hy_tensor_scopes},
                                 {.functions = hy_tensor_draws, .plain = hy_tensor_settings},
                                 {.functions = hy_tensor_sums, .plain = hy_tensor_compilers},
                                 {0}};

static void set_parts(lua_State *L, hy_tensor_binding *binding, const part *parts)
{
    for (const part *p = parts; p->functions; p++) {
        hy_tensor_set_functions(L, binding, p->functions);
        if (p->functions_of_many) {
            hy_tensor_set_functions_of_many(L, binding, p->functions_of_many);
        }
        if (p->plain) {
            set_plain(L, binding, p->plain);
        }
    }
}

static void set_shared(lua_State *L, hy_tensor_binding *binding)
{
    hy_tensor_set_elementwise(L, binding);
    hy_tensor_set_in_place(L, binding);
    set_parts(L, binding, shared);
}

// Pushes a metatable whose methods are the table at `methods_index`.
static void push_metatable(lua_State *L, hy_tensor_binding *binding, int methods_index)
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
    hy_tensor_set_function(L, binding, "__tostring", hy_tensor_to_text, NULL);
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
}

// Pushes the table of methods.
static void push_methods(lua_State *L, hy_tensor_binding *binding)
{
    lua_newtable(L);
    set_shared(L, binding);
    lua_newtable(L);
    lua_pushcfunction(L, refuse_key);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

void hy_tensor_bind_context(lua_State *L, const hy_allocator *allocator, size_t limit_bytes)
{
    if (hy_tensor_binding_find(L)) {
        luaL_error(L, "the tensor context of this state exists already");
    }
    hy_tensor_binding_create(L, allocator, limit_bytes)->context->is_confined = true;
}

// work([limit]) -> used; upvalue 1 is the meter
static int work(lua_State *L)
{
    hy_meter *meter = lua_touserdata(L, lua_upvalueindex(1));
    if (!lua_isnoneornil(L, 1)) {
        meter->limit = luaL_checknumber(L, 1);
        meter->used = 0;
    }
    lua_pushnumber(L, meter->used);
    return 1;
}

void hy_tensor_push_work(lua_State *L, void (*exhaust)(void *user, double limit), void *user)
{
    hy_meter *meter = &hy_tensor_binding_find(L)->context->meter;
    meter->exhaust = exhaust;
    meter->user = user;
    lua_pushlightuserdata(L, meter);
    lua_pushcclosure(L, work, 1);
}

int luaopen_hyla_tensor(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_push(L, &hy_allocator_system);
    hy_tensor_host_attach(binding);
    hy_tensor_scope_attach(L, binding);
    push_methods(L, binding);
    int methods_index = lua_gettop(L);
    push_metatable(L, binding, methods_index);
    lua_pushcfunction(L, handle_collect);
    lua_setfield(L, -2, "__gc");
    push_metatable(L, binding, methods_index);
    hy_tensor_binding_set_metatables(L, binding, methods_index + 1, methods_index + 2);

    lua_newtable(L);
    set_shared(L, binding);
    set_parts(L, binding, of_module);
    hy_tensor_set_function(L, binding, "tensor", hy_tensor_from_value, NULL);
    return 1;
}
