/// Offsets: walk the rows of a loop nest whose operands differ in element type.
#pragma once

#include "kernels/backend.h"

#include <stdbool.h>

/// Where the present row starts in each operand, in its elements.
typedef struct offsets {
    size_t index[HY_MAX_RANK];
    ptrdiff_t out;
    ptrdiff_t in[HY_LOOP_MAX_INPUTS];
} offsets;

/// Moves by `count` positions along an axis.
static inline void offsets_move(offsets *at, const hy_loop *loop, int axis, ptrdiff_t count)
{
    at->out += count * loop->out_stride[axis];
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        at->in[i] += loop->in[i] ? count * loop->in_stride[i][axis] : 0;
    }
}

/// Moves to the next row; false after the last. The first has no offset.
static inline bool offsets_next(offsets *at, const hy_loop *loop)
{
    for (int axis = loop->rank - 2; axis >= 0; axis--) {
        if (++at->index[axis] < loop->extent[axis]) {
            offsets_move(at, loop, axis, 1);
            return true;
        }
        offsets_move(at, loop, axis, -(ptrdiff_t)(loop->extent[axis] - 1));
        at->index[axis] = 0;
    }
    return false;
}
