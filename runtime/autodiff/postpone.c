#include "autodiff/postpone.h"

#include "tensor/pending.h"

// the functions that stay in registers when they follow one another (kernels/cpu/tile.h); dearer
// ones gain little by it, and it would cost more to compute them twice
static bool is_cheap(const hy_op *op)
{
    static const hy_op *const cheap[] = {&hy_op_abs,     &hy_op_add,     &hy_op_div, &hy_op_mask,
                                         &hy_op_maximum, &hy_op_minimum, &hy_op_mul, &hy_op_neg,
                                         &hy_op_relu,    &hy_op_sub};
    for (size_t i = 0; i < sizeof cheap / sizeof cheap[0]; i++) {
        if (cheap[i] == op) {
            return true;
        }
    }
    return false;
}

static bool is_recorded(const hy_scope *scope, hy_tensor *const x[], int count)
{
    bool is_any = x[0]->id || x[count - 1]->id;
    return scope->context->is_recording && is_any;
}

// Whether an input was written in place: hy_op_apply looks at what that means.
static bool is_written(hy_tensor *const x[], int count)
{
    for (int i = 0; i < count; i++) {
        if (!hy_tensor_is_pending(x[i]) && x[i]->storage->version) {
            return true;
        }
    }
    return false;
}

hy_tensor *hy_op_postpone_large(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count)
{
    // who looks for anomalies wants to see every result at once
    bool may_wait =
        !scope->context->watch && !is_recorded(scope, x, count) && !is_written(x, count);
    if (may_wait && hy_pending_suits(x, count) && is_cheap(op)) {
        return hy_pending_create(scope, op->kernel, x, count);
    }
    for (int i = 0; i < count; i++) {
        hy_error err;
        hy_status status = hy_tensor_realize(x[i], &err);
        if (status < 0) {
            return hy_scope_fail(scope, status, "%s", err.text);
        }
    }
    return hy_op_apply(scope, op, x, count, NULL);
}
