#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

static hy_tensor *scale_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *y = hy_tensor_create(scope, call->x[0]->dtype, &call->x[0]->shape);
    if (y && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, call->x, 1);
        hy_tensor_kernels(y)->scale(call->attributes->factor, &loop);
    }
    return y;
}

static hy_tensor *scale_backward(hy_scope *s, const hy_rule *r)
{
    return hy_scale(s, r->grad, r->attributes->factor);
}

const hy_op hy_op_scale = {"scale", 0, scale_forward, scale_backward, HY_PROMOTION_FLOAT};

// Whether `x` is there and not of floats: its products with numbers follow the rules of those.
static bool is_whole(const hy_scope *scope, const hy_tensor *x)
{
    return scope->status == HY_OK && !hy_dtype_is_float(x->dtype);
}

hy_tensor *hy_scale(hy_scope *scope, hy_tensor *x, double factor)
{
    if (is_whole(scope, x)) {
        return hy_mul(scope, x, hy_number_beside(scope, x, factor));
    }
    hy_attributes with = {.factor = factor};
    return hy_op_apply(scope, &hy_op_scale, &x, 1, &with);
}

static hy_tensor *add_scaled_forward(hy_scope *scope, const hy_call *call)
{
    const hy_tensor *a = call->x[0];
    const hy_tensor *b = call->x[1];
    hy_shape shape;
    hy_error err;
    if (hy_shape_broadcast(&a->shape, &b->shape, &shape, &err) < 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "add: %s", err.text);
    }
    hy_tensor *y = hy_tensor_create(scope, a->dtype, &shape);
    if (y && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, call->x, 2);
        hy_tensor_kernels(y)->add_scaled(call->attributes->factor, &loop);
    }
    return y;
}

static hy_tensor *add_scaled_backward(hy_scope *s, const hy_rule *r)
{
    return r->wanted == 0 ? r->grad : hy_scale(s, r->grad, r->attributes->factor);
}

const hy_op hy_op_add_scaled = {"add_scaled", 0, add_scaled_forward, add_scaled_backward,
                                HY_PROMOTION_FLOAT};

hy_tensor *hy_add_scaled(hy_scope *scope, hy_tensor *a, hy_tensor *b, double factor)
{
    if (is_whole(scope, b)) {
        return hy_add(scope, a, hy_scale(scope, b, factor));
    }
    hy_attributes with = {.factor = factor};
    return hy_op_apply(scope, &hy_op_add_scaled, (hy_tensor *[]){a, b}, 2, &with);
}
