#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"
#include "kernels/cpu/range.h"

HY_INLINE scalar from_bool(const void *in, ptrdiff_t place)
{
    // every type holds 0 and 1; read as bools they keep compilers from vectors
    return (scalar)((const unsigned char *)in)[place];
}

HY_INLINE scalar from_i32(const void *in, ptrdiff_t place)
{
    return range_of_whole(((const int32_t *)in)[place]);
}

HY_INLINE scalar from_i64(const void *in, ptrdiff_t place)
{
    return range_of_whole(((const int64_t *)in)[place]);
}

HY_INLINE scalar from_f32(const void *in, ptrdiff_t place)
{
    return range_of_float((double)((const float *)in)[place]);
}

HY_INLINE scalar from_f64(const void *in, ptrdiff_t place)
{
    return range_of_float(((const double *)in)[place]);
}

HY_INLINE void convert_row(const hy_loop *loop, const offsets *at,
                           scalar (*from)(const void *, ptrdiff_t))
{
    int last = loop->rank - 1;
    ptrdiff_t n = (ptrdiff_t)loop->extent[last];
    ptrdiff_t step = loop->in_stride[0][last];
    ptrdiff_t out_step = loop->out_stride[last];
    scalar *restrict out = (scalar *)loop->out + at->out;
    if (step == 1 && out_step == 1) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] = from(loop->in[0], at->in[0] + i);
        }
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = from(loop->in[0], at->in[0] + i * step);
    }
}

HY_INLINE void convert(const hy_loop *loop, scalar (*from)(const void *, ptrdiff_t))
{
    offsets at = {.out = 0};
    do {
        convert_row(loop, &at, from);
    } while (offsets_next(&at, loop));
}

void HY_NAME(cpu_convert)(hy_dtype from, const hy_loop *loop)
{
    switch (from) {
    case HY_BOOL:
        convert(loop, from_bool);
        break;
    case HY_I32:
        convert(loop, from_i32);
        break;
    case HY_I64:
        convert(loop, from_i64);
        break;
    case HY_F32:
        convert(loop, from_f32);
        break;
    case HY_F64:
        convert(loop, from_f64);
        break;
    case HY_DTYPE_COUNT:
        break;
    }
}
