#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"
#include "kernels/cpu/range.h"

void HY_NAME(cpu_fill)(double value, void *out, size_t count)
{
    scalar *elements = out;
    scalar element = range_of_float(value);
    for (size_t i = 0; i < count; i++) {
        elements[i] = element;
    }
}

void HY_NAME(cpu_where)(const hy_loop *loop)
{
    int last = loop->rank - 1;
    offsets at = {.out = 0};
    do {
        scalar *restrict out = (scalar *)loop->out + at.out;
        const bool *condition = (const bool *)loop->in[0] + at.in[0];
        const scalar *yes = (const scalar *)loop->in[1] + at.in[1];
        const scalar *no = (const scalar *)loop->in[2] + at.in[2];
        for (ptrdiff_t i = 0; i < (ptrdiff_t)loop->extent[last]; i++) {
            scalar if_set = yes[i * loop->in_stride[1][last]];
            scalar if_not = no[i * loop->in_stride[2][last]];
            out[i * loop->out_stride[last]] =
                condition[i * loop->in_stride[0][last]] ? if_set : if_not;
        }
    } while (offsets_next(&at, loop));
}
