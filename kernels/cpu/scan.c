#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"

#include <string.h>

// Element by element: each sum stays in a register.
static void scan_one(const hy_scan_args *args, scalar *out, const scalar *in)
{
    scalar sum = in[0];
    out[0] = sum;
    for (ptrdiff_t i = 1; i < (ptrdiff_t)args->count; i++) {
        sum = add(sum, in[i * args->in_step]);
        out[i * args->out_step] = sum;
    }
}

// Row by row: neighbouring sums grow together.
static void scan_row(const hy_scan_args *args, scalar *out, const scalar *in, size_t n)
{
    memcpy(out, in, n * sizeof *out);
    for (ptrdiff_t i = 1; i < (ptrdiff_t)args->count; i++) {
        const scalar *before = out;
        out += args->out_step;
        in += args->in_step;
        for (size_t j = 0; j < n; j++) {
            out[j] = add(before[j], in[j]);
        }
    }
}

void HY_NAME(cpu_scan)(const hy_scan_args *args)
{
    const hy_loop *starts = &args->starts;
    int last = starts->rank - 1;
    size_t n = starts->extent[last];
    ptrdiff_t in_step = starts->in_stride[0][last];
    ptrdiff_t out_step = starts->out_stride[last];
    bool is_by_row = n > 1 && in_step == 1 && out_step == 1;
    cursor at = cursor_begin(starts);
    do {
        if (is_by_row) {
            scan_row(args, at.out, at.in[0], n);
            continue;
        }
        for (ptrdiff_t j = 0; j < (ptrdiff_t)n; j++) {
            scan_one(args, at.out + j * out_step, at.in[0] + j * in_step);
        }
    } while (cursor_next(&at, starts));
}
