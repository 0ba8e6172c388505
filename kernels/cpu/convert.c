#include "kernels/cpu/convert.h"

static double load(hy_dtype dtype, const void *data, ptrdiff_t offset)
{
    return dtype == HY_F32 ? (double)((const float *)data)[offset] : ((const double *)data)[offset];
}

static void store(hy_dtype dtype, void *data, ptrdiff_t offset, double value)
{
    if (dtype == HY_F32) {
        ((float *)data)[offset] = (float)value;
    } else {
        ((double *)data)[offset] = value;
    }
}

void cpu_convert(hy_dtype from, hy_dtype to, const hy_loop *loop)
{
    size_t index[HY_MAX_RANK] = {0};
    ptrdiff_t in = 0;
    ptrdiff_t out = 0;
    for (;;) {
        store(to, loop->out, out, load(from, loop->in[0], in));
        int axis = loop->rank - 1;
        while (axis >= 0 && ++index[axis] == loop->extent[axis]) {
            ptrdiff_t back = (ptrdiff_t)(loop->extent[axis] - 1);
            in -= back * loop->in_stride[0][axis];
            out -= back * loop->out_stride[axis];
            index[axis--] = 0;
        }
        if (axis < 0) {
            return;
        }
        in += loop->in_stride[0][axis];
        out += loop->out_stride[axis];
    }
}
