/// Cursors: walk the rows of a loop nest.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/scalar.h"

#include <stdbool.h>

/// Where the present row starts in each operand.
typedef struct cursor {
    size_t index[HY_MAX_RANK];
    scalar *out;
    const scalar *in[HY_LOOP_MAX_INPUTS];
} cursor;

/// Stands on the first row.
static inline cursor cursor_begin(const hy_loop *loop)
{
    return (cursor){.out = loop->out, .in = {loop->in[0], loop->in[1], loop->in[2]}};
}

/// Moves by `count` positions along an axis.
static inline void cursor_move(cursor *at, const hy_loop *loop, int axis, ptrdiff_t count)
{
    at->out += count * loop->out_stride[axis];
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        if (at->in[i]) {
            at->in[i] += count * loop->in_stride[i][axis];
        }
    }
}

/// Moves to the next row; false after the last.
static inline bool cursor_next(cursor *at, const hy_loop *loop)
{
    for (int axis = loop->rank - 2; axis >= 0; axis--) {
        if (++at->index[axis] < loop->extent[axis]) {
            cursor_move(at, loop, axis, 1);
            return true;
        }
        cursor_move(at, loop, axis, -(ptrdiff_t)(loop->extent[axis] - 1));
        at->index[axis] = 0;
    }
    return false;
}
