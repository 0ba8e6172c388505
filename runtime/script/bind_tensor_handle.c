#include "script/bind_tensor_handle.h"

#include "autodiff/ops.h"
#include "script/position.h"
#include "tensor/pending.h"

#include <stdbool.h>
#include <string.h>

// its address is the key of the binding in the registry
static const char registry_key = 0;

void hy_tensor_push_function(lua_State *L, hy_tensor_binding *binding, const char *name,
                             lua_CFunction function, const void *row)
{
    hy_tensor_entry *entry = lua_newuserdata(L, sizeof *entry);
    *entry = (hy_tensor_entry){binding, name, row};
    lua_pushcclosure(L, function, 1);
}

void hy_tensor_set_function(lua_State *L, hy_tensor_binding *binding, const char *name,
                            lua_CFunction function, const void *row)
{
    hy_tensor_push_function(L, binding, name, function, row);
    lua_setfield(L, -2, name);
}

// the least growth since the last collection that is worth another one
static const size_t collect_growth_bytes = (size_t)8 << 20;

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

// The next collection is due when as much again has been made as there is of tensors and of what
// the collector walks through, or half of what the limit leaves.
static void plan_collection(lua_State *L, hy_tensor_binding *binding)
{
    const hy_cache *cache = &binding->context->cache;
    size_t walked = (size_t)lua_gc(L, LUA_GCCOUNT, 0) << 10;
    size_t growth = cache->in_use_bytes + walked + collect_growth_bytes;
    size_t room = (cache->limit_bytes - cache->in_use_bytes) / 2;
    binding->collect_at_bytes = cache->in_use_bytes + (growth < room ? growth : room);
}

void hy_tensor_collect(lua_State *L, hy_tensor_binding *binding)
{
    lua_gc(L, LUA_GCCOLLECT, 0);
    plan_collection(L, binding);
}

hy_tensor *hy_tensor_stale(lua_State *L)
{
    hy_raise(L, "tensor used after its scope ended");
    return NULL;
}

hy_tensor *hy_tensor_realized(lua_State *L, hy_tensor *tensor)
{
    hy_error err;
    if (hy_tensor_realize(tensor, &err) < 0) {
        hy_raise(L, "%s", err.text);
    }
    return tensor;
}

hy_tensor *hy_tensor_check(lua_State *L, const hy_tensor_binding *binding, const char *name,
                           int index)
{
    hy_tensor *tensor = hy_tensor_at(L, binding, index);
    hy_mistake_unless(L, tensor, "a tensor", name, index);
    return tensor;
}

void hy_tensor_check_uncompiled(lua_State *L, const hy_tensor_binding *binding, const char *name)
{
    if (binding->context->plan) {
        hy_raise(L, "%s cannot be part of a compiled function", name);
    }
}

double hy_operand_number(lua_State *L, const char *name, int index)
{
    bool is_number = lua_type(L, index) == LUA_TNUMBER;
    hy_mistake_unless(L, is_number, "a tensor or a number", name, index);
    return lua_tonumber(L, index);
}

void hy_slot_grow(lua_State *L, hy_tensor_binding *binding)
{
    hy_cache *cache = &binding->context->cache;
    size_t size = binding->slot_capacity * sizeof(hy_slot);
    size_t capacity = binding->slot_capacity ? binding->slot_capacity * 2 : 64;
    void *block = NULL;
    hy_error err;
    if (hy_cache_allocate(cache, capacity * sizeof(hy_slot), &block, &err) < 0) {
        hy_raise(L, "%s", err.text);
    }
    memset((char *)block + size, 0, capacity * sizeof(hy_slot) - size);
    if (size > 0) {
        memcpy(block, binding->slots, size);
        hy_cache_release(cache, binding->slots, size);
    }
    binding->slots = block;
    binding->slot_capacity = capacity;
}

static hy_owned_handle *push_owned(lua_State *L, hy_tensor_binding *binding)
{
    hy_owned_handle *handle = lua_newuserdata(L, sizeof *handle);
    *handle = (hy_owned_handle){.binding = binding};
    lua_rawgeti(L, LUA_REGISTRYINDEX, binding->owned_reference);
    lua_setmetatable(L, -2);
    binding->known[hy_owned_place(handle)] = handle;
    return handle;
}

