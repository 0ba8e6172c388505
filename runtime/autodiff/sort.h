/// Sorting: along an axis, stable; what is no number comes last in either order.
///
/// Positions count from 1, are i64, and have no gradient; values are gathered, so theirs flow back
/// to where they came from. Results are held by the scope, NULL after a failure: HY_ERR_SHAPE for
/// an axis that is not there, HY_ERR_LIMIT or HY_ERR_MEMORY.
#pragma once

#include "tensor/tensor.h"

enum { HY_SORT_RESULTS = 2 };

/// Where the elements of each line along the axis stand that follow each other in order.
hy_tensor *hy_argsort(hy_scope *scope, hy_tensor *x, int axis, bool is_descending);

/// The elements in order.
///
/// @param[out] results  Values and positions, of the shape of `x`.
void hy_sort(hy_scope *scope, hy_tensor *x, int axis, bool is_descending,
             hy_tensor *results[HY_SORT_RESULTS]);

/// The `count` greatest or least elements, in order: the greatest, or the least, first.
///
/// @param[out] results  Values and positions. HY_ERR_SHAPE when the axis has fewer.
void hy_topk(hy_scope *scope, hy_tensor *x, size_t count, int axis, bool is_largest,
             hy_tensor *results[HY_SORT_RESULTS]);
