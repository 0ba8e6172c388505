#include "script/bind_tensor_parts.h"

#include "script/bind_tensor_handle.h"
#include "script/position.h"

enum { MAX_RESULT_DEPTH = 100 };

// Pushes what `seen`, which is nil at first, knows the value on top of the stack as.
static void look_up(lua_State *L, int seen)
{
    if (lua_isnil(L, seen)) {
        lua_newtable(L);
        lua_replace(L, seen);
    }
    lua_pushvalue(L, -1);
    lua_rawget(L, seen);
}

// Replaces the handle on top of the stack by its promoted one, of which `seen` holds those there
// are already.
static void promote_handle(lua_State *L, hy_tensor_binding *binding, int seen)
{
    look_up(L, seen);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        hy_tensor_handle_promote(L, binding, lua_touserdata(L, -1));
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, seen);
    }
    lua_replace(L, -2);
}

// Whether the table on top of the stack is met for the first time; `seen` remembers it.
static bool is_new(lua_State *L, int seen)
{
    look_up(L, seen);
    bool is_known = lua_toboolean(L, -1);
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, true);
    lua_rawset(L, seen);
    return !is_known;
}

// Replaces the handles in the value on top of the stack, or that value, by promoted ones.
static void promote_value(lua_State *L, hy_tensor_binding *binding, int seen, int depth)
{
    if (lua_islightuserdata(L, -1)) {
        promote_handle(L, binding, seen);
        return;
    }
    if (!lua_istable(L, -1)) {
        return;
    }
    if (depth == MAX_RESULT_DEPTH) {
        hy_raise(L, "scope: results nest more than %d tables deep", MAX_RESULT_DEPTH);
    }
    if (!is_new(L, seen)) {
        return;
    }
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        bool is_handle = lua_islightuserdata(L, -1);
        promote_value(L, binding, seen, depth + 1);
        if (is_handle) {
            // ... table key handle -> ... table key; the key exists: the walk may go on
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -4);
        } else {
            lua_pop(L, 1);
        }
    }
}

// (function, argument ...) -> its results, promoted: the protected part of scope()
static int run_in_scope(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    // the coroutine that called last may be gone
    binding->running = L;
    int count = lua_gettop(L);
    luaL_checkstack(L, 4 * MAX_RESULT_DEPTH, "nested tables");
    hy_live_scope_finish(binding);
    lua_pushnil(L);
    int seen = lua_gettop(L);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        promote_value(L, binding, seen, 0);
        lua_replace(L, i);
    }
    lua_settop(L, count);
    return count;
}

void hy_tensor_scope_attach(lua_State *L, hy_tensor_binding *binding)
{
    hy_tensor_push_function(L, binding, "scope", run_in_scope, NULL);
    binding->scope_reference = luaL_ref(L, LUA_REGISTRYINDEX);
}

// scope(function, argument ...) -> what it returns, whose tensors outlive the scope
static int scope_run(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_mistake_unless(L, lua_isfunction(L, 1), "a function", "call", 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, binding->scope_reference);
    lua_insert(L, 1);
    hy_live_scope_push(L, binding);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    hy_live_scope_pop(binding, status == 0);
    return status == 0 ? lua_gettop(L) : lua_error(L);
}

// (function, argument ...) -> what it returns; ops record meanwhile, or do not
static int call_recording(lua_State *L, bool is_recording)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_mistake_unless(L, lua_isfunction(L, 1), "a function", "call", 1);
    bool was_recording = binding->context->is_recording;
    binding->context->is_recording = is_recording;
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    binding->context->is_recording = was_recording;
    return status == 0 ? lua_gettop(L) : lua_error(L);
}

static int scope_no_grad(lua_State *L)
{
    return call_recording(L, false);
}

static int scope_enable_grad(lua_State *L)
{
    return call_recording(L, true);
}

static void locate(void *user, hy_line *line)
{
    hy_position_write(((hy_tensor_binding *)user)->running, line->text, sizeof line->text);
}

// anomaly(function, argument ...) -> what it returns; a NaN that an op makes is an error meanwhile
static int scope_anomaly(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_mistake_unless(L, lua_isfunction(L, 1), "a function", "call", 1);
    hy_context *context = binding->context;
    hy_watch *before = context->watch;
    binding->watch = (hy_watch){.user = binding, .locate = locate};
    context->watch = &binding->watch;
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    context->watch = before;
    return status == 0 ? lua_gettop(L) : lua_error(L);
}

// is_grad_enabled() -> boolean
static int scope_is_grad_enabled(lua_State *L)
{
    lua_pushboolean(L, hy_tensor_binding_of(L)->context->is_recording);
    return 1;
}

// is_tensor(value) -> boolean
static int scope_is_tensor(lua_State *L)
{
    lua_pushboolean(L, hy_tensor_peek(L, hy_tensor_binding_of(L), 1) != NULL);
    return 1;
}

// memory() -> bytes in use, bytes held, tensors alive
static int scope_memory(lua_State *L)
{
    const hy_context *context = hy_tensor_binding_of(L)->context;
    lua_pushnumber(L, (lua_Number)context->cache.in_use_bytes);
    lua_pushnumber(L, (lua_Number)context->cache.held_bytes);
    lua_pushnumber(L, (lua_Number)context->tensor_count);
    return 3;
}

const luaL_Reg hy_tensor_scopes[] = {{"anomaly", scope_anomaly},
                                     {"enable_grad", scope_enable_grad},
                                     {"is_grad_enabled", scope_is_grad_enabled},
                                     {"is_tensor", scope_is_tensor},
                                     {"memory", scope_memory},
                                     {"no_grad", scope_no_grad},
                                     {"scope", scope_run},
                                     {NULL, NULL}};
