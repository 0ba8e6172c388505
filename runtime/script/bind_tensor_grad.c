#include "script/bind_tensor_parts.h"

#include "autodiff/grad.h"
#include "autodiff/ops.h"
#include "autodiff/sources.h"
#include "script/bind_tensor_custom.h"
#include "script/position.h"

#include <string.h>

enum { MAX_TREE_DEPTH = 32 };

typedef hy_tensor *(*viewing)(hy_scope *scope, hy_tensor *x);

static int call_viewing(lua_State *L, viewing view)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, "x", 1);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, view(&work.scope, x));
}

// requires_grad(x) -> leaf over the same elements
static int gradient_requires_grad(lua_State *L)
{
    return call_viewing(L, hy_leaf);
}

// detach(x) -> unrecorded tensor over the same elements
static int gradient_detach(lua_State *L)
{
    return call_viewing(L, hy_detach);
}

static void check_tree_value(lua_State *L, int depth)
{
    if (!lua_istable(L, -1)) {
        hy_raise(L, "grad wants tensors and tables of them, got %s", hy_mistake_describe(L, -1));
    }
    if (depth == MAX_TREE_DEPTH) {
        hy_raise(L, "grad: tables nest more than %d deep", MAX_TREE_DEPTH);
    }
}

enum { SMALL_TREE = 16 };

/// The tensors of a tree of parameters, their gradients, and the handles of those.
typedef struct tree {
    hy_tensor **xs;
    hy_tensor **grads;
    void **handles;
    size_t count;
    size_t capacity;
    int buffer;  ///< Stack index of what a large tree lies in.
} tree;

// Doubles the room.
static void grow(lua_State *L, tree *params)
{
    size_t capacity = params->capacity * 2;
    hy_tensor **xs = lua_newuserdata(L, 3 * capacity * sizeof(void *));
    void **handles = (void **)(xs + 2 * capacity);
    memcpy(xs, params->xs, params->count * sizeof(void *));
    memcpy(handles, params->handles, params->count * sizeof(void *));
    *params = (tree){xs, xs + capacity, handles, params->count, capacity, params->buffer};
    lua_replace(L, params->buffer);
}

// Pushes a copy of the tree on top of the stack with an empty handle in place of every tensor.
static void push_copy(lua_State *L, hy_tensor_binding *binding, tree *params, int depth)
{
    hy_tensor *x = hy_tensor_at(L, binding, -1);
    if (x) {
        if (params->count == params->capacity) {
            grow(L, params);
        }
        params->xs[params->count] = x;
        params->handles[params->count++] = hy_tensor_handle_push(L, binding);
        return;
    }
    check_tree_value(L, depth);
    lua_createtable(L, (int)lua_objlen(L, -1), 0);
    lua_pushnil(L);
    while (lua_next(L, -3)) {
        push_copy(L, binding, params, depth + 1);
        // ... source copy key value grad -> ... source copy key
        lua_replace(L, -2);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
}

// grad(y, tree of tensors [, seed]) -> tree of gradients
static int gradient_grad(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    lua_settop(L, 3);
    hy_tensor *y = hy_tensor_check(L, binding, "y", 1);
    hy_tensor *seed = lua_isnil(L, 3) ? NULL : hy_tensor_check(L, binding, "seed", 3);
    luaL_checkstack(L, 8 * MAX_TREE_DEPTH, "nested tables");
    hy_tensor *tensors[2 * SMALL_TREE];
    void *handles[SMALL_TREE];
    tree params = {tensors, tensors + SMALL_TREE, handles, 0, SMALL_TREE, 4};
    lua_pushnil(L);
    lua_pushvalue(L, 2);
    push_copy(L, binding, &params, 0);
    hy_error err;
    if (hy_grad(y, seed, params.xs, params.count, params.grads, &err) < 0) {
        return hy_raise(L, "%s", err.text);
    }
    for (size_t i = 0; i < params.count; i++) {
        hy_tensor_handle_fill(binding, params.handles[i], params.grads[i]);
        hy_tensor_release(params.grads[i]);
    }
    hy_tensor_host_sweep(L, binding);
    return 1;
}

// sources(y, since) -> list of the recorded tensors older than `since` that `y` was made from
static int gradient_sources(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    lua_settop(L, 2);
    hy_tensor *y = hy_tensor_check(L, binding, "y", 1);
    const hy_tensor *since = hy_tensor_check(L, binding, "since", 2);
    size_t count = 0;
    size_t capacity = 0;
    hy_tensor **sources = NULL;
    hy_error err;
    do {
        capacity = count + 8;
        // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers
        sources = lua_newuserdata(L, capacity * sizeof *sources);
        if (hy_sources(y, since, sources, capacity, &count, &err) < 0) {
            return hy_raise(L, "%s", err.text);
        }
    } while (count > capacity);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        hy_tensor_handle_fill(binding, hy_tensor_handle_push(L, binding), sources[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

const luaL_Reg hy_tensor_gradients[] = {{"detach", gradient_detach},
                                        {"grad", gradient_grad},
                                        {"requires_grad", gradient_requires_grad},
                                        {"sources", gradient_sources},
                                        {NULL, NULL}};
