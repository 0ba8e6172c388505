#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"

void HY_NAME(cpu_gather)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    int last = loop->rank - 1;
    ptrdiff_t step = loop->in_stride[0][last];
    ptrdiff_t index_step = loop->in_stride[1][last];
    ptrdiff_t out_step = loop->out_stride[last];
    offsets at = {.out = 0};
    do {
        scalar *restrict out = (scalar *)loop->out + at.out;
        const scalar *in = (const scalar *)loop->in[0] + at.in[0];
        const int64_t *index = (const int64_t *)loop->in[1] + at.in[1];
        for (ptrdiff_t i = 0; i < (ptrdiff_t)loop->extent[last]; i++) {
            ptrdiff_t place = (ptrdiff_t)index[i * index_step] * axis_stride;
            out[i * out_step] = in[i * step + place];
        }
    } while (offsets_next(&at, loop));
}

void HY_NAME(cpu_scatter_add)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    int last = loop->rank - 1;
    ptrdiff_t step = loop->in_stride[0][last];
    ptrdiff_t index_step = loop->in_stride[1][last];
    ptrdiff_t out_step = loop->out_stride[last];
    offsets at = {.out = 0};
    do {
        scalar *out = (scalar *)loop->out + at.out;
        const scalar *in = (const scalar *)loop->in[0] + at.in[0];
        const int64_t *index = (const int64_t *)loop->in[1] + at.in[1];
        for (ptrdiff_t i = 0; i < (ptrdiff_t)loop->extent[last]; i++) {
            scalar *place = out + i * out_step + (ptrdiff_t)index[i * index_step] * axis_stride;
            *place = add(*place, in[i * step]);
        }
    } while (offsets_next(&at, loop));
}
