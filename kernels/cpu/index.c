#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"

void HY_NAME(cpu_gather)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    int last = loop->rank - 1;
    ptrdiff_t step = loop->in_stride[0][last];
    ptrdiff_t index_step = loop->in_stride[1][last];
    cursor at = cursor_begin(loop);
    do {
        for (ptrdiff_t i = 0; i < (ptrdiff_t)loop->extent[last]; i++) {
            ptrdiff_t index = (ptrdiff_t)at.in[1][i * index_step];
            at.out[i] = at.in[0][i * step + index * axis_stride];
        }
    } while (cursor_next(&at, loop));
}

void HY_NAME(cpu_scatter_add)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    int last = loop->rank - 1;
    ptrdiff_t step = loop->in_stride[0][last];
    ptrdiff_t index_step = loop->in_stride[1][last];
    ptrdiff_t out_step = loop->out_stride[last];
    cursor at = cursor_begin(loop);
    do {
        for (ptrdiff_t i = 0; i < (ptrdiff_t)loop->extent[last]; i++) {
            ptrdiff_t index = (ptrdiff_t)at.in[1][i * index_step];
            at.out[i * out_step + index * axis_stride] += at.in[0][i * step];
        }
    } while (cursor_next(&at, loop));
}
