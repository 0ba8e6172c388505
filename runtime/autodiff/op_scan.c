#include "autodiff/axis.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

// The elements of `x` that lie first along an axis, or last for a step back.
static hy_tensor *view_of_start(hy_scope *scope, const hy_tensor *x, int axis, ptrdiff_t step)
{
    hy_shape shape = x->shape;
    shape.extent[axis] = 1;
    ptrdiff_t last = (ptrdiff_t)x->shape.extent[axis] - 1;
    return hy_tensor_view(scope, x, &shape, x->stride, step > 0 ? 0 : last * x->stride[axis]);
}

static hy_tensor *cumsum_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    int axis = call->attributes->axis;
    ptrdiff_t step = call->attributes->step;
    if (!hy_axis_check(scope, "cumsum", x, axis)) {
        return NULL;
    }
    hy_tensor *y = hy_tensor_create(scope, x->dtype, &x->shape);
    if (!y || hy_tensor_count(y) == 0) {
        return y;
    }
    hy_tensor *from = view_of_start(scope, x, axis, step);
    hy_tensor *to = view_of_start(scope, y, axis, step);
    if (!from || !to) {
        return NULL;
    }
    hy_scan_args args = {.count = x->shape.extent[axis],
                         .in_step = step * x->stride[axis],
                         .out_step = step * y->stride[axis]};
    hy_loop_init(&args.starts, to, &from, 1);
    hy_tensor_kernels(y)->scan(&args);
    return y;
}

// an element is in its own sum and in all that follow: those, summed, come back
static hy_tensor *cumsum_backward(hy_scope *s, const hy_rule *r)
{
    return hy_cumsum(s, r->grad, r->attributes->axis, -r->attributes->step);
}

const hy_op hy_op_cumsum = {"cumsum", 0, cumsum_forward, cumsum_backward, HY_PROMOTION_SUM};

hy_tensor *hy_cumsum(hy_scope *scope, hy_tensor *x, int axis, ptrdiff_t step)
{
    hy_attributes with = {.axis = axis, .step = step};
    return hy_op_apply(scope, &hy_op_cumsum, &x, 1, &with);
}

// Hillis & Steele 1986: after each round an element is the product of twice as many before it. No
// quotient is taken, so that gradients are right beside zeros.
hy_tensor *hy_cumprod(hy_scope *scope, hy_tensor *x, int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *y = hy_convert(scope, x, x->dtype < HY_I64 ? HY_I64 : x->dtype);
    size_t extent = x->shape.extent[axis];
    for (size_t step = 1; y && step < extent; step *= 2) {
        hy_tensor *before = hy_narrow(scope, y, axis, 0, extent - step);
        hy_tensor *rest = hy_mul(scope, before, hy_narrow(scope, y, axis, step, extent - step));
        hy_tensor *parts[] = {hy_narrow(scope, y, axis, 0, step), rest};
        y = parts[0] && rest ? hy_concat(scope, parts, 2, axis) : NULL;
    }
    return y;
}
