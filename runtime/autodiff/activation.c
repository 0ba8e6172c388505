#include "autodiff/activation.h"

#include "autodiff/ops.h"
#include "autodiff/postpone.h"

hy_tensor *hy_leaky_relu(hy_scope *scope, hy_tensor *x, double slope)
{
    hy_tensor *is_positive = hy_gt(scope, x, hy_number(scope, x, 0));
    return hy_where(scope, is_positive, x, hy_scale(scope, x, slope));
}

hy_tensor *hy_silu(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *gate = hy_op_postpone(scope, &hy_op_sigmoid, &x, 1);
    return gate ? hy_op_postpone(scope, &hy_op_mul, (hy_tensor *[]){x, gate}, 2) : NULL;
}

hy_tensor *hy_clamp(hy_scope *scope, hy_tensor *x, hy_tensor *low, hy_tensor *high)
{
    hy_tensor *y = low ? hy_maximum(scope, x, low) : x;
    return high ? hy_minimum(scope, y, high) : y;
}
