/// Scopes: temporaries that are released together, and the first failure among them.
///
/// Whatever makes a tensor takes a scope, adds the tensor to it and returns a pointer that is
/// valid until the scope ends; hy_tensor_retain keeps it longer. After a failure everything made
/// in the scope is NULL, without further work, so an expression of many steps is checked once:
///
///     hy_scope scope;
///     hy_scope_init(&scope, context, err);
///     hy_tensor *y = hy_mul(&scope, a, hy_exp(&scope, b));   // NULL when either failed
///     if (y) { hy_tensor_retain(y); }
///     return hy_scope_deinit(&scope);
#pragma once

#include "base/error.h"
#include "tensor/context.h"

typedef struct hy_tensor hy_tensor;

typedef struct hy_scope {
    hy_context *context;
    hy_error *err;      ///< Where the first failure writes its sentence; may be NULL.
    hy_status status;   ///< HY_OK, or the first failure.
    hy_tensor *newest;  ///< Head of the list of what the scope holds.
} hy_scope;

/// Starts an empty scope; `err` may be NULL.
static inline void hy_scope_init(hy_scope *scope, hy_context *context, hy_error *err)
{
    *scope = (hy_scope){.context = context, .err = err, .status = HY_OK};
}

/// Releases what the scope holds; the scope is empty then.
void hy_scope_release(hy_scope *scope);

/// Releases what the scope holds.
///
/// @return HY_OK, or the status of the first failure.
static inline hy_status hy_scope_deinit(hy_scope *scope)
{
    if (scope->newest) {
        hy_scope_release(scope);
    }
    return scope->status;
}

/// Hands the caller's hold on a new tensor to the scope and returns the tensor.
hy_tensor *hy_scope_take(hy_scope *scope, hy_tensor *tensor);

/// hy_scope_allocate for every size.
void *hy_scope_allocate_any(hy_scope *scope, size_t size_bytes);

/// A block of the context's cache, which belongs to the caller. Fails as hy_cache_allocate does.
static inline void *hy_scope_allocate(hy_scope *scope, size_t size_bytes)
{
    void *block = hy_cache_reuse(&scope->context->cache, size_bytes);
    return block ? block : hy_scope_allocate_any(scope, size_bytes);
}

/// Records a failure, unless there is one already, and returns NULL.
hy_tensor *hy_scope_fail(hy_scope *scope, hy_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