void *hy_tensor_handle_push_owned(lua_State *L, hy_tensor_binding *binding)
{
    return push_owned(L, binding);
}

void hy_tensor_handle_rebind(lua_State *L, hy_tensor_binding *binding, int index, hy_tensor *tensor)
{
    hy_tensor **place = hy_tensor_handle_place(binding, lua_touserdata(L, index));
    hy_tensor *before = *place;
    *place = hy_tensor_retain(tensor);
    hy_tensor_release(before);
}

void hy_live_scope_push(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->depth == HY_SCOPE_MAX_DEPTH) {
        hy_raise(L, "scopes nest at most %d deep", HY_SCOPE_MAX_DEPTH);
    }
    binding->scopes[binding->depth++] = (hy_live_scope){.begin = binding->slot_count};
}

void hy_live_scope_finish(hy_tensor_binding *binding)
{
    binding->scopes[binding->depth - 1].end = binding->slot_count;
}

void hy_tensor_handle_promote(lua_State *L, hy_tensor_binding *binding, void *handle)
{
    const hy_live_scope *ending = &binding->scopes[binding->depth - 1];
    size_t old = hy_slot_of(handle);
    bool is_ending = hy_slot_is_handle(handle) && hy_slot_is_live(binding, handle) &&
                     old >= ending->begin && old < ending->end;
    hy_tensor *tensor = is_ending ? binding->slots[old].tensor : NULL;
    if (!tensor) {
        lua_pushlightuserdata(L, handle);
        return;
    }
    if (binding->depth == 1 || binding->slot_count == HY_SLOT_COUNT_MAX) {
        push_owned(L, binding)->tensor = hy_tensor_retain(tensor);
        return;
    }
    size_t slot = hy_slot_take(L, binding);
    binding->slots[slot].tensor = hy_tensor_retain(tensor);
    // where hy_live_scope_pop moves it, in the next generation
    size_t place = ending->begin + (slot - ending->end);
    lua_pushlightuserdata(L, hy_slot_handle(place, binding->slots[place].generation + 1));
}

void hy_live_scope_pop(hy_tensor_binding *binding, bool keeps)
{
    const hy_live_scope *ending = &binding->scopes[--binding->depth];
    size_t end = keeps ? ending->end : binding->slot_count;
    size_t kept_count = binding->slot_count - end;
    hy_slot *slots = binding->slots;
    for (size_t i = ending->begin; i < binding->slot_count; i++) {
        slots[i].generation++;
        if (i < end && slots[i].tensor) {
            hy_tensor_release(slots[i].tensor);
        }
    }
    for (size_t i = 0; i < kept_count; i++) {
        slots[ending->begin + i].tensor = slots[end + i].tensor;
    }
    binding->slot_count = ending->begin + kept_count;
}

void hy_tensor_binding_set_metatables(lua_State *L, hy_tensor_binding *binding, int owned_index,
                                      int light_index)
{
    lua_pushvalue(L, owned_index);
    lua_setfield(L, LUA_REGISTRYINDEX, "hyla.tensor.owned");
    // a reference is faster to look up than a name
    lua_pushvalue(L, owned_index);
    binding->owned_reference = luaL_ref(L, LUA_REGISTRYINDEX);
    // all light userdata share one metatable
    lua_pushlightuserdata(L, NULL);
    lua_pushvalue(L, light_index);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

// __gc of the binding: handles that are still there keep the context alive by its tensors
static int binding_collect(lua_State *L)
{
    hy_tensor_binding *binding = lua_touserdata(L, 1);
    while (binding->depth > 0) {
        hy_live_scope_pop(binding, false);
    }
    if (binding->context) {
        if (binding->slots) {
            hy_cache_release(&binding->context->cache, binding->slots,
                             binding->slot_capacity * sizeof(hy_slot));
        }
        binding->context->cache.reclaim = NULL;
        binding->context->host = NULL;
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
        hy_raise(L, "%s", err.text);
    }
    binding->context->cache.reclaim = reclaim;
    binding->context->cache.reclaim_user = binding;
    plan_collection(L, binding);
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
