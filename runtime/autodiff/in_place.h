/// Writing in place: results that take the elements of a tensor that there is already.
///
/// A write is recorded like an op: its result is a new tensor over the same storage, made from the
/// value, and what was recorded before keeps its place in the graph. Storage remembers when it was
/// last written. An op that needs a recorded tensor, or a backward rule that needs what its op was
/// given, fails when the storage was written since, instead of computing with other numbers.
#pragma once

#include "autodiff/op.h"
#include "tensor/tensor.h"

/// Writes `value`, converted and broadcast to `x`, into the elements of `x`, also where both share
/// elements.
///
/// @param name  Of the function, for messages.
/// @return `x` itself when nothing is recorded, else the recorded tensor that stands for it now.
///         Fails with HY_ERR_ARGUMENT when `x` is a leaf or a view of one while the context
///         records, with HY_ERR_SHAPE when `value` does not fit or `x` is expanded, so that
///         elements are shared.
hy_tensor *hy_assign(hy_scope *scope, const char *name, hy_tensor *x, hy_tensor *value);

/// What `x` is before it is written: `x` itself, or while the context records a recorded copy, so
/// that rules may read it afterwards.
hy_tensor *hy_keep(hy_scope *scope, hy_tensor *x);

/// Writes `op` of `x` and `value`, converted and broadcast to `x`, into the elements of `x`: as
/// hy_assign of what the op gives, and without a tensor between when nothing asks for one.
///
/// @param op      hy_op_add, _sub, _mul, _div, _maximum or _minimum.
/// @param factor  Of `value`, for the first two; else 1.
hy_tensor *hy_update(hy_scope *scope, const char *name, const hy_op *op, hy_tensor *x,
                     hy_tensor *value, double factor);
