#include "script/bind_tensor_handle.h"

#include "autodiff/ops.h"
#include "script/position.h"
#include "tensor/pending.h"

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

void hy_tensor_collect(lua_State *L, hy_tensor_binding *binding)
{
    lua_gc(L, LUA_GCCOLLECT, 0);
    plan_collection(binding);
}

// A light handle, from the lowest bit: 1, which no address of a userdata has; slot; generation.
// LuaJIT stores the low 39 bits of light userdata as they are and keeps a table of the rest, which
// therefore stays 0. Generations wrap: a stale handle is good again after 2^18 uses of its slot.
enum { SLOT_BITS = 20, GENERATION_BITS = 18, SLOT_COUNT_MAX = 1 << SLOT_BITS };

static void *light_handle(size_t slot, uint32_t generation)
{
    uintptr_t kept = generation & ((1U << GENERATION_BITS) - 1);
    return (void *)(kept << (1 + SLOT_BITS) | slot << 1 | 1U);
}

static bool is_light(const void *handle)
{
    return (uintptr_t)handle & 1U;
}

static size_t slot_of(const void *handle)
{
    return (uintptr_t)handle >> 1 & (SLOT_COUNT_MAX - 1);
}

static bool is_live(const hy_tensor_binding *binding, const void *handle)
{
    size_t slot = slot_of(handle);
    return slot < binding->slot_count &&
           light_handle(slot, binding->slots[slot].generation) == handle;
}

hy_tensor *hy_tensor_peek(lua_State *L, const hy_tensor_binding *binding, int index)
{
    const void *handle = lua_touserdata(L, index);
    if (is_light(handle)) {
        if (!is_live(binding, handle)) {
            hy_raise(L, "tensor used after its scope ended");
        }
        return binding->slots[slot_of(handle)].tensor;
    }
    const hy_owned_handle *owned = handle;
    bool is_owned = owned && lua_objlen(L, index) == sizeof *owned && owned->binding == binding;
    return is_owned ? owned->tensor : NULL;
}

hy_tensor *hy_tensor_at(lua_State *L, const hy_tensor_binding *binding, int index)
{
    hy_tensor *tensor = hy_tensor_peek(L, binding, index);
    hy_error err;
    if (tensor && hy_tensor_is_pending(tensor) && hy_tensor_realize(tensor, &err) < 0) {
        hy_raise(L, "%s", err.text);
    }
    return tensor;
}

hy_tensor *hy_tensor_check(lua_State *L, const hy_tensor_binding *binding, int index)
{
    hy_tensor *tensor = hy_tensor_at(L, binding, index);
    if (!tensor) {
        hy_raise(L, "argument %d: wanted a tensor, got %s", index, luaL_typename(L, index));
    }
    return tensor;
}

double hy_operand_number(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TNUMBER) {
        hy_raise(L, "argument %d: wanted a tensor or a number, got %s", index,
                 luaL_typename(L, index));
    }
    return lua_tonumber(L, index);
}

hy_tensor *hy_operand_tensor(hy_scope *scope, const hy_operand *operand, const hy_tensor *like)
{
    return operand->tensor ? operand->tensor : hy_number_beside(scope, like, operand->number);
}

// Doubles the room for slots.
static void grow(lua_State *L, hy_tensor_binding *binding)
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

// Takes the next slot, empty.
static size_t take_slot(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->slot_count == binding->slot_capacity) {
        grow(L, binding);
    }
    size_t slot = binding->slot_count++;
    binding->slots[slot].tensor = NULL;
    return slot;
}

static hy_owned_handle *push_owned(lua_State *L, const hy_tensor_binding *binding)
{
    hy_owned_handle *handle = lua_newuserdata(L, sizeof *handle);
    *handle = (hy_owned_handle){.binding = binding};
    lua_rawgeti(L, LUA_REGISTRYINDEX, binding->owned_reference);
    lua_setmetatable(L, -2);
    return handle;
}

void *hy_tensor_handle_push(lua_State *L, hy_tensor_binding *binding)
{
    // what no slot is left for is owned
    if (binding->depth == 0 || binding->slot_count == SLOT_COUNT_MAX) {
        return push_owned(L, binding);
    }
    size_t slot = take_slot(L, binding);
    void *handle = light_handle(slot, binding->slots[slot].generation);
    lua_pushlightuserdata(L, handle);
    return handle;
}

void hy_tensor_handle_fill(hy_tensor_binding *binding, void *handle, hy_tensor *tensor)
{
    hy_tensor **place = is_light(handle) ? &binding->slots[slot_of(handle)].tensor
                                         : &((hy_owned_handle *)handle)->tensor;
    *place = hy_tensor_retain(tensor);
}

void hy_tensor_handle_rebind(lua_State *L, hy_tensor_binding *binding, int index, hy_tensor *tensor)
{
    void *handle = lua_touserdata(L, index);
    hy_tensor **place = is_light(handle) ? &binding->slots[slot_of(handle)].tensor
                                         : &((hy_owned_handle *)handle)->tensor;
    hy_tensor *before = *place;
    *place = hy_tensor_retain(tensor);
    hy_tensor_release(before);
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
        return hy_raise(L, "%s", work->err.text);
    }
    return 1;
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
    size_t old = slot_of(handle);
    bool is_ending =
        is_light(handle) && is_live(binding, handle) && old >= ending->begin && old < ending->end;
    hy_tensor *tensor = is_ending ? binding->slots[old].tensor : NULL;
    if (!tensor) {
        lua_pushlightuserdata(L, handle);
        return;
    }
    if (binding->depth == 1 || binding->slot_count == SLOT_COUNT_MAX) {
        push_owned(L, binding)->tensor = hy_tensor_retain(tensor);
        return;
    }
    size_t slot = take_slot(L, binding);
    binding->slots[slot].tensor = hy_tensor_retain(tensor);
    // where hy_live_scope_pop moves it, in the next generation
    size_t place = ending->begin + (slot - ending->end);
    lua_pushlightuserdata(L, light_handle(place, binding->slots[place].generation + 1));
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
