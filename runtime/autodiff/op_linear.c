#include "autodiff/op.h"
#include "autodiff/ops.h"

static bool check(hy_scope *scope, const hy_call *call)
{
    const hy_shape *x = &call->x[0]->shape;
    const hy_shape *w = &call->x[1]->shape;
    char text_x[HY_SHAPE_TEXT_SIZE];
    char text_w[HY_SHAPE_TEXT_SIZE];
    if (x->rank < 1 || w->rank != 2 || x->extent[x->rank - 1] != w->extent[0]) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "linear wants [..., k] and [k, n], got %s and %s",
                            hy_shape_format(x, text_x), hy_shape_format(w, text_w));
        return false;
    }
    if (call->count == 3) {
        const hy_shape *b = &call->x[2]->shape;
        if (b->rank != 1 || b->extent[0] != w->extent[1]) {
            (void)hy_scope_fail(scope, HY_ERR_SHAPE, "linear wants a bias of [%zu], got %s",
                                w->extent[1], hy_shape_format(b, text_x));
            return false;
        }
    }
    return true;
}

// [..., k] as the matrix [m, k].
static hy_shape rows_of(const hy_tensor *x)
{
    size_t columns = x->shape.extent[x->shape.rank - 1];
    size_t rows = 1;
    for (int axis = 0; axis < x->shape.rank - 1; axis++) {
        rows *= x->shape.extent[axis];
    }
    return (hy_shape){.rank = 2, .extent = {rows, columns}};
}

static hy_tensor *linear_forward(hy_scope *scope, const hy_call *call)
{
    if (!check(scope, call)) {
        return NULL;
    }
    hy_tensor *x = call->x[0];
    if (x->shape.rank != 2) {
        x = hy_tensor_contiguous(scope, x);
    }
    hy_tensor *bias = call->count == 3 ? hy_tensor_contiguous(scope, call->x[2]) : NULL;
    const hy_tensor *w = call->x[1];
    hy_shape shape = call->x[0]->shape;
    shape.extent[shape.rank - 1] = w->shape.extent[1];
    hy_tensor *y = hy_tensor_create(scope, w->dtype, &shape);
    if (scope->status < 0 || hy_tensor_count(y) == 0) {
        return y;
    }
    double multiply_adds = (double)y->count * (double)w->shape.extent[0];
    hy_meter_charge(&scope->context->meter, HY_METER_MULTIPLY_ADD * multiply_adds);
    hy_shape rows = rows_of(x);
    bool is_matrix = x->shape.rank == 2;
    hy_matmul_args args = {.m = rows.extent[0],
                           .n = w->shape.extent[1],
                           .k = rows.extent[1],
                           .a = x->data,
                           .a_row_stride = is_matrix ? x->stride[0] : (ptrdiff_t)rows.extent[1],
                           .a_column_stride = is_matrix ? x->stride[1] : 1,
                           .b = w->data,
                           .b_row_stride = w->stride[0],
                           .b_column_stride = w->stride[1],
                           .out = y->data,
                           .bias = bias ? bias->data : NULL,
                           .activation = call->attributes->activation};
    hy_tensor_kernels(y)->matmul(&args);
    return y;
}

// The gradient of x w + b: that of y times the slope of the activation, a function of y.
static hy_tensor *inner_gradient(hy_scope *s, const hy_rule *r)
{
    hy_tensor *y = r->y;
    switch (r->attributes->activation) {
    case HY_UNARY_RELU:
        return hy_mask(s, r->grad, y);
    case HY_UNARY_TANH:
        return hy_mul(s, r->grad, hy_sub(s, hy_number(s, y, 1), hy_mul(s, y, y)));
    case HY_UNARY_SIGMOID:
        return hy_mul(s, r->grad, hy_mul(s, y, hy_sub(s, hy_number(s, y, 1), y)));
    default:
        return r->grad;
    }
}

static hy_tensor *as_matrix(hy_scope *s, hy_tensor *x)
{
    if (!x || x->shape.rank == 2) {
        return x;
    }
    hy_shape rows = rows_of(x);
    return hy_reshape(s, x, &rows);
}

static hy_tensor *linear_backward(hy_scope *s, const hy_rule *r)
{
    if (!*r->shared) {
        *r->shared = inner_gradient(s, r);
    }
    hy_tensor *grad = *r->shared;
    if (r->wanted == 2) {
        return grad;
    }
    hy_tensor *x = r->x[0];
    hy_tensor *rows = as_matrix(s, grad);
    if (r->wanted == 1) {
        return hy_matmul_transposed(s, as_matrix(s, x), true, rows, false);
    }
    hy_tensor *grad_x = hy_matmul_transposed(s, rows, false, r->x[1], true);
    return x->shape.rank == 2 ? grad_x : hy_reshape(s, grad_x, &x->shape);
}

const hy_op hy_op_linear = {"linear", 0, linear_forward, linear_backward, HY_PROMOTION_FLOAT};

static bool is_fused(hy_unary activation)
{
    return activation == HY_UNARY_COPY || activation == HY_UNARY_RELU ||
           activation == HY_UNARY_TANH || activation == HY_UNARY_SIGMOID;
}

static hy_tensor *apply_activation(hy_scope *scope, hy_tensor *x, hy_unary activation)
{
    for (const hy_op *const *op = hy_op_table; *op; op++) {
        if ((*op)->forward == hy_op_gelu.forward && (*op)->kernel == (int)activation) {
            return hy_op_apply(scope, *op, &x, 1, NULL);
        }
    }
    return hy_scope_fail(scope, HY_ERR_ARGUMENT, "linear knows no activation %d", (int)activation);
}

hy_tensor *hy_linear(hy_scope *scope, hy_tensor *x, hy_tensor *w, hy_tensor *b, hy_unary activation)
{
    hy_attributes with = {.activation = is_fused(activation) ? activation : HY_UNARY_COPY};
    hy_tensor *y = hy_op_apply(scope, &hy_op_linear, (hy_tensor *[]){x, w, b}, b ? 3 : 2, &with);
    return is_fused(activation) ? y : apply_activation(scope, y, activation);
}
