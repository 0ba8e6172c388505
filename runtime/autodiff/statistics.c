#include "autodiff/statistics.h"

#include "autodiff/ops.h"

#include <math.h>

hy_tensor *hy_var(hy_scope *scope, hy_tensor *x, unsigned axes, double correction, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *distance = hy_sub(scope, x, hy_mean(scope, x, axes, true));
    hy_tensor *total = hy_sum(scope, hy_mul(scope, distance, distance), axes, keeps_axes);
    double count = (double)hy_shape_count_axes(&x->shape, axes) - correction;
    return hy_scale(scope, total, 1 / fmax(count, 0));
}

// total^(1/p), whose gradient is 0 where the total is: there the root is of 1, and not chosen
static hy_tensor *root_of_total(hy_scope *scope, hy_tensor *total, double p)
{
    hy_tensor *zero = hy_number(scope, total, 0);
    hy_tensor *is_zero = hy_eq(scope, total, zero);
    hy_tensor *safe = hy_where(scope, is_zero, hy_number(scope, total, 1), total);
    hy_tensor *root =
        p == 2 ? hy_sqrt(scope, safe) : hy_pow(scope, safe, hy_number_beside(scope, total, 1 / p));
    return hy_where(scope, is_zero, zero, root);
}

hy_tensor *hy_std(hy_scope *scope, hy_tensor *x, unsigned axes, double correction, bool keeps_axes)
{
    return root_of_total(scope, hy_var(scope, x, axes, correction, keeps_axes), 2);
}

// The product along an axis, which stays as 1, by halves: no quotient is taken, so that the
// gradient needs none, and the gradient of the gradient neither.
static hy_tensor *multiply_along(hy_scope *scope, hy_tensor *x, int axis)
{
    hy_tensor *rest = NULL;
    while (x && x->shape.extent[axis] > 1) {
        size_t extent = x->shape.extent[axis];
        size_t half = extent / 2;
        if (extent % 2 == 1) {
            hy_tensor *last = hy_narrow(scope, x, axis, extent - 1, 1);
            rest = rest ? hy_mul(scope, rest, last) : last;
        }
        hy_tensor *first = hy_narrow(scope, x, axis, 0, half);
        x = hy_mul(scope, first, hy_narrow(scope, x, axis, half, half));
    }
    return rest ? hy_mul(scope, x, rest) : x;
}

hy_tensor *hy_prod(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, keeps_axes);
    // like a sum: in i64 products do not soon wrap around
    hy_dtype dtype = x->dtype < HY_I64 ? HY_I64 : x->dtype;
    if (hy_shape_count_axes(&x->shape, axes) == 0) {
        return hy_tensor_full(scope, dtype, &shape, 1);
    }
    hy_tensor *product = x->dtype == dtype ? x : hy_convert(scope, x, dtype);
    for (int axis = 0; axis < x->shape.rank; axis++) {
        product = (axes >> axis) & 1U ? multiply_along(scope, product, axis) : product;
    }
    return hy_reshape(scope, product, &shape);
}

hy_tensor *hy_logsumexp(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, keeps_axes);
    if (hy_shape_count_axes(&x->shape, axes) == 0) {
        return hy_tensor_full(scope, x->dtype, &shape, -INFINITY);
    }
    // the greatest element becomes 0: exp() cannot overflow; an infinite one stays what it is
    hy_tensor *greatest = hy_detach(scope, hy_max(scope, x, axes, true));
    hy_tensor *infinity = hy_number(scope, x, INFINITY);
    hy_tensor *is_finite = hy_lt(scope, hy_abs(scope, greatest), infinity);
    hy_tensor *shift = hy_where(scope, is_finite, greatest, hy_number(scope, x, 0));
    hy_tensor *total = hy_sum(scope, hy_exp(scope, hy_sub(scope, x, shift)), axes, keeps_axes);
    return hy_add(scope, hy_log(scope, total), hy_reshape(scope, shift, &shape));
}

hy_tensor *hy_norm(hy_scope *scope, hy_tensor *x, double p, unsigned axes, bool keeps_axes)
{
    if (p == 2) {
        hy_tensor *total = hy_sum(scope, hy_mul(scope, x, x), axes, keeps_axes);
        return root_of_total(scope, total, p);
    }
    hy_tensor *size = hy_abs(scope, x);
    if (p == INFINITY) {
        return hy_max(scope, size, axes, keeps_axes);
    }
    if (p == -INFINITY) {
        return hy_min(scope, size, axes, keeps_axes);
    }
    if (p == 0) {
        return hy_sum(scope, hy_ne(scope, size, hy_number(scope, size, 0)), axes, keeps_axes);
    }
    if (p == 1) {
        return hy_sum(scope, size, axes, keeps_axes);
    }
    hy_tensor *total =
        hy_sum(scope, hy_pow(scope, size, hy_number_beside(scope, size, p)), axes, keeps_axes);
    return root_of_total(scope, total, p);
}

hy_tensor *hy_argmin(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    // the least whole number has no negative one, but -1 less it is in range
    bool is_whole = x->dtype == HY_I32 || x->dtype == HY_I64;
    hy_tensor *reversed = is_whole ? hy_sub(scope, hy_number(scope, x, -1), x) : hy_neg(scope, x);
    return hy_argmax(scope, reversed, axes, keeps_axes);
}
