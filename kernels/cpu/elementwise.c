#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/rows.h"

#include <string.h>

// The row that a cursor stands on.
HY_INLINE row row_at(const hy_loop *loop, const cursor *at)
{
    int last = loop->rank - 1;
    return (row){.n = loop->extent[last],
                 .out = at->out,
                 .out_step = loop->out_stride[last],
                 .a = at->in[0],
                 .a_step = loop->in_stride[0][last],
                 .b = at->in[1],
                 .b_step = loop->in_stride[1][last]};
}

static void run_nest(row_function function, const hy_loop *loop)
{
    cursor at = cursor_begin(loop);
    do {
        row r = row_at(loop, &at);
        function(&r);
    } while (cursor_next(&at, loop));
}

HY_INLINE void run(row_function function, const hy_loop *loop)
{
    if (loop->rank > 1) {
        run_nest(function, loop);
        return;
    }
    // a lone row, as small work has it, needs no cursor
    row r = {loop->extent[0],       loop->out,   loop->out_stride[0],  loop->in[0],
             loop->in_stride[0][0], loop->in[1], loop->in_stride[1][0]};
    function(&r);
}

// Copies a row in blocks of constant size; the last one overlaps the one before it.
HY_INLINE void copy_row(scalar *out, const scalar *in, size_t n)
{
    enum { BLOCK = 16 / sizeof(scalar) };
    if (n < BLOCK) {
        for (size_t i = 0; i < n; i++) {
            out[i] = in[i];
        }
        return;
    }
    for (size_t i = 0; i + BLOCK < n; i += BLOCK) {
        memcpy(out + i, in + i, BLOCK * sizeof(scalar));
    }
    memcpy(out + n - BLOCK, in + n - BLOCK, BLOCK * sizeof(scalar));
}

// Copies rows that are contiguous, for which a call of a function each would be long when they are
// short: those of the windows of an image have as many elements as a row of it.
static void copy_rows(const hy_loop *loop)
{
    hy_loop outer = *loop;
    int axis = --outer.rank - 1;
    size_t rows = loop->extent[axis];
    cursor at = cursor_begin(&outer);
    do {
        for (ptrdiff_t i = 0; i < (ptrdiff_t)rows; i++) {
            copy_row(at.out + i * loop->out_stride[axis], at.in[0] + i * loop->in_stride[0][axis],
                     loop->extent[axis + 1]);
        }
    } while (cursor_next(&at, &outer));
}

void HY_NAME(cpu_unary)(hy_unary op, const hy_loop *loop)
{
    int last = loop->rank - 1;
    bool is_contiguous = loop->out_stride[last] == 1 && loop->in_stride[0][last] == 1;
    if (op == HY_UNARY_COPY && last > 0 && is_contiguous) {
        copy_rows(loop);
        return;
    }
    run(HY_NAME(cpu_unary_rows)[op], loop);
}

void HY_NAME(cpu_binary)(hy_binary op, const hy_loop *loop)
{
    run(HY_NAME(cpu_binary_rows)[op], loop);
}
