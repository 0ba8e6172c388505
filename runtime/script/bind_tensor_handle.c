#include "script/bind_tensor_handle.h"

#include "autodiff/ops.h"

#include <stdbool.h>
#include <string.h>

// its address is the key of the binding in the registry
static const char registry_key = 0;

// growth since the last collection that is worth another one
static const size_t collect_growth_bytes = (size_t)8 << 20;

hy_tensor_binding *hy_tensor_binding_of(lua_State *L)
{
    hy_tensor_binding *binding = lua_touserdata(L, lua_upvalueindex(1));
    binding->running = L;
    return binding;
}

static int collect_all(lua_State *L)
{
    lua_gc(L, LUA_GCCOLLECT, 0);
    return 0;
}

// Memory is short: drops the handles that are garbage. Protected, because a finaliser may raise
// while the caller owns temporaries; what it raised is of no interest.
static void reclaim(void *user)
{
    lua_State *L = ((hy_tensor_binding *)user)->running;
    if (L && lua_cpcall(L, collect_all, NULL) != 0) {
        lua_pop(L, 1);
    }
}

// The next collection is due when as much again has been made, or half of what the limit leaves.
static void plan_collection(hy_tensor_binding *binding)
{
    const hy_cache *cache = &binding->context->cache;
    size_t growth = cache->in_use_bytes + collect_growth_bytes;
    size_t room = (cache->limit_bytes - cache->in_use_bytes) / 2;
    binding->collect_at_bytes = cache->in_use_bytes + (growth < room ? growth : room);
}

void hy_tensor_collect_if_grown(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->context->cache.in_use_bytes > binding->collect_at_bytes) {
        lua_gc(L, LUA_GCCOLLECT, 0);
        plan_collection(binding);
    }
}

static bool is_live(const hy_tensor_binding *binding, const hy_tensor_handle *handle)
{
    return handle->scope_index < binding->depth &&
           binding->scopes[handle->scope_index].id == handle->scope_id;
}

// The handle at a stack index, stale or not, or NULL for any other value.
static hy_tensor_handle *handle_at(lua_State *L, const hy_tensor_binding *binding, int index)
{
    hy_tensor_handle *handle = lua_touserdata(L, index);
    if (!handle || !lua_getmetatable(L, index)) {
        return NULL;
    }
    const void *metatable = lua_topointer(L, -1);
    lua_pop(L, 1);
    bool is_ours = metatable == binding->scoped_metatable || metatable == binding->owned_metatable;
    return is_ours ? handle : NULL;
}

hy_tensor *hy_tensor_at(lua_State *L, const hy_tensor_binding *binding, int index)
{
    const hy_tensor_handle *handle = handle_at(L, binding, index);
    if (!handle) {
        return NULL;
    }
    if (handle->scope_id && !is_live(binding, handle)) {
        luaL_error(L, "tensor used after its scope ended");
    }
    return handle->tensor;
}

hy_tensor *hy_tensor_check(lua_State *L, const hy_tensor_binding *binding, int index)
{
    hy_tensor *tensor = hy_tensor_at(L, binding, index);
    if (!tensor) {
        luaL_error(L, "argument %d: wanted a tensor, got %s", index, luaL_typename(L, index));
    }
    return tensor;
}

hy_operand hy_operand_check(lua_State *L, const hy_tensor_binding *binding, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER) {
        return (hy_operand){.number = lua_tonumber(L, index)};
    }
    hy_tensor *tensor = hy_tensor_at(L, binding, index);
    if (!tensor) {
        luaL_error(L, "argument %d: wanted a tensor or a number, got %s", index,
                   luaL_typename(L, index));
    }
    return (hy_operand){.tensor = tensor};
}

hy_tensor *hy_operand_tensor(hy_scope *scope, const hy_operand *operand, const hy_tensor *like)
{
    return operand->tensor ? operand->tensor : hy_number(scope, like, operand->number);
}

// Makes room for one more tensor.
static hy_status reserve(hy_context *context, hy_live_scope *scope, hy_error *err)
{
    if (scope->count < scope->capacity) {
        return HY_OK;
    }
    size_t capacity = scope->capacity ? scope->capacity * 2 : 32;
    void *block = NULL;
    hy_status status =
        hy_cache_allocate(&context->cache, capacity * sizeof(hy_tensor *), &block, err);
    if (status < 0) {
        return status;
    }
    if (scope->tensors) {
        memcpy(block, scope->tensors, scope->count * sizeof(hy_tensor *));
        hy_cache_release(&context->cache, scope->tensors, scope->capacity * sizeof(hy_tensor *));
    }
    scope->tensors = block;
    scope->capacity = capacity;
    return HY_OK;
}

// Gives a handle a place in a scope, empty until the handle is filled.
static void enter_scope(lua_State *L, hy_tensor_binding *binding, int index,
                        hy_tensor_handle *handle)
{
    hy_live_scope *scope = &binding->scopes[index];
    hy_error err;
    if (reserve(binding->context, scope, &err) < 0) {
        luaL_error(L, "%s", err.text);
    }
    handle->scope_id = scope->id;
    handle->scope_index = index;
    handle->place = scope->count++;
    scope->tensors[handle->place] = NULL;
}

