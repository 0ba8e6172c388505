#include "kernels/cpu/kernels.h"

#include <tgmath.h>

static scalar row_greatest(size_t n, const scalar *x)
{
    scalar greatest = x[0];
    for (size_t i = 1; i < n; i++) {
        greatest = x[i] > greatest ? x[i] : greatest;
    }
    return greatest;
}

// log of the sum of exp(x), shifted by the greatest so that exp() cannot overflow
static scalar log_sum_exp(size_t n, const scalar *x)
{
    scalar greatest = row_greatest(n, x);
    scalar sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += exp(x[i] - greatest);
    }
    return greatest + log(sum);
}

void HY_NAME(cpu_softmax)(const hy_rows_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        scalar greatest = row_greatest(n, x);
        scalar sum = 0;
        for (size_t i = 0; i < n; i++) {
            out[i] = exp(x[i] - greatest);
            sum += out[i];
        }
        scalar factor = 1 / sum;
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
    const scalar *classes = args->classes;
    scalar *out = args->out;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        out[row] = log_sum_exp(n, x) - x[(size_t)classes[row]];
    }
}
