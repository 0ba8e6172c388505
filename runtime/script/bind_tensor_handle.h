/// Tensor handles: how the files of the module "hyla.tensor" see tensors of Lua.
///
/// Outside every `t.scope` a handle is a userdata that holds a count on its tensor. Inside one it
/// is a light userdata, which costs no memory: the number of a slot and the generation of that
/// slot; the slot holds the count, and when the scope ends all its slots move to the next
/// generation.
///
/// Every function of the module follows one order, so that nothing leaks when Lua raises: check
/// the arguments, push an empty handle, work in a hy_scope without touching Lua, finish.
#pragma once

#include "autodiff/anomaly.h"
#include "autodiff/custom.h"
#include "autodiff/ops.h"
#include "script/bind_tensor_mistake.h"
#include "script/position.h"
#include "tensor/pending.h"
#include "tensor/tensor.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>

enum { HY_SCOPE_MAX_DEPTH = 64, HY_OWNED_KNOWN_COUNT = 256 };

/// What a light handle names. Slots are a stack: the newest scope has those at its end.
typedef struct hy_slot {
    hy_tensor *tensor;    ///< Held; NULL until the handle is filled.
    uint32_t generation;  ///< Of the handle that names the slot now.
} hy_slot;

/// A `t.scope` that is running: its slots begin at `begin`. When its function has returned, those
/// of the tensors that outlive it follow from `end` on.
typedef struct hy_live_scope {
    size_t begin;
    size_t end;
} hy_live_scope;

/// What all functions of the module share.
typedef struct hy_tensor_binding {
    hy_context *context;
    hy_slot *slots;  ///< Those behind `slot_count` keep their generation.
    size_t slot_count;
    size_t slot_capacity;
    hy_live_scope scopes[HY_SCOPE_MAX_DEPTH];
    int depth;                ///< Running scopes.
    int owned_reference;      ///< The metatable of handles outside scopes, in the registry.
    int scope_reference;      ///< The function that runs another in a scope, there too.
    size_t collect_at_bytes;  ///< Native bytes in use that start a collection by Lua.
    lua_State *running;       ///< The coroutine that called last.
    /// Live handles outside scopes by hy_owned_place, the newest where two share one: an address
    /// that is here saves asking Lua what lies there.
    const void *known[HY_OWNED_KNOWN_COUNT];
    hy_watch watch;  ///< Looks for anomalies while t.anomaly runs.
    hy_host host;    ///< What runs the backward rules that are written in Lua.
} hy_tensor_binding;

/// The userdata of a handle outside scopes. Its size and the binding in front tell it from others:
/// for two operands some hundred instructions less than comparing metatables.
typedef struct hy_owned_handle {
    hy_tensor_binding *binding;  ///< NULL once it was collected.
    hy_tensor *tensor;           ///< Held; NULL until the handle is filled.
} hy_owned_handle;

/// Where a handle outside scopes may be known by its address.
static inline size_t hy_owned_place(const void *handle)
{
    return (uintptr_t)handle / 64 % HY_OWNED_KNOWN_COUNT;
}

/// A tensor or a plain number.
typedef struct hy_operand {
    hy_tensor *tensor;  ///< NULL for a number.
    double number;
} hy_operand;

/// Work under way: where its result goes, and its temporaries.
typedef struct hy_tensor_work {
    hy_scope scope;
    hy_error err;
    void *out;  ///< The handle of the result, as lua_touserdata gives it.
} hy_tensor_work;

/// What a function of the module was set with: its only upvalue.
typedef struct hy_tensor_entry {
    hy_tensor_binding *binding;
    const char *name;  ///< What Lua calls it.
    const void *row;   ///< Which it is of those that run the same C; may be NULL.
} hy_tensor_entry;

/// The entry of the running function.
static inline const hy_tensor_entry *hy_tensor_entry_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

/// The binding of the running function, or of its entry; it remembers `L` for collections.
static inline hy_tensor_binding *hy_tensor_binding_in(lua_State *L, const hy_tensor_entry *entry)
{
    entry->binding->running = L;
    return entry->binding;
}
static inline hy_tensor_binding *hy_tensor_binding_of(lua_State *L)
{
    return hy_tensor_binding_in(L, hy_tensor_entry_of(L));
}

/// Pushes a function of the module; the name is kept.
void hy_tensor_push_function(lua_State *L, hy_tensor_binding *binding, const char *name,
                             lua_CFunction function, const void *row);

/// Sets one in the table on top of the stack.
void hy_tensor_set_function(lua_State *L, hy_tensor_binding *binding, const char *name,
                            lua_CFunction function, const void *row);

/// Collects garbage and plans the next collection.
void hy_tensor_collect(lua_State *L, hy_tensor_binding *binding);

/// Lets Lua collect garbage when tensors have grown much since it last did.
static inline void hy_tensor_collect_if_grown(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->context->cache.in_use_bytes > binding->collect_at_bytes) {
        hy_tensor_collect(L, binding);
    }
}

