/// Logic: questions about elements, answered in bools.
///
/// Whatever is not 0 is true, NaN too. All return a new tensor held by the scope, or NULL after a
/// failure, like the functions of ops.h; none is recorded. Two operands broadcast.
#pragma once

#include "tensor/tensor.h"

/// What C's &&, ||, != and ! say of the truth of elements.
hy_tensor *hy_logical_and(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_logical_or(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_logical_xor(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_logical_not(hy_scope *scope, hy_tensor *x);

/// Whether any element over the axes of a mask is true; false of no elements. Reduced axes vanish
/// or, with `keeps_axes`, become 1.
hy_tensor *hy_any(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// Whether all elements over the axes of a mask are true; true of no elements.
hy_tensor *hy_all(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// How many elements over the axes of a mask are true, in i64.
hy_tensor *hy_count_nonzero(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// Of whole numbers the answers are false, false and true.
hy_tensor *hy_isnan(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_isinf(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_isfinite(hy_scope *scope, hy_tensor *x);

/// How far numbers may lie apart and be close.
typedef struct hy_tolerance {
    double relative;  ///< To the size of the second.
    double absolute;  ///< Added to that.
} hy_tolerance;

/// Whether |a - b| is at most the tolerance; infinities are close to themselves, NaN to nothing.
hy_tensor *hy_isclose(hy_scope *scope, hy_tensor *a, hy_tensor *b, const hy_tolerance *tolerance);
