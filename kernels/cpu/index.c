#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"
#include "kernels/cpu/rows.h"

/// What is done with the elements that one index stands for.
typedef void move_row(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *in,
                      ptrdiff_t in_step);

HY_INLINE void copy_row(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *in,
                        ptrdiff_t in_step)
{
    map(&(row){.n = n, .out = out, .out_step = out_step, .a = in, .a_step = in_step}, copy);
}

// Moves rows of `n` elements, one for each index. `loop` walks the indices; along the axis that
// they point into, out and in have the strides `along`.
HY_INLINE void move_rows(const hy_loop *loop, size_t n, const ptrdiff_t step[2],
                         const ptrdiff_t along[2], move_row *move)
{
    int last = loop->rank - 1;
    offsets at = {.out = 0};
    do {
        scalar *out = (scalar *)loop->out + at.out;
        const scalar *in = (const scalar *)loop->in[0] + at.in[0];
        const int64_t *index = (const int64_t *)loop->in[1] + at.in[1];
        for (size_t i = 0; i < loop->extent[last]; i++) {
            ptrdiff_t place = (ptrdiff_t)*index - 1;
            move(n, out + place * along[0], step[0], in + place * along[1], step[1]);
            out += loop->out_stride[last];
            in += loop->in_stride[0][last];
            index += loop->in_stride[1][last];
        }
    } while (offsets_next(&at, loop));
}

// Where the axis that indices point into lies outside the innermost one, as in a matrix of whose
// rows some are picked, an index stands for a row; else for one element.
HY_INLINE void move_all(const hy_loop *loop, const ptrdiff_t along[2], move_row *move)
{
    int last = loop->rank - 1;
    if (loop->in_stride[1][last] != 0) {
        move_rows(loop, 1, (const ptrdiff_t[2]){1, 1}, along, move);
        return;
    }
    hy_loop outer = *loop;
    if (last > 0) {
        outer.rank = last;
    } else {
        outer.extent[0] = 1;
    }
    const ptrdiff_t step[2] = {loop->out_stride[last], loop->in_stride[0][last]};
    move_rows(&outer, loop->extent[last], step, along, move);
}

void HY_NAME(cpu_gather)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    move_all(loop, (const ptrdiff_t[2]){0, axis_stride}, copy_row);
}

void HY_NAME(cpu_scatter_add)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    move_all(loop, (const ptrdiff_t[2]){axis_stride, 0}, accumulate);
}
