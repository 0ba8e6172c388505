#include "autodiff/op.h"
#include "autodiff/ops.h"

// Fails unless the inputs from `first` on have an element for each column.
static bool check(hy_scope *scope, const hy_call *call, int first)
{
    const hy_tensor *x = call->x[0];
    if (x->shape.rank < 1) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "layer_norm wants an axis, got a scalar");
        return false;
    }
    size_t columns = x->shape.extent[x->shape.rank - 1];
    for (int i = first; i < call->count; i++) {
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

static const void *data_of(const hy_tensor *x)
{
    return x ? x->data : NULL;
}

// Normalises rows (x, weight, bias), or finds the slope of that (x, grad, weight).
static hy_tensor *rows_forward(hy_scope *scope, const hy_call *call)
{
    bool is_slope = call->op == &hy_op_layer_norm_slope;
    hy_tensor *x[3] = {NULL, NULL, NULL};
    for (int i = 0; i < call->count; i++) {
        x[i] = hy_tensor_contiguous(scope, call->x[i]);
    }
    hy_tensor *y = hy_tensor_create(scope, call->x[0]->dtype, &call->x[0]->shape);
    if (y && hy_tensor_count(y) > 0) {
        size_t columns = y->shape.extent[y->shape.rank - 1];
        hy_layer_norm_args args = {.rows = hy_tensor_count(y) / columns,
                                   .columns = columns,
                                   .in = data_of(x[0]),
                                   .weight = data_of(x[is_slope ? 2 : 1]),
                                   .bias = is_slope ? NULL : data_of(x[2]),
                                   .grad = is_slope ? data_of(x[1]) : NULL,
                                   .out = y->data,
                                   .epsilon = call->attributes->factor};
        const hy_kernels *kernels = hy_tensor_kernels(y);
        (is_slope ? kernels->layer_norm_slope : kernels->layer_norm)(&args);
    }
    return y;
}

static hy_tensor *layer_norm_forward(hy_scope *scope, const hy_call *call)
{
    return check(scope, call, 1) ? rows_forward(scope, call) : NULL;
}

// The factor that made the variance of each row 1.
static hy_tensor *row_factor(hy_scope *s, hy_tensor *x, unsigned rows, double epsilon)
{
    hy_tensor *centred = hy_sub(s, x, hy_mean(s, x, rows, true));
    hy_tensor *variance = hy_mean(s, hy_mul(s, centred, centred), rows, true);
    return hy_rsqrt(s, hy_add(s, variance, hy_number(s, x, epsilon)));
}

static hy_tensor *layer_norm_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *x = r->x[0];
    double epsilon = r->attributes->factor;
    if (r->wanted == 2) {
        return r->grad;
    }
    if (r->wanted == 1) {
        return hy_mul(s, r->grad, hy_layer_norm(s, x, NULL, NULL, epsilon));
    }
    hy_tensor *weight = r->y->input_count == 3 ? r->x[1] : NULL;
    return hy_layer_norm_slope(s, x, r->grad, weight, epsilon);
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

static hy_tensor *slope_forward(hy_scope *scope, const hy_call *call)
{
    if (!check(scope, call, 2)) {
        return NULL;
    }
    if (!hy_shape_equal(&call->x[1]->shape, &call->x[0]->shape)) {
        char text[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "the slope of layer_norm wants a gradient of its result, got %s",
                             hy_shape_format(&call->x[1]->shape, text));
    }
    return rows_forward(scope, call);
}

// The gradient of x. For z = (x - mean) f, the means a, b, c, p and q over a row of v h, v, h, v z
// and h z, and v the gradient of the slope: -f^2 (z (a - b c - 3 p q) + q (v - b) + p (h - c)).
static hy_tensor *slope_of_slope(hy_scope *s, const hy_rule *r, hy_tensor *h)
{
    hy_tensor *x = r->x[0];
    hy_tensor *v = r->grad;
    double epsilon = r->attributes->factor;
    unsigned rows = 1U << (x->shape.rank - 1);
    hy_tensor *z = hy_layer_norm(s, x, NULL, NULL, epsilon);
    hy_tensor *b = hy_mean(s, v, rows, true);
    hy_tensor *c = hy_mean(s, h, rows, true);
    hy_tensor *p = hy_mean(s, hy_mul(s, v, z), rows, true);
    hy_tensor *q = hy_mean(s, hy_mul(s, h, z), rows, true);
    hy_tensor *rest = hy_sub(s, hy_mean(s, hy_mul(s, v, h), rows, true), hy_mul(s, b, c));
    rest = hy_sub(s, rest, hy_scale(s, hy_mul(s, p, q), 3));
    hy_tensor *sum = hy_mul(s, z, rest);
    sum = hy_add(s, sum, hy_mul(s, q, hy_sub(s, v, b)));
    sum = hy_add(s, sum, hy_mul(s, p, hy_sub(s, h, c)));
    hy_tensor *f = row_factor(s, x, rows, epsilon);
    return hy_neg(s, hy_mul(s, sum, hy_mul(s, f, f)));
}

// In h = grad weight the slope is linear, and its own adjoint.
static hy_tensor *slope_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *weight = r->y->input_count == 3 ? r->x[2] : NULL;
    if (r->wanted == 0) {
        return slope_of_slope(s, r, weight ? hy_mul(s, r->x[1], weight) : r->x[1]);
    }
    hy_tensor *of_h = hy_layer_norm_slope(s, r->x[0], r->grad, NULL, r->attributes->factor);
    if (r->wanted == 2) {
        return hy_mul(s, of_h, r->x[1]);
    }
    return weight ? hy_mul(s, of_h, weight) : of_h;
}

const hy_op hy_op_layer_norm_slope = {"layer_norm_slope", 0, slope_forward, slope_backward,
                                      HY_PROMOTION_FLOAT};

hy_tensor *hy_layer_norm_slope(hy_scope *scope, hy_tensor *x, hy_tensor *grad, hy_tensor *weight,
                               double epsilon)
{
    hy_attributes with = {.factor = epsilon};
    hy_tensor *inputs[] = {x, grad, weight};
    return hy_op_apply(scope, &hy_op_layer_norm_slope, inputs, weight ? 3 : 2, &with);
}
