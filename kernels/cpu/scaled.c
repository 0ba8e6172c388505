#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"

// NOLINTNEXTLINE(readability-function-size): loops are written out for each case
void HY_NAME(cpu_scale)(double factor, const hy_loop *loop)
{
    int last = loop->rank - 1;
    size_t n = loop->extent[last];
    ptrdiff_t step = loop->in_stride[0][last];
    scalar by = (scalar)factor;
    cursor at = cursor_begin(loop);
    do {
        scalar *restrict out = at.out;
        const scalar *a = at.in[0];
        if (step == 1) {
            for (size_t i = 0; i < n; i++) {
                out[i] = by * a[i];
            }
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            out[i] = by * a[(ptrdiff_t)i * step];
        }
    } while (cursor_next(&at, loop));
}

// NOLINTNEXTLINE(readability-function-size): loops are written out for each case
void HY_NAME(cpu_add_scaled)(double factor, const hy_loop *loop)
{
    int last = loop->rank - 1;
    size_t n = loop->extent[last];
    ptrdiff_t a_step = loop->in_stride[0][last];
    ptrdiff_t b_step = loop->in_stride[1][last];
    scalar by = (scalar)factor;
    cursor at = cursor_begin(loop);
    do {
        scalar *restrict out = at.out;
        const scalar *a = at.in[0];
        const scalar *b = at.in[1];
        if (a_step == 1 && b_step == 1) {
            for (size_t i = 0; i < n; i++) {
                out[i] = a[i] + by * b[i];
            }
            continue;
        }
        for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
            out[i] = a[i * a_step] + by * b[i * b_step];
        }
    } while (cursor_next(&at, loop));
}
