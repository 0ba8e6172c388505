#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"

// One row; results may take the place of an operand.
HY_INLINE void scale_row(scalar by, size_t n, scalar *out, const scalar *a, ptrdiff_t a_step)
{
    if (a_step == 1) {
#pragma GCC ivdep
        for (size_t i = 0; i < n; i++) {
            out[i] = by * a[i];
        }
        return;
    }
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        out[i] = by * a[i * a_step];
    }
}

void HY_NAME(cpu_scale)(double factor, const hy_loop *loop)
{
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        scale_row((scalar)factor, loop->extent[last], at.out, at.in[0], loop->in_stride[0][last]);
    } while (cursor_next(&at, loop));
}

HY_INLINE void add_scaled_dense(scalar by, size_t n, scalar *out, const scalar *a, const scalar *b)
{
#pragma GCC ivdep
    for (size_t i = 0; i < n; i++) {
        out[i] = a[i] + by * b[i];
    }
}

void HY_NAME(cpu_add_scaled)(double factor, const hy_loop *loop)
{
    int last = loop->rank - 1;
    ptrdiff_t n = (ptrdiff_t)loop->extent[last];
    ptrdiff_t a_step = loop->in_stride[0][last];
    ptrdiff_t b_step = loop->in_stride[1][last];
    scalar by = (scalar)factor;
    bool is_dense = a_step == 1 && b_step == 1;
    if (is_dense && last == 0) {
        add_scaled_dense(by, (size_t)n, loop->out, loop->in[0], loop->in[1]);
        return;
    }
    cursor at = cursor_begin(loop);
    do {
        if (is_dense) {
            add_scaled_dense(by, (size_t)n, at.out, at.in[0], at.in[1]);
            continue;
        }
        for (ptrdiff_t i = 0; i < n; i++) {
            at.out[i] = at.in[0][i * a_step] + by * at.in[1][i * b_step];
        }
    } while (cursor_next(&at, loop));
}
