#include "autodiff/op.h"
#include "autodiff/ops.h"

#include <math.h>

hy_tensor *hy_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes)
{
    return hy_mean(scope, hy_row_cross_entropy(scope, logits, classes), HY_ALL_AXES, false);
}

hy_tensor *hy_bce_with_logits(hy_scope *scope, hy_tensor *logits, hy_tensor *targets)
{
    // -t log p - (1 - t) log(1 - p) with p = sigmoid(x): softplus(x) - t x
    hy_tensor *loss = hy_sub(scope, hy_softplus(scope, logits), hy_mul(scope, targets, logits));
    return hy_mean(scope, loss, HY_ALL_AXES, false);
}

// The mean of the squares of a - b, as the product of a row with itself.
static hy_tensor *mse_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *difference =
        hy_op_sub.forward(scope, &(hy_call){.op = &hy_op_sub, .x = call->x, .count = call->count});
    hy_tensor *y = difference ? hy_number(scope, difference, NAN) : NULL;
    if (y && hy_tensor_count(difference) > 0) {
        hy_matmul_args args = {.m = 1,
                               .n = 1,
                               .k = hy_tensor_count(difference),
                               .a = difference->data,
                               .a_column_stride = 1,
                               .b = difference->data,
                               .b_row_stride = 1,
                               .out = y->data};
        hy_tensor_kernels(y)->matmul(&args);
        hy_tensor_set(y, 0, hy_tensor_get(y, 0) / (double)args.k);
    }
    return y;
}

static hy_tensor *mse_backward(hy_scope *s, const hy_rule *r)
{
    if (!*r->shared) {
        hy_tensor *difference = hy_sub(s, r->x[0], r->x[1]);
        size_t count = difference ? hy_tensor_count(difference) : 1;
        *r->shared = hy_mul(s, difference, hy_scale(s, r->grad, 2 / (double)count));
    }
    return r->wanted == 0 ? *r->shared : hy_neg(s, *r->shared);
}

const hy_op hy_op_mse = {"mse", 0, mse_forward, mse_backward};

hy_tensor *hy_mse(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_op_apply(scope, &hy_op_mse, (hy_tensor *[]){a, b}, 2, NULL);
}
