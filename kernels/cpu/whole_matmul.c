#include "kernels/cpu/kernels.h"

#include <string.h>

// One row of the product: each step adds a multiple of a row of `b`.
static void multiply_row(const hy_matmul_args *args, const scalar *a, scalar *restrict out)
{
    memset(out, 0, args->n * sizeof(scalar));
    for (ptrdiff_t p = 0; p < (ptrdiff_t)args->k; p++) {
        scalar factor = a[p * args->a_column_stride];
        const scalar *b = (const scalar *)args->b + p * args->b_row_stride;
        for (ptrdiff_t j = 0; j < (ptrdiff_t)args->n; j++) {
            out[j] = add(out[j], (scalar)(factor * b[j * args->b_column_stride]));
        }
    }
}

void HY_NAME(cpu_matmul)(const hy_matmul_args *args)
{
    for (size_t i = 0; i < args->m; i++) {
        const scalar *a = (const scalar *)args->a + (ptrdiff_t)i * args->a_row_stride;
        multiply_row(args, a, (scalar *)args->out + i * args->n);
    }
}
