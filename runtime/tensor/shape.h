/// Shapes: the extents of a tensor, outermost axis first (row-major).
///
/// A shape is a small value: copy it freely, it owns nothing.
#pragma once

#include "base/error.h"
#include "kernels/backend.h"

#include <stdbool.h>
#include <stddef.h>

enum { HY_SHAPE_TEXT_SIZE = 160 };

typedef struct hy_shape {
    int rank;                    ///< 0 (a scalar) to HY_MAX_RANK.
    size_t extent[HY_MAX_RANK];  ///< In elements, may be 0; [rank..] is unused.
} hy_shape;

/// Elements in a tensor of this shape; 1 for a scalar.
size_t hy_shape_count(const hy_shape *shape);

/// Checks that the count of elements, in bytes of any element type, fits a ptrdiff_t.
///
/// @return HY_OK, HY_ERR_SHAPE for a bad rank, or HY_ERR_LIMIT when there are too many elements.
hy_status hy_shape_check(const hy_shape *shape, hy_error *err);

/// The same, and writes what a contiguous tensor of that shape has.
///
/// @param[out] stride  In elements.
/// @param[out] count   Elements.
hy_status hy_shape_lay_out(const hy_shape *shape, ptrdiff_t stride[HY_MAX_RANK], size_t *count,
                           hy_error *err);

/// Whether ranks and extents agree.
static inline bool hy_shape_equal(const hy_shape *a, const hy_shape *b)
{
    if (a->rank != b->rank) {
        return false;
    }
    for (int axis = 0; axis < a->rank; axis++) {
        if (a->extent[axis] != b->extent[axis]) {
            return false;
        }
    }
    return true;
}

/// Writes "[2, 3]" and returns `text`.
const char *hy_shape_format(const hy_shape *shape, char text[HY_SHAPE_TEXT_SIZE]);

/// Shape of an elementwise function of two tensors by NumPy's rules: axes are aligned at the end,
/// and an extent of 1 stretches.
///
/// @param[out] out  Written only on success; may alias `a` or `b`.
/// @return HY_OK, or HY_ERR_SHAPE when two extents differ and neither is 1.
hy_status hy_shape_broadcast(const hy_shape *a, const hy_shape *b, hy_shape *out, hy_error *err);

/// The shape with the axes of `mask` (bit i for axis i) set to extent 1, or dropped.
hy_shape hy_shape_reduced(const hy_shape *shape, unsigned mask, bool keeps_axes);

/// Elements along the axes of `mask`: of how many each element of a reduction is made.
size_t hy_shape_count_axes(const hy_shape *shape, unsigned mask);

/// Writes the strides, in elements, of a contiguous tensor.
void hy_shape_strides(const hy_shape *shape, ptrdiff_t stride[HY_MAX_RANK]);
