#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"

static void add_row(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *a,
                    ptrdiff_t step)
{
    if (out_step == 1 && step == 1) {
        for (size_t i = 0; i < n; i++) {
            out[i] += a[i];
        }
        return;
    }
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        out[i * out_step] += a[i * step];
    }
}

void HY_NAME(cpu_accumulate)(const hy_loop *loop)
{
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        add_row(loop->extent[last], at.out, loop->out_stride[last], at.in[0],
                loop->in_stride[0][last]);
    } while (cursor_next(&at, loop));
}
