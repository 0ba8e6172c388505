/// Postponed ops: elementwise functions whose large results are computed when they are read.
#pragma once

#include "autodiff/op.h"
#include "tensor/pending.h"

/// hy_op_postpone when an input is large.
hy_tensor *hy_op_postpone_large(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count);

/// Applies an op without attributes to inputs that may be pending (tensor/pending.h). The result is
/// pending when the op is a function of each element, the result is large and nothing is recorded;
/// else inputs are realized and the op is applied as by hy_op_apply.
static inline hy_tensor *hy_op_postpone(hy_scope *scope, const hy_op *op, hy_tensor *const x[],
                                        int count)
{
    // asked here, so that small work pays no call
    bool is_large = false;
    for (int i = 0; i < count && scope->status == HY_OK; i++) {
        is_large = is_large || x[i]->count >= HY_PENDING_LEAST_COUNT;
    }
    return is_large ? hy_op_postpone_large(scope, op, x, count)
                    : hy_op_apply(scope, op, x, count, NULL);
}

/// a + factor * b, likewise: bitwise what hy_add_scaled gives.
hy_tensor *hy_op_postpone_scaled(hy_scope *scope, hy_tensor *a, hy_tensor *b, double factor);
