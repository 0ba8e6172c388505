#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/rows.h"

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

void HY_NAME(cpu_unary)(hy_unary op, const hy_loop *loop)
{
    run(HY_NAME(cpu_unary_rows)[op], loop);
}

void HY_NAME(cpu_binary)(hy_binary op, const hy_loop *loop)
{
    run(HY_NAME(cpu_binary_rows)[op], loop);
}
