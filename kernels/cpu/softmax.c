#include "kernels/cpu/exponential.h"
#include "kernels/cpu/kernels.h"

#include <tgmath.h>

// partial results that the compiler keeps in vector registers; their fixed order repeats rounding
enum { LANES = 16 };

static scalar row_greatest(size_t n, const scalar *x)
{
    scalar greatest = x[0];
    for (size_t i = 1; i < n; i++) {
        greatest = x[i] > greatest ? x[i] : greatest;
    }
    return greatest;
}

static scalar row_sum(size_t n, const scalar *x)
{
    scalar partial[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (size_t lane = 0; lane < LANES; lane++) {
            partial[lane] += x[i + lane];
        }
    }
    scalar sum = 0;
    for (size_t lane = 0; lane < LANES; lane++) {
        sum += partial[lane];
    }
    for (; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

// exp(x - greatest) of a row: shifted by the greatest, exp() cannot overflow
static void exp_row(size_t n, const scalar *x, scalar greatest, scalar *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = exp_of(x[i] - greatest);
    }
}

// log of the sum of exp(x)
static scalar log_sum_exp(size_t n, const scalar *x)
{
    enum { BLOCK = 128 };
    scalar greatest = row_greatest(n, x);
    scalar sum = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        scalar block[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        exp_row(count, x + i, greatest, block);
        sum += row_sum(count, block);
    }
    return greatest + log(sum);
}

void HY_NAME(cpu_softmax)(const hy_rows_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        exp_row(n, x, row_greatest(n, x), out);
        scalar factor = 1 / row_sum(n, out);
        for (size_t i = 0; i < n; i++) {
            out[i] *= factor;
        }
    }
}

void HY_NAME(cpu_log_softmax)(const hy_rows_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        scalar shift = log_sum_exp(n, x);
        for (size_t i = 0; i < n; i++) {
            out[i] = x[i] - shift;
        }
    }
}

void HY_NAME(cpu_cross_entropy)(const hy_rows_args *args)
{
    size_t n = args->columns;
    const int64_t *classes = args->classes;
    scalar *out = args->out;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        out[row] = log_sum_exp(n, x) - x[classes[row]];
    }
}
