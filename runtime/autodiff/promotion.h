/// Promotion: the element types in which an op computes.
///
/// Of several types the last in the order of hy_dtype wins (bool, i32, i64, f32, f64), as in
/// PyTorch and NumPy. Conversions are recorded, so gradients come back in the type of the input.
#pragma once

#include "tensor/tensor.h"

#include <stdbool.h>

struct hy_op;

/// What an op does with the element types of its inputs.
typedef enum hy_promotion {
    HY_PROMOTION_FLOAT,      ///< One float type for all; whole numbers and bools become f32.
    HY_PROMOTION_SAME,       ///< One type for all.
    HY_PROMOTION_NUMBER,     ///< One type for all; bools become i64.
    HY_PROMOTION_SUM,        ///< bool and i32 become i64, in which sums do not soon wrap around.
    HY_PROMOTION_NONE,       ///< Each stays what it is.
    HY_PROMOTION_INDEX,      ///< The first stays; the second becomes i64 and must be whole.
    HY_PROMOTION_CLASSES,    ///< The second as for INDEX; one type of floats for the others.
    HY_PROMOTION_CONDITION,  ///< The first becomes bool; one type for the others.
} hy_promotion;

/// An op that converts has at most so many inputs.
enum { HY_PROMOTION_MAX_INPUTS = 8 };

/// Writes to `out` the inputs as the op wants them: themselves, or conversions held by the scope.
///
/// @return False after a failure: HY_ERR_ARGUMENT when an index is not a whole number, or those of
///         hy_tensor_create.
bool hy_promote(hy_scope *scope, const struct hy_op *op, hy_tensor *const x[], int count,
                hy_tensor *out[HY_PROMOTION_MAX_INPUTS]);

/// The type that a number takes beside tensors of type `dtype`: that type if it can hold the
/// number, else i64 if that can, else f32. A bool holds no number.
hy_dtype hy_promotion_of_number(hy_dtype dtype, double number);
