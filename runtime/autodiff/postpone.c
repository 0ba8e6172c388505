#include "autodiff/postpone.h"

#include "autodiff/ops.h"
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

// Whether an input was written in place where a graph could mind: hy_op_apply looks at that.
static bool is_written(const hy_scope *scope, hy_tensor *const x[], int count)
{
    for (int i = 0; i < count; i++) {
        if (!hy_tensor_is_pending(x[i]) && x[i]->storage->version &&
            (scope->context->ruled || x[i]->op || x[i]->storage->is_recorded)) {
            return true;
        }
    }
    return false;
}

static bool may_wait(const hy_scope *scope, hy_tensor *const x[], int count)
{
    // who looks for anomalies wants to see every result at once
    return !scope->context->watch && !is_recorded(scope, x, count) &&
           !is_written(scope, x, count) && hy_pending_suits(x, count);
}

static bool realize(hy_scope *scope, hy_tensor *const x[], int count)
{
    hy_error err;
    hy_status status = HY_OK;
    for (int i = 0; i < count && status == HY_OK; i++) {
        status = hy_tensor_realize(x[i], &err);
    }
    return status == HY_OK || hy_scope_fail(scope, status, "%s", err.text);
}

// Counts what hy_op_apply would: the result is as large as the largest input.
static void charge(hy_context *context, hy_tensor *const x[], int count)
{
    size_t last = count == 2 ? x[1]->count : 0;
    size_t most = x[0]->count > last ? x[0]->count : last;
    double elements = (double)(x[0]->count + last + most);
    hy_meter_charge(&context->meter, HY_METER_OP + HY_METER_ELEMENT * elements);
}

hy_tensor *hy_op_postpone_large(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count)
{
    if (is_elementwise(op) && may_wait(scope, x, count)) {
        charge(scope->context, x, count);
        return hy_pending_create(scope, op->kernel, x, count);
    }
    return realize(scope, x, count) ? hy_op_apply(scope, op, x, count, NULL) : NULL;
}

hy_tensor *hy_op_postpone_scaled(hy_scope *scope, hy_tensor *a, hy_tensor *b, double factor)
{
    hy_tensor *x[] = {a, b};
    if (scope->status < 0) {
        return NULL;
    }
    if (!may_wait(scope, x, 2)) {
        return realize(scope, x, 2) ? hy_add_scaled(scope, a, b, factor) : NULL;
    }
    hy_tensor *number = hy_number_beside(scope, b, factor);
    hy_tensor *product =
        number ? hy_op_postpone(scope, &hy_op_mul, (hy_tensor *[]){b, number}, 2) : NULL;
    return product ? hy_op_postpone(scope, &hy_op_add, (hy_tensor *[]){a, product}, 2) : NULL;
}
