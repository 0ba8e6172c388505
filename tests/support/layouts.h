/// Layouts: ways in which the elements of a tensor may lie in memory.
#pragma once

#include "autodiff/ops.h"
#include "tensor/tensor.h"

typedef enum layout {
    LAYOUT_CONTIGUOUS,
    LAYOUT_TRANSPOSED,  ///< The first axis runs fastest.
    LAYOUT_SLICED,      ///< Every other element of every axis.
    LAYOUT_BACKWARD,    ///< Every axis runs down.
    LAYOUT_BROADCAST,   ///< One element stands for a whole axis.
    LAYOUT_COUNT
} layout;

static inline const char *layout_name(layout of)
{
    static const char *const names[] = {"contiguous", "transposed", "sliced", "backward",
                                        "broadcast"};
    return names[of];
}

// The axis that is broadcast: the first, unless it is one of the last `kept`; -1 for none.
static inline int layout_broadcast_axis(const hy_shape *shape, int kept)
{
    return shape->rank > kept ? 0 : -1;
}

/// The shape of the tensor of which a tensor of `shape` is a view in that layout.
///
/// @param kept  Last axes that are not broadcast: 2 where copies of rows would make matrices
///              singular.
static inline hy_shape layout_base(layout of, const hy_shape *shape, int kept)
{
    hy_shape base = *shape;
    for (int axis = 0; axis < shape->rank; axis++) {
        size_t extent = shape->extent[axis];
        if (of == LAYOUT_TRANSPOSED) {
            base.extent[shape->rank - 1 - axis] = extent;
        } else if (of == LAYOUT_SLICED) {
            base.extent[axis] = 2 * extent + 1;
        } else if (of == LAYOUT_BROADCAST && axis == layout_broadcast_axis(shape, kept)) {
            base.extent[axis] = 1;
        }
    }
    return base;
}

static inline hy_tensor *layout_step(hy_scope *scope, hy_tensor *x, const hy_shape *shape,
                                     ptrdiff_t step)
{
    for (int axis = 0; axis < shape->rank; axis++) {
        size_t extent = shape->extent[axis];
        size_t begin = step < 0 && extent > 0 ? extent - 1 : 1;
        x = hy_slice(scope, x, axis, begin, step, extent);
    }
    return x;
}

/// The view of a tensor of layout_base's shape that has `shape`, made with public ops.
static inline hy_tensor *layout_view(layout of, hy_scope *scope, hy_tensor *base,
                                     const hy_shape *shape)
{
    int order[HY_MAX_RANK] = {0};
    for (int axis = 0; axis < shape->rank; axis++) {
        order[axis] = shape->rank - 1 - axis;
    }
    switch (of) {
    case LAYOUT_TRANSPOSED:
        return hy_permute(scope, base, order);
    case LAYOUT_SLICED:
        return layout_step(scope, base, shape, 2);
    case LAYOUT_BACKWARD:
        return layout_step(scope, base, shape, -1);
    case LAYOUT_BROADCAST:
        return hy_expand(scope, base, shape);
    default:
        return base;
    }
}
