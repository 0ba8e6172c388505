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

static bool check_shapes(hy_scope *scope, const hy_tensor *logits, const hy_tensor *classes)
{
    if (logits->shape.rank == 2 && classes->shape.rank == 1 &&
        logits->shape.extent[0] == classes->shape.extent[0]) {
        return true;
    }
    char text_logits[HY_SHAPE_TEXT_SIZE];
    char text_classes[HY_SHAPE_TEXT_SIZE];
    (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                        "cross_entropy wants logits [n, k] and classes [n], got %s and %s",
                        hy_shape_format(&logits->shape, text_logits),
                        hy_shape_format(&classes->shape, text_classes));
    return false;
}

// Fails unless every class, of i64, is below `count`.
static bool check_classes(hy_scope *scope, const hy_tensor *classes, size_t count)
{
    const int64_t *elements = classes->data;
    for (size_t i = 0; i < hy_tensor_count(classes); i++) {
        // a negative one is too large without its sign
        if ((uint64_t)elements[i] >= count) {
            (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                                "cross_entropy: class %.17g in row %zu is not one of %zu",
                                (double)elements[i] + 1, i + 1, count);
            return false;
        }
    }
    return true;
}

static hy_tensor *cross_entropy_forward(hy_scope *scope, const hy_call *call)
{
    if (!check_shapes(scope, call->x[0], call->x[1])) {
        return NULL;
    }
    hy_tensor *logits = hy_tensor_contiguous(scope, call->x[0]);
    hy_tensor *classes = hy_tensor_contiguous(scope, call->x[1]);
    bool is_fit = classes && check_classes(scope, classes, logits->shape.extent[1]);
    hy_tensor *y = is_fit ? hy_tensor_create(scope, logits->dtype, &classes->shape) : NULL;
    if (y && hy_tensor_count(y) > 0) {
        hy_rows_args args = {.rows = logits->shape.extent[0],
                             .columns = logits->shape.extent[1],
                             .in = logits->data,
                             .classes = classes->data,
                             .out = y->data};
        hy_tensor_kernels(y)->cross_entropy(&args);
    }
    return y;
}

static hy_tensor *cross_entropy_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *logits = r->x[0];
    if (r->wanted != 0) {
        return NULL;
    }
    hy_tensor *hits = hy_one_hot(s, r->x[1], logits->shape.extent[1], logits->dtype);
    hy_tensor *slope = hy_sub(s, hy_softmax(s, logits, 1), hits);
    return hy_mul(s, slope, hy_unsqueeze(s, r->grad, 1));
}

const hy_op hy_op_cross_entropy = {"cross_entropy", 0, cross_entropy_forward,
                                   cross_entropy_backward, HY_PROMOTION_CLASSES};

hy_tensor *hy_row_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes)
{
    return hy_op_apply(scope, &hy_op_cross_entropy, (hy_tensor *[]){logits, classes}, 2, NULL);
}
