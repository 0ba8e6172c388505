#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

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
        hy_loop loop;
        hy_loop_init_row(&loop, y, y, NULL);
        hy_tensor_kernels(y)->scale(1 / (double)args.k, &loop);
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

const hy_op hy_op_mse = {"mse", 0, mse_forward, mse_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_mse(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_op_apply(scope, &hy_op_mse, (hy_tensor *[]){a, b}, 2, NULL);
}

hy_tensor *hy_l1(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_mean(scope, hy_abs(scope, hy_sub(scope, a, b)), HY_ALL_AXES, false);
}

hy_tensor *hy_huber(hy_scope *scope, hy_tensor *a, hy_tensor *b, double delta)
{
    if (scope->status == HY_OK && !(delta > 0)) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "huber wants a delta above 0, got %g", delta);
    }
    hy_tensor *difference = hy_sub(scope, a, b);
    hy_tensor *distance = hy_abs(scope, difference);
    if (!distance) {
        return NULL;
    }
    hy_tensor *bound = hy_number_beside(scope, distance, delta);
    hy_tensor *square = hy_scale(scope, hy_mul(scope, difference, difference), 0.5);
    hy_tensor *beyond = hy_sub(scope, distance, hy_number_beside(scope, distance, delta / 2));
    hy_tensor *loss =
        hy_where(scope, hy_le(scope, distance, bound), square, hy_scale(scope, beyond, delta));
    return hy_mean(scope, loss, HY_ALL_AXES, false);
}

// log(x), no less than -100: PyTorch's bound, with which a sure mistake stays a number
static hy_tensor *bounded_log(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *y = hy_log(scope, x);
    return y ? hy_maximum(scope, y, hy_number(scope, y, -100)) : NULL;
}

hy_tensor *hy_bce(hy_scope *scope, hy_tensor *chances, hy_tensor *targets)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *one = hy_number(scope, chances, 1);
    hy_tensor *hit = hy_mul(scope, targets, bounded_log(scope, chances));
    hy_tensor *rest = bounded_log(scope, hy_sub(scope, one, chances));
    hy_tensor *miss = hy_mul(scope, hy_sub(scope, one, targets), rest);
    return hy_neg(scope, hy_mean(scope, hy_add(scope, hit, miss), HY_ALL_AXES, false));
}

hy_tensor *hy_nll(hy_scope *scope, hy_tensor *log_chances, hy_tensor *classes)
{
    if (scope->status < 0) {
        return NULL;
    }
    const hy_shape *shape = &log_chances->shape;
    if (shape->rank != 2 || classes->shape.rank != 1 ||
        shape->extent[0] != classes->shape.extent[0]) {
        char chances_text[HY_SHAPE_TEXT_SIZE];
        char classes_text[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "nll wants log-probabilities [n, k] and classes [n], got %s and %s",
                             hy_shape_format(shape, chances_text),
                             hy_shape_format(&classes->shape, classes_text));
    }
    hy_tensor *column = hy_unsqueeze(scope, classes, 1);
    hy_tensor *picked = hy_gather(scope, log_chances, column, 1);
    return hy_neg(scope, hy_mean(scope, picked, HY_ALL_AXES, false));
}
