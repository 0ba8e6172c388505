#include "autodiff/logic.h"

#include "autodiff/ops.h"

#include <math.h>

static hy_tensor *truth(hy_scope *scope, hy_tensor *x)
{
    return hy_convert(scope, x, HY_BOOL);
}

hy_tensor *hy_logical_and(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_minimum(scope, truth(scope, a), truth(scope, b));
}

hy_tensor *hy_logical_or(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_maximum(scope, truth(scope, a), truth(scope, b));
}

hy_tensor *hy_logical_xor(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_ne(scope, truth(scope, a), truth(scope, b));
}

hy_tensor *hy_logical_not(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *is_true = truth(scope, x);
    return hy_eq(scope, is_true, is_true ? hy_number(scope, is_true, 0) : NULL);
}

// Whether a reduction meets no element although its result has some.
static bool is_of_none(const hy_tensor *x, const hy_shape *reduced)
{
    return hy_tensor_count(x) == 0 && hy_shape_count(reduced) > 0;
}

hy_tensor *hy_any(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, keeps_axes);
    return is_of_none(x, &shape) ? hy_tensor_full(scope, HY_BOOL, &shape, false)
                                 : hy_max(scope, truth(scope, x), axes, keeps_axes);
}

hy_tensor *hy_all(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, keeps_axes);
    return is_of_none(x, &shape) ? hy_tensor_full(scope, HY_BOOL, &shape, true)
                                 : hy_min(scope, truth(scope, x), axes, keeps_axes);
}

hy_tensor *hy_count_nonzero(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    return hy_sum(scope, truth(scope, x), axes, keeps_axes);
}

hy_tensor *hy_isnan(hy_scope *scope, hy_tensor *x)
{
    return hy_ne(scope, x, x);
}

hy_tensor *hy_isinf(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *size = hy_abs(scope, x);
    return hy_eq(scope, size, size ? hy_number_beside(scope, size, INFINITY) : NULL);
}

hy_tensor *hy_isfinite(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *size = hy_abs(scope, x);
    return hy_lt(scope, size, size ? hy_number_beside(scope, size, INFINITY) : NULL);
}

hy_tensor *hy_isclose(hy_scope *scope, hy_tensor *a, hy_tensor *b, const hy_tolerance *tolerance)
{
    // of whole numbers too the tolerance is a fraction
    hy_tensor *other = b && !hy_dtype_is_float(b->dtype) ? hy_convert(scope, b, HY_F64) : b;
    hy_tensor *size = hy_abs(scope, other);
    hy_tensor *room = hy_scale(scope, size, tolerance->relative);
    room = hy_add(scope, room, room ? hy_number(scope, room, tolerance->absolute) : NULL);
    hy_tensor *is_near = hy_le(scope, hy_abs(scope, hy_sub(scope, a, other)), room);
    // the room beside an infinite number is infinite: what lies in it must be finite
    is_near = hy_logical_and(scope, is_near, hy_isfinite(scope, other));
    return hy_logical_or(scope, is_near, hy_eq(scope, a, b));
}