hy_tensor_handle *hy_tensor_handle_push(lua_State *L, hy_tensor_binding *binding)
{
    hy_tensor_handle *handle = lua_newuserdata(L, sizeof *handle);
    *handle = (hy_tensor_handle){.tensor = NULL};
    bool is_scoped = binding->depth > 0;
    if (is_scoped) {
        enter_scope(L, binding, binding->depth - 1, handle);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX,
                is_scoped ? binding->scoped_reference : binding->owned_reference);
    lua_setmetatable(L, -2);
    return handle;
}

void hy_tensor_handle_fill(hy_tensor_binding *binding, hy_tensor_handle *handle, hy_tensor *tensor)
{
    handle->tensor = hy_tensor_retain(tensor);
    if (handle->scope_id) {
        binding->scopes[handle->scope_index].tensors[handle->place] = tensor;
    }
}

void hy_tensor_work_begin(lua_State *L, hy_tensor_binding *binding, hy_tensor_work *work)
{
    work->out = hy_tensor_handle_push(L, binding);
    hy_scope_init(&work->scope, binding->context, &work->err);
}

int hy_tensor_work_end(lua_State *L, hy_tensor_binding *binding, hy_tensor_work *work,
                       hy_tensor *result)
{
    if (result) {
        hy_tensor_handle_fill(binding, work->out, result);
    }
    if (hy_scope_deinit(&work->scope) < 0) {
        return luaL_error(L, "%s", work->err.text);
    }
    return 1;
}

void hy_live_scope_push(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->depth == HY_SCOPE_MAX_DEPTH) {
        luaL_error(L, "scopes nest at most %d deep", HY_SCOPE_MAX_DEPTH);
    }
    binding->scopes[binding->depth++] = (hy_live_scope){.id = ++binding->last_scope_id};
}

void hy_live_scope_pop(hy_tensor_binding *binding)
{
    hy_live_scope *scope = &binding->scopes[--binding->depth];
    for (size_t i = scope->count; i-- > 0;) {
        if (scope->tensors[i]) {
            hy_tensor_release(scope->tensors[i]);
        }
    }
    if (scope->tensors) {
        hy_cache_release(&binding->context->cache, scope->tensors,
                         scope->capacity * sizeof(hy_tensor *));
    }
    *scope = (hy_live_scope){.id = 0};
}

void hy_tensor_handle_promote(lua_State *L, hy_tensor_binding *binding, int index)
{
    const hy_live_scope *ending = &binding->scopes[binding->depth - 1];
    hy_tensor_handle *handle = handle_at(L, binding, index);
    if (!handle || !handle->tensor || handle->scope_id != ending->id) {
        return;
    }
    if (binding->depth > 1) {
        enter_scope(L, binding, binding->depth - 2, handle);
        hy_tensor_handle_fill(binding, handle, handle->tensor);
        return;
    }
    handle->scope_id = 0;
    (void)hy_tensor_retain(handle->tensor);
    lua_pushvalue(L, index);
    lua_rawgeti(L, LUA_REGISTRYINDEX, binding->owned_reference);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void hy_tensor_binding_set_metatables(lua_State *L, hy_tensor_binding *binding, int owned_index,
                                      int scoped_index)
{
    binding->owned_metatable = lua_topointer(L, owned_index);
    binding->scoped_metatable = lua_topointer(L, scoped_index);
    lua_pushvalue(L, owned_index);
    lua_setfield(L, LUA_REGISTRYINDEX, "hyla.tensor.owned");
    lua_pushvalue(L, scoped_index);
    lua_setfield(L, LUA_REGISTRYINDEX, "hyla.tensor.scoped");
    // a reference is faster to look up than a name
    lua_pushvalue(L, owned_index);
    lua_pushvalue(L, scoped_index);
    binding->scoped_reference = luaL_ref(L, LUA_REGISTRYINDEX);
    binding->owned_reference = luaL_ref(L, LUA_REGISTRYINDEX);
}

// __gc of the binding: handles that are still there keep the context alive by its tensors
static int binding_collect(lua_State *L)
{
    hy_tensor_binding *binding = lua_touserdata(L, 1);
    while (binding->depth > 0) {
        hy_live_scope_pop(binding);
    }
    if (binding->context) {
        binding->context->cache.reclaim = NULL;
        hy_context_release(binding->context);
        binding->context = NULL;
    }
    return 0;
}

static void push_registered(lua_State *L)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)&registry_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
}

hy_tensor_binding *hy_tensor_binding_create(lua_State *L, const hy_allocator *allocator,
                                            size_t limit_bytes)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)&registry_key);
    hy_tensor_binding *binding = lua_newuserdata(L, sizeof *binding);
    memset(binding, 0, sizeof *binding);
    lua_newtable(L);
    lua_pushcfunction(L, binding_collect);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    hy_error err;
    if (hy_context_create(allocator, limit_bytes, &binding->context, &err) < 0) {
        luaL_error(L, "%s", err.text);
    }
    binding->context->cache.reclaim = reclaim;
    binding->context->cache.reclaim_user = binding;
    plan_collection(binding);
    lua_rawset(L, LUA_REGISTRYINDEX);
    return binding;
}

hy_tensor_binding *hy_tensor_binding_find(lua_State *L)
{
    push_registered(L);
    hy_tensor_binding *binding = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return binding;
}

hy_tensor_binding *hy_tensor_binding_push(lua_State *L, const hy_allocator *allocator)
{
    hy_tensor_binding *binding = hy_tensor_binding_find(L);
    if (!binding) {
        binding = hy_tensor_binding_create(L, allocator, 0);
    }
    push_registered(L);
    return binding;
}