// A light handle, from the lowest bit: 1, which no address of a userdata has; slot; generation.
// LuaJIT stores the low 39 bits of light userdata as they are and keeps a table of the rest, which
// therefore stays 0. Generations wrap: a stale handle is good again after 2^18 uses of its slot.
enum { HY_SLOT_BITS = 20, HY_SLOT_GENERATION_BITS = 18, HY_SLOT_COUNT_MAX = 1 << HY_SLOT_BITS };

/// The light handle of a slot in one of its generations.
static inline void *hy_slot_handle(size_t slot, uint32_t generation)
{
    uintptr_t kept = generation & ((1U << HY_SLOT_GENERATION_BITS) - 1);
    return (void *)(kept << (1 + HY_SLOT_BITS) | slot << 1 | 1U);
}

/// Whether a value of lua_touserdata is a light handle.
static inline bool hy_slot_is_handle(const void *handle)
{
    return (uintptr_t)handle & 1U;
}

/// The slot that a light handle names.
static inline size_t hy_slot_of(const void *handle)
{
    return (uintptr_t)handle >> 1 & (HY_SLOT_COUNT_MAX - 1);
}

/// Whether the slot of a light handle is in use and of the same generation.
static inline bool hy_slot_is_live(const hy_tensor_binding *binding, const void *handle)
{
    size_t slot = hy_slot_of(handle);
    return slot < binding->slot_count &&
           hy_slot_handle(slot, binding->slots[slot].generation) == handle;
}

/// Doubles the room for slots; raises when there is no memory.
void hy_slot_grow(lua_State *L, hy_tensor_binding *binding);

/// Takes the next slot, empty.
static inline size_t hy_slot_take(lua_State *L, hy_tensor_binding *binding)
{
    if (binding->slot_count == binding->slot_capacity) {
        hy_slot_grow(L, binding);
    }
    size_t slot = binding->slot_count++;
    binding->slots[slot].tensor = NULL;
    return slot;
}

/// Raises for a light handle whose scope has ended.
hy_tensor *hy_tensor_stale(lua_State *L);

/// The tensor at a stack index, pending or not (tensor/pending.h), or NULL for any other value;
/// raises for a stale handle.
static inline hy_tensor *hy_tensor_peek(lua_State *L, const hy_tensor_binding *binding, int index)
{
    const void *handle = lua_touserdata(L, index);
    if (hy_slot_is_handle(handle)) {
        bool is_live = hy_slot_is_live(binding, handle);
        return is_live ? binding->slots[hy_slot_of(handle)].tensor : hy_tensor_stale(L);
    }
    const hy_owned_handle *owned = handle;
    bool is_owned = owned && (binding->known[hy_owned_place(owned)] == owned ||
                              (lua_objlen(L, index) == sizeof *owned && owned->binding == binding));
    return is_owned ? owned->tensor : NULL;
}

/// Realizes a pending tensor and returns it; raises when that fails.
hy_tensor *hy_tensor_realized(lua_State *L, hy_tensor *tensor);

/// The tensor at a stack index, realized, or NULL for any other value; raises for a stale handle
/// and when a pending tensor cannot be realized.
static inline hy_tensor *hy_tensor_at(lua_State *L, const hy_tensor_binding *binding, int index)
{
    hy_tensor *tensor = hy_tensor_peek(L, binding, index);
    return tensor && hy_tensor_is_pending(tensor) ? hy_tensor_realized(L, tensor) : tensor;
}

/// The tensor at a stack index, the argument of a name; raises for any other value.
hy_tensor *hy_tensor_check(lua_State *L, const hy_tensor_binding *binding, const char *name,
                           int index);

/// The same, pending or not: for who does not look at elements.
static inline hy_tensor *hy_tensor_check_pending(lua_State *L, const hy_tensor_binding *binding,
                                                 const char *name, int index)
{
    hy_tensor *tensor = hy_tensor_peek(L, binding, index);
    return tensor ? tensor : hy_tensor_check(L, binding, name, index);
}

/// Raises while a plan is made (see hy_plan_allows in tensor/plan.h).
void hy_tensor_check_uncompiled(lua_State *L, const hy_tensor_binding *binding, const char *name);

/// The number at a stack index where a tensor could be too; raises for any other value.
double hy_operand_number(lua_State *L, const char *name, int index);

/// The tensor, pending or not, or number at a stack index; raises for any other value.
static inline hy_operand hy_operand_peek(lua_State *L, const hy_tensor_binding *binding,
                                         const char *name, int index)
{
    hy_tensor *tensor = hy_tensor_peek(L, binding, index);
    return (hy_operand){.tensor = tensor, .number = tensor ? 0 : hy_operand_number(L, name, index)};
}

