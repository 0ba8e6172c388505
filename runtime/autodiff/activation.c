#include "autodiff/activation.h"

#include "autodiff/ops.h"

hy_tensor *hy_leaky_relu(hy_scope *scope, hy_tensor *x, double slope)
{
    hy_tensor *is_positive = hy_gt(scope, x, hy_number(scope, x, 0));
    return hy_where(scope, is_positive, x, hy_scale(scope, x, slope));
}

hy_tensor *hy_silu(hy_scope *scope, hy_tensor *x)
{
    return hy_mul(scope, x, hy_sigmoid(scope, x));
}

hy_tensor *hy_clamp(hy_scope *scope, hy_tensor *x, hy_tensor *low, hy_tensor *high)
{
    hy_tensor *y = low ? hy_maximum(scope, x, low) : x;
    return high ? hy_minimum(scope, y, high) : y;
}
