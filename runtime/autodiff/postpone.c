#include "autodiff/postpone.h"

#include "tensor/pending.h"

// Whether an op is a kernel's function of one or two elements and nothing else.
static bool is_elementwise(const hy_op *op)
{
    return op->forward == hy_op_neg.forward || op->forward == hy_op_add.forward;
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
    if (may_wait && hy_pending_suits(x, count) && is_elementwise(op)) {
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