/// The same, realized.
static inline hy_operand hy_operand_check(lua_State *L, const hy_tensor_binding *binding,
                                          const char *name, int index)
{
    hy_tensor *tensor = hy_tensor_at(L, binding, index);
    return (hy_operand){.tensor = tensor, .number = tensor ? 0 : hy_operand_number(L, name, index)};
}

/// Whether an argument was given and is not nil; cheaper than lua_isnoneornil where none was given.
static inline bool hy_tensor_is_given(lua_State *L, int index)
{
    return lua_gettop(L) >= index && !lua_isnil(L, index);
}

/// An operand as a tensor; a number takes the element type that it has beside `like`.
static inline hy_tensor *hy_operand_tensor(hy_scope *scope, const hy_operand *operand,
                                           const hy_tensor *like)
{
    return operand->tensor ? operand->tensor : hy_number_beside(scope, like, operand->number);
}

/// Pushes a userdata without a tensor yet.
void *hy_tensor_handle_push_owned(lua_State *L, hy_tensor_binding *binding);

/// Pushes a handle without a tensor yet and returns it as lua_touserdata gives it; filling it
/// cannot fail.
static inline void *hy_tensor_handle_push(lua_State *L, hy_tensor_binding *binding)
{
    // what no slot is left for is owned
    if (binding->depth == 0 || binding->slot_count == HY_SLOT_COUNT_MAX) {
        return hy_tensor_handle_push_owned(L, binding);
    }
    size_t slot = hy_slot_take(L, binding);
    void *handle = hy_slot_handle(slot, binding->slots[slot].generation);
    lua_pushlightuserdata(L, handle);
    return handle;
}

/// Where a live handle, as lua_touserdata gives it, holds its tensor.
static inline hy_tensor **hy_tensor_handle_place(hy_tensor_binding *binding, void *handle)
{
    return hy_slot_is_handle(handle) ? &binding->slots[hy_slot_of(handle)].tensor
                                     : &((hy_owned_handle *)handle)->tensor;
}

/// Makes a handle hold a tensor (adds to its count).
static inline void hy_tensor_handle_fill(hy_tensor_binding *binding, void *handle,
                                         hy_tensor *tensor)
{
    *hy_tensor_handle_place(binding, handle) = hy_tensor_retain(tensor);
}

/// Makes the live handle at a stack index hold another tensor than before.
void hy_tensor_handle_rebind(lua_State *L, hy_tensor_binding *binding, int index,
                             hy_tensor *tensor);

/// Pushes the handle of the result and starts to work: nothing may raise until the work is over.
static inline void hy_tensor_work_begin(lua_State *L, hy_tensor_binding *binding,
                                        hy_tensor_work *work)
{
    work->out = hy_tensor_handle_push(L, binding);
    hy_scope_init(&work->scope, binding->context, &work->err);
}

/// Ends the work and leaves the handle of `result` on the stack; raises when it failed.
///
/// @return 1, the count of Lua results.
static inline int hy_tensor_work_end(lua_State *L, hy_tensor_binding *binding, hy_tensor_work *work,
                                     hy_tensor *result)
{
    if (result) {
        *hy_tensor_handle_place(binding, work->out) = hy_tensor_keep(&work->scope, result);
    }
    return hy_scope_deinit(&work->scope) < 0 ? hy_mistake_fail(L, &work->err) : 1;
}

/// Starts a scope; raises when too many are nested.
void hy_live_scope_push(lua_State *L, hy_tensor_binding *binding);

/// Says that the function of the newest scope has returned: its results are looked through next.
void hy_live_scope_finish(hy_tensor_binding *binding);

/// Pushes what a light handle is to be once the newest scope, which is finished, has ended: a
/// handle of the scope around it or outside all; the same value for handles of other scopes and
/// stale ones. Called once for each handle.
void hy_tensor_handle_promote(lua_State *L, hy_tensor_binding *binding, void *handle);

/// Ends the newest scope and releases what it holds: its handles are stale from then on. The
/// handles that were promoted are good when it `keeps` them, and stale too otherwise.
void hy_live_scope_pop(hy_tensor_binding *binding, bool keeps);

/// Takes the tables at two stack indices as the metatable of owned handles and as that of all light
/// userdata of the state.
void hy_tensor_binding_set_metatables(lua_State *L, hy_tensor_binding *binding, int owned_index,
                                      int light_index);

/// Makes the binding of a state, which has none yet, with the given memory (see bind_tensor.h).
hy_tensor_binding *hy_tensor_binding_create(lua_State *L, const hy_allocator *allocator,
                                            size_t limit_bytes);

/// The binding of a state, or NULL.
hy_tensor_binding *hy_tensor_binding_find(lua_State *L);

/// Pushes the binding of a state, made with `allocator` and no limit if there is none.
hy_tensor_binding *hy_tensor_binding_push(lua_State *L, const hy_allocator *allocator);
