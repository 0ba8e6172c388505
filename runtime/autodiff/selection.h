/// Selections: elements that are picked by what they are.
///
/// Functions that return a tensor return a new one held by the scope, or NULL after a failure, like
/// the functions of ops.h; axes are 0-based and must be there, positions count from 1.
#pragma once

#include "tensor/tensor.h"

/// The positions of elements that are not 0, row-major: [n, rank], in i64.
hy_tensor *hy_nonzero(hy_scope *scope, hy_tensor *x);

/// The elements of `x` where a mask is true, row-major: [n]. The two broadcast.
hy_tensor *hy_masked_select(hy_scope *scope, hy_tensor *x, hy_tensor *mask);

/// What `part`, from 0 to 1, of the elements along an axis are below: between two neighbours in
/// order as far as it lies between their places. NaN where one is among them. The axis becomes 1.
/// Fails with HY_ERR_SHAPE when it is empty.
hy_tensor *hy_quantile(hy_scope *scope, hy_tensor *x, double part, int axis);

enum { HY_MEDIAN_RESULTS = 2 };

/// Writes the median along an axis, the lower of two that are in the middle, and its position, in
/// i64; NULL after a failure. NaN where one is among them. The axis becomes 1.
/// Fails with HY_ERR_SHAPE when it is empty.
void hy_median(hy_scope *scope, hy_tensor *x, int axis, hy_tensor *results[HY_MEDIAN_RESULTS]);
