#include "autodiff/op.h"
#include "autodiff/ops.h"

// The ops work on the last axis; hy_softmax and hy_log_softmax move another one there and back.

static unsigned last_axis(const hy_tensor *x)
{
    return 1U << (x->shape.rank - 1);
}

static hy_tensor *rows_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = hy_tensor_contiguous(scope, call->x[0]);
    hy_tensor *y = x ? hy_tensor_create(scope, x->dtype, &x->shape) : NULL;
    if (y && hy_tensor_count(y) > 0) {
        size_t columns = x->shape.extent[x->shape.rank - 1];
        hy_rows_args args = {.rows = hy_tensor_count(y) / columns,
                             .columns = columns,
                             .in = x->data,
                             .out = y->data};
        const hy_kernels *kernels = hy_tensor_kernels(y);
        (call->op == &hy_op_softmax ? kernels->softmax : kernels->log_softmax)(&args);
    }
    return y;
}

static hy_tensor *softmax_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *product = hy_mul(s, r->grad, r->y);
    hy_tensor *total = hy_sum(s, product, last_axis(r->y), true);
    return hy_sub(s, product, hy_mul(s, r->y, total));
}

const hy_op hy_op_softmax = {"softmax", 0, rows_forward, softmax_backward, HY_PROMOTION_FLOAT};

static hy_tensor *log_softmax_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *total = hy_sum(s, r->grad, last_axis(r->y), true);
    return hy_sub(s, r->grad, hy_mul(s, hy_exp(s, r->y), total));
}

const hy_op hy_op_log_softmax = {"log_softmax", 0, rows_forward, log_softmax_backward,
                                 HY_PROMOTION_FLOAT};

static hy_tensor *apply_along(hy_scope *scope, const hy_op *op, hy_tensor *x, int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    int last = x->shape.rank - 1;
    if (axis == last && last >= 0) {
        return hy_op_apply(scope, op, &x, 1, NULL);
    }
    hy_tensor *moved = hy_transpose(scope, x, axis, last);
    return hy_transpose(scope, hy_op_apply(scope, op, &moved, 1, NULL), axis, last);
}

hy_tensor *hy_softmax(hy_scope *scope, hy_tensor *x, int axis)
{
    return apply_along(scope, &hy_op_softmax, x, axis);
}

hy_tensor *hy_log_softmax(hy_scope *scope, hy_tensor *x, int axis)
{
    return apply_along(scope, &hy_op_log_softmax, x, axis);
}
