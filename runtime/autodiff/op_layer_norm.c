#include "autodiff/op.h"
#include "autodiff/ops.h"

static bool check(hy_scope *scope, const hy_call *call)
{
    const hy_tensor *x = call->x[0];
    if (x->shape.rank < 1) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "layer_norm wants an axis, got a scalar");
        return false;
    }
    size_t columns = x->shape.extent[x->shape.rank - 1];
    for (int i = 1; i < call->count; i++) {
        const hy_shape *shape = &call->x[i]->shape;
        if (shape->rank != 1 || shape->extent[0] != columns) {
            char text[HY_SHAPE_TEXT_SIZE];
            (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                                "layer_norm wants a weight and a bias of [%zu], got %s", columns,
                                hy_shape_format(shape, text));
            return false;
        }
    }
    return true;
}

static hy_tensor *layer_norm_forward(hy_scope *scope, const hy_call *call)
{
    if (!check(scope, call)) {
        return NULL;
    }
    hy_tensor *x[3] = {NULL, NULL, NULL};
    for (int i = 0; i < call->count; i++) {
        x[i] = hy_tensor_contiguous(scope, call->x[i]);
    }
    hy_tensor *y = hy_tensor_create(scope, call->x[0]->dtype, &call->x[0]->shape);
    if (y && x[0] && hy_tensor_count(y) > 0) {
        size_t columns = y->shape.extent[y->shape.rank - 1];
        hy_layer_norm_args args = {.rows = hy_tensor_count(y) / columns,
                                   .columns = columns,
                                   .in = x[0]->data,
                                   .weight = x[1] ? x[1]->data : NULL,
                                   .bias = x[2] ? x[2]->data : NULL,
                                   .out = y->data,
                                   .epsilon = call->attributes->factor};
        hy_tensor_kernels(y)->layer_norm(&args);
    }
    return y;
}

// The factor that made the variance of each row 1.
static hy_tensor *row_factor(hy_scope *s, hy_tensor *x, unsigned rows, double epsilon)
{
    hy_tensor *centred = hy_sub(s, x, hy_mean(s, x, rows, true));
    hy_tensor *variance = hy_mean(s, hy_mul(s, centred, centred), rows, true);
    return hy_rsqrt(s, hy_add(s, variance, hy_number(s, x, epsilon)));
}

// For z = (x - mean) f, y = z w + b and h = g w: the gradient of x is (h - mean(h) - z mean(h z)) f
static hy_tensor *layer_norm_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *x = r->x[0];
    double epsilon = r->attributes->factor;
    unsigned rows = 1U << (x->shape.rank - 1);
    if (r->wanted == 2) {
        return r->grad;
    }
    if (!*r->shared) {
        *r->shared = hy_layer_norm(s, x, NULL, NULL, epsilon);
    }
    hy_tensor *z = *r->shared;
    if (r->wanted == 1) {
        return hy_mul(s, r->grad, z);
    }
    hy_tensor *h = r->y->input_count == 3 ? hy_mul(s, r->grad, r->x[1]) : r->grad;
    hy_tensor *along = hy_mul(s, z, hy_mean(s, hy_mul(s, h, z), rows, true));
    hy_tensor *rest = hy_sub(s, hy_sub(s, h, hy_mean(s, h, rows, true)), along);
    return hy_mul(s, rest, row_factor(s, x, rows, epsilon));
}

const hy_op hy_op_layer_norm = {"layer_norm", 0, layer_norm_forward, layer_norm_backward,
                                HY_PROMOTION_FLOAT};

hy_tensor *hy_layer_norm(hy_scope *scope, hy_tensor *x, hy_tensor *weight, hy_tensor *bias,
                         double epsilon)
{
    if (scope->status < 0) {
        return NULL;
    }
    bool is_plain = !weight && !bias;
    hy_shape columns = {.rank = 1,
                        .extent = {x->shape.rank ? x->shape.extent[x->shape.rank - 1] : 1}};
    weight = weight || is_plain ? weight : hy_tensor_full(scope, x->dtype, &columns, 1);
    bias = bias || is_plain ? bias : hy_tensor_full(scope, x->dtype, &columns, 0);
    hy_attributes with = {.factor = epsilon};
    return hy_op_apply(scope, &hy_op_layer_norm, (hy_tensor *[]){x, weight, bias}, is_plain ? 1 : 3,
                       &with);
}
