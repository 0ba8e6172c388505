#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/positions.h"

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

// The arguments of the kernels; false after a failure.
static bool init_rows(hy_scope *scope, const hy_call *call, hy_rows_args *args)
{
    if (!check_shapes(scope, call->x[0], call->x[1])) {
        return false;
    }
    hy_tensor *logits = hy_tensor_contiguous(scope, call->x[0]);
    hy_tensor *classes = hy_tensor_contiguous(scope, call->x[1]);
    if (!classes ||
        !hy_positions_check(scope, "cross_entropy: class", classes, logits->shape.extent[1])) {
        return false;
    }
    *args = (hy_rows_args){.rows = logits->shape.extent[0],
                           .columns = logits->shape.extent[1],
                           .in = logits->data,
                           .classes = classes->data};
    return true;
}

static hy_tensor *cross_entropy_forward(hy_scope *scope, const hy_call *call)
{
    hy_rows_args args;
    bool is_fit = init_rows(scope, call, &args);
    hy_tensor *y = is_fit ? hy_tensor_create(scope, call->x[0]->dtype, &call->x[1]->shape) : NULL;
    if (y && hy_tensor_count(y) > 0) {
        args.out = y->data;
        hy_tensor_kernels(y)->cross_entropy(&args);
    }
    return y;
}

static hy_tensor *cross_entropy_backward(hy_scope *s, const hy_rule *r)
{
    return r->wanted == 0 ? hy_cross_entropy_slope(s, r->x[0], r->x[1], r->grad) : NULL;
}

const hy_op hy_op_cross_entropy = {"cross_entropy", 0, cross_entropy_forward,
                                   cross_entropy_backward, HY_PROMOTION_CLASSES};

hy_tensor *hy_row_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes)
{
    return hy_op_apply(scope, &hy_op_cross_entropy, (hy_tensor *[]){logits, classes}, 2, NULL);
}

static hy_tensor *slope_forward(hy_scope *scope, const hy_call *call)
{
    hy_rows_args args;
    hy_tensor *factors = hy_tensor_contiguous(scope, call->x[2]);
    bool is_fit = factors && init_rows(scope, call, &args);
    if (is_fit && !hy_shape_equal(&factors->shape, &call->x[1]->shape)) {
        char text[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "the slope of cross_entropy wants factors [%zu], got %s", args.rows,
                             hy_shape_format(&factors->shape, text));
    }
    hy_tensor *y = is_fit ? hy_tensor_create(scope, call->x[0]->dtype, &call->x[0]->shape) : NULL;
    if (y && hy_tensor_count(y) > 0) {
        args.factors = factors->data;
        args.out = y->data;
        hy_tensor_kernels(y)->cross_entropy_slope(&args);
    }
    return y;
}

// For y = d f, where d = p - hits and p is the softmax, and h = g f: the gradient of the logits is
// p (h - sum(h p)), that of the factors sum(g d).
static hy_tensor *slope_backward(hy_scope *s, const hy_rule *r)
{
    const unsigned columns = 1U << 1;
    hy_tensor *logits = r->x[0];
    hy_tensor *factors = r->x[2];
    if (r->wanted == 2) {
        hy_tensor *ones = hy_tensor_full(s, factors->dtype, &factors->shape, 1);
        hy_tensor *slope = hy_cross_entropy_slope(s, logits, r->x[1], ones);
        return hy_sum(s, hy_mul(s, r->grad, slope), columns, false);
    }
    if (r->wanted != 0) {
        return NULL;
    }
    hy_tensor *p = hy_softmax(s, logits, 1);
    hy_tensor *product = hy_mul(s, hy_mul(s, r->grad, hy_unsqueeze(s, factors, 1)), p);
    return hy_sub(s, product, hy_mul(s, p, hy_sum(s, product, columns, true)));
}

const hy_op hy_op_cross_entropy_slope = {"cross_entropy_slope", 0, slope_forward, slope_backward,
                                         HY_PROMOTION_CLASSES};

hy_tensor *hy_cross_entropy_slope(hy_scope *scope, hy_tensor *logits, hy_tensor *classes,
                                  hy_tensor *factors)
{
    hy_tensor *inputs[] = {logits, classes, factors};
    return hy_op_apply(scope, &hy_op_cross_entropy_slope, inputs, 3, NULL);
}
