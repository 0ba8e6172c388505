#include "autodiff/activation.h"

#include "autodiff/ops.h"
#include "autodiff/postpone.h"

// Whether the greater of x and slope * x is the function, bit by bit, and its derivative is
// nobody's business: at 0 that of the greater is another.
static bool is_greater_of_both(const hy_scope *scope, const hy_tensor *x, double slope)
{
    bool is_recorded = scope->context->is_recording && x->id;
    return !is_recorded && hy_dtype_is_float(x->dtype) && slope > 0 && slope <= 1;
}

hy_tensor *hy_leaky_relu(hy_scope *scope, hy_tensor *x, double slope)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (is_greater_of_both(scope, x, slope)) {
        hy_tensor *number = hy_number(scope, x, slope);
        hy_tensor *low = hy_op_postpone(scope, &hy_op_mul, (hy_tensor *[]){x, number}, 2);
        return hy_op_postpone(scope, &hy_op_maximum, (hy_tensor *[]){x, low}, 2);
    }
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
    hy_tensor *y = low ? hy_op_postpone(scope, &hy_op_maximum, (hy_tensor *[]){x, low}, 2) : x;
    return high ? hy_op_postpone(scope, &hy_op_minimum, (hy_tensor *[]){y, high}, 2) : y;
}
