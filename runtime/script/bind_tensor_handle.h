/// Tensor handles: how the files of the module "hyla.tensor" see tensors of Lua.
///
/// Every function of the module follows one order, so that nothing leaks when Lua raises: check
/// the arguments, push an empty handle, work in a hy_scope without touching Lua, finish.
#pragma once

#include "tensor/tensor.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>

/// A `t.scope` that is running: it holds every tensor whose handle was made in it.
typedef struct hy_live_scope {
    uint64_t id;
    hy_tensor **tensors;  ///< One place per handle; NULL where a handle was never filled.
    size_t count;
    size_t capacity;
} hy_live_scope;

enum { HY_SCOPE_MAX_DEPTH = 64 };

/// What all functions of the module share; their first upvalue.
typedef struct hy_tensor_binding {
    hy_context *context;
    const void *owned_metatable;   ///< Of handles that hold a count, with a finaliser.
    const void *scoped_metatable;  ///< Of handles whose scope holds it, without one.
    int owned_reference;           ///< The two metatables in the registry.
    int scoped_reference;
    hy_live_scope scopes[HY_SCOPE_MAX_DEPTH];
    int depth;  ///< Running scopes.
    uint64_t last_scope_id;
    size_t collect_at_bytes;  ///< Native bytes in use that start a collection by Lua.
    lua_State *running;       ///< The coroutine that called last.
} hy_tensor_binding;

typedef struct hy_tensor_handle {
    hy_tensor *tensor;  ///< NULL until finished.
    uint64_t scope_id;  ///< 0 when the handle holds the count itself.
    int scope_index;
    size_t place;  ///< In the scope's list.
} hy_tensor_handle;

/// A tensor or a plain number.
typedef struct hy_operand {
    hy_tensor *tensor;  ///< NULL for a number.
    double number;
} hy_operand;

/// Work under way: where its result goes, and its temporaries.
typedef struct hy_tensor_work {
    hy_scope scope;
    hy_error err;
    hy_tensor_handle *out;
} hy_tensor_work;

/// The binding that the running function was registered with; it remembers `L` for collections.
hy_tensor_binding *hy_tensor_binding_of(lua_State *L);

/// Lets Lua collect garbage when tensors have grown much since it last did.
void hy_tensor_collect_if_grown(lua_State *L, hy_tensor_binding *binding);

/// The tensor at a stack index, or NULL for any other value; raises for a stale handle.
hy_tensor *hy_tensor_at(lua_State *L, const hy_tensor_binding *binding, int index);

/// The tensor at a stack index; raises for any other value.
hy_tensor *hy_tensor_check(lua_State *L, const hy_tensor_binding *binding, int index);

/// The tensor or number at a stack index; raises for any other value.
hy_operand hy_operand_check(lua_State *L, const hy_tensor_binding *binding, int index);

/// An operand as a tensor; a number takes the element type of `like`.
hy_tensor *hy_operand_tensor(hy_scope *scope, const hy_operand *operand, const hy_tensor *like);

/// Pushes a handle without a tensor yet and makes sure that finishing it cannot fail.
hy_tensor_handle *hy_tensor_handle_push(lua_State *L, hy_tensor_binding *binding);

/// Makes a handle hold a tensor (adds to its count).
void hy_tensor_handle_fill(hy_tensor_binding *binding, hy_tensor_handle *handle, hy_tensor *tensor);

/// Pushes the handle of the result and starts to work: nothing may raise until the work is over.
void hy_tensor_work_begin(lua_State *L, hy_tensor_binding *binding, hy_tensor_work *work);

/// Ends the work and leaves the handle of `result` on the stack; raises when it failed.
///
/// @return 1, the count of Lua results.
int hy_tensor_work_end(lua_State *L, hy_tensor_binding *binding, hy_tensor_work *work,
                       hy_tensor *result);

/// Starts a scope; raises when too many are nested.
void hy_live_scope_push(lua_State *L, hy_tensor_binding *binding);

/// Ends the newest scope and releases what it holds; its handles are stale from then on.
void hy_live_scope_pop(hy_tensor_binding *binding);

/// Moves the handle at a stack index from the newest scope to the one around it.
/// Handles of other scopes, stale ones and other values stay as they are.
void hy_tensor_handle_promote(lua_State *L, hy_tensor_binding *binding, int index);

/// Takes the tables at two stack indices as the metatables of owned and of scoped handles.
void hy_tensor_binding_set_metatables(lua_State *L, hy_tensor_binding *binding, int owned_index,
                                      int scoped_index);

/// Makes the binding of a state, which has none yet, with the given memory (see bind_tensor.h).
hy_tensor_binding *hy_tensor_binding_create(lua_State *L, const hy_allocator *allocator,
                                            size_t limit_bytes);

/// The binding of a state, or NULL.
hy_tensor_binding *hy_tensor_binding_find(lua_State *L);

/// Pushes the binding of a state, made with `allocator` and no limit if there is none.
hy_tensor_binding *hy_tensor_binding_push(lua_State *L, const hy_allocator *allocator);
