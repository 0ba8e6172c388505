#include "script/bind_tensor_custom.h"

#include "autodiff/custom.h"
#include "script/bind_tensor_handle.h"
#include "script/bind_tensor_parts.h"

/// A backward pass on its way through Lua.
typedef struct passage {
    hy_tensor_binding *binding;
    const hy_rule *rule;
} passage;

static void push_tensor(lua_State *L, hy_tensor_binding *binding, hy_tensor *tensor)
{
    hy_tensor_handle_fill(binding, hy_tensor_handle_push(L, binding), tensor);
}

// Pushes the inputs of a custom op but for the last, which has the elements of its result.
static void push_inputs(lua_State *L, hy_tensor_binding *binding, const hy_rule *rule)
{
    int count = rule->y->input_count - 1;
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        push_tensor(L, binding, rule->x[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

// The tensor on top of the stack, or NULL for nil: the gradient of input `i`.
static hy_tensor *check_gradient(lua_State *L, const hy_tensor_binding *binding, int i)
{
    hy_tensor *grad = hy_tensor_at(L, binding, -1);
    if (!grad && !lua_isnil(L, -1)) {
        luaL_error(L, "gradient %d: wanted a tensor, got %s", i + 1, luaL_typename(L, -1));
    }
    return grad;
}

// Gives the gradients in the list on top of the stack to the receiver.
static void hand_over(lua_State *L, const passage *pass)
{
    if (!lua_istable(L, -1)) {
        luaL_error(L, "wanted a list of gradients, got %s", luaL_typename(L, -1));
    }
    hy_receiver *receiver = pass->rule->receiver;
    for (int i = 0; i < pass->rule->y->input_count - 1; i++) {
        lua_rawgeti(L, -1, i + 1);
        hy_tensor *grad = check_gradient(L, pass->binding, i);
        if (grad) {
            receiver->receive(receiver, i, grad);
        }
        lua_pop(L, 1);
    }
}

// (passage): the protected part of differentiate
static int run_callback(lua_State *L)
{
    const passage *pass = lua_touserdata(L, 1);
    // what the callback makes is released when it has returned
    hy_live_scope_push(L, pass->binding);
    lua_rawgeti(L, LUA_REGISTRYINDEX, pass->rule->attributes->callback->reference);
    push_tensor(L, pass->binding, pass->rule->grad);
    push_tensor(L, pass->binding, pass->rule->y);
    push_inputs(L, pass->binding, pass->rule);
    lua_call(L, 3, 1);
    // the coroutine that called last may be gone
    pass->binding->running = L;
    hand_over(L, pass);
    return 0;
}

static void differentiate(void *user, hy_scope *scope, const hy_rule *rule)
{
    hy_tensor_binding *binding = user;
    lua_State *L = binding->running;
    int depth = binding->depth;
    passage pass = {binding, rule};
    if (lua_cpcall(L, run_callback, &pass) != 0) {
        const char *message = lua_tostring(L, -1);
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "in the gradient of a custom function: %s",
                            message ? message : "an error without a message");
        lua_pop(L, 1);
    }
    while (binding->depth > depth) {
        hy_live_scope_pop(binding, false);
    }
    binding->running = L;
}

void hy_tensor_host_attach(hy_tensor_binding *binding)
{
    binding->host = (hy_host){.user = binding, .differentiate = differentiate};
    binding->context->host = &binding->host;
}

void hy_tensor_host_sweep(lua_State *L, hy_tensor_binding *binding)
{
    int reference;
    while (hy_context_forget(binding->context, &reference)) {
        luaL_unref(L, LUA_REGISTRYINDEX, reference);
    }
}

/// What `custom` is called with, in a userdata.
typedef struct inputs {
    int count;
    hy_tensor *x[];  ///< The listed tensors, then the one with the elements.
} inputs;

// Pushes a copy of the list at `index` and the tensor `y`.
static inputs *push_list(lua_State *L, const hy_tensor_binding *binding, int index, hy_tensor *y)
{
    size_t count = lua_objlen(L, index);
    inputs *list = lua_newuserdata(L, sizeof *list + (count + 1) * sizeof(hy_tensor *));
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        list->x[i] = hy_tensor_at(L, binding, -1);
        if (!list->x[i]) {
            hy_raise(L, "custom: element %d of inputs: wanted a tensor, got %s", (int)i + 1,
                     hy_mistake_describe(L, -1));
        }
        lua_pop(L, 1);
    }
    list->x[count] = y;
    list->count = (int)count + 1;
    return list;
}

// Has the context hold a reference: from now on it or a tensor lets go of it.
static hy_callback *hold(lua_State *L, const hy_tensor_binding *binding, int reference)
{
    hy_error err;
    hy_callback *callback = hy_context_create_callback(binding->context, reference, &err);
    if (!callback) {
        luaL_unref(L, LUA_REGISTRYINDEX, reference);
        (void)hy_mistake_fail(L, &err);
    }
    return callback;
}

// custom(y, inputs, backward) -> tensor
static int custom_make(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor_host_sweep(L, binding);
    lua_settop(L, 3);
    hy_tensor *y = hy_tensor_check(L, binding, "y", 1);
    hy_mistake_unless(L, lua_istable(L, 2), "a list of tensors", "inputs", 2);
    hy_mistake_unless(L, lua_isfunction(L, 3), "a function", "backward", 3);
    const inputs *list = push_list(L, binding, 2, y);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    lua_pushvalue(L, 3);
    hy_callback *callback = hold(L, binding, luaL_ref(L, LUA_REGISTRYINDEX));
    return hy_tensor_work_end(L, binding, &work,
                              hy_custom(&work.scope, list->x, list->count, callback));
}

const luaL_Reg hy_tensor_customs[] = {{"custom", custom_make}, {NULL, NULL}};
