/// Pending tensors: large results of elementwise functions that are computed when they are read.
///
/// A pending tensor has no elements (`data` is NULL) but the function it is of, whose inputs it
/// keeps; those may be pending too. When it is read the whole expression runs as one chain
/// (kernels/backend.h), and what nobody reads is never written. Expressions are bounded, so that
/// little is computed twice. Only bindings of a language meet pending tensors: whatever else takes
/// a tensor, in this layer and above, wants it realized.
#pragma once

#include "tensor/tensor.h"

/// No tensor with fewer elements is pending: it costs as little as keeping its expression. Of
/// inputs that every row has, so it is with shorter ones.
enum { HY_PENDING_LEAST_COUNT = 4096, HY_PENDING_LEAST_COLUMNS = 256 };

/// Whether a tensor has no elements yet.
static inline bool hy_tensor_is_pending(const hy_tensor *tensor)
{
    return !tensor->data;
}

/// Whether the result of a function may wait: it is large, and the one or two inputs are contiguous
/// and of one floating type; the smaller one has the shape of the other, one element, or one of its
/// rows.
bool hy_pending_suits(hy_tensor *const x[], int count);

/// A pending tensor, of inputs that suit. Realizes some of them when the expression grows too long,
/// and those that would be dear to compute twice. Fails with HY_ERR_LIMIT or HY_ERR_MEMORY.
///
/// @param op  A hy_unary, or with two inputs a hy_binary.
hy_tensor *hy_pending_create(hy_scope *scope, int op, hy_tensor *const x[], int count);

/// Computes the elements of a pending tensor; does nothing to others.
///
/// @return HY_OK, or HY_ERR_LIMIT or HY_ERR_MEMORY: it is then still pending.
hy_status hy_tensor_realize(hy_tensor *tensor, hy_error *err);

/// Computes every pending tensor that reads the storage of `tensor`: to be called before it is
/// written in place.
///
/// @return HY_OK, or HY_ERR_LIMIT or HY_ERR_MEMORY: nothing may be written then.
hy_status hy_pending_settle(const hy_tensor *tensor, hy_error *err);

/// Computes every pending tensor.
///
/// @return HY_OK, or HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_status hy_pending_settle_all(const hy_context *context, hy_error *err);

/// Frees what a pending tensor keeps. Inputs that only it held join the list of the dying, which is
/// returned.
hy_tensor *hy_pending_free(hy_tensor *tensor, hy_tensor *dying);
