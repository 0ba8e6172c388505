#include "kernels/cpu/fold.h"
#include "kernels/cpu/kernels.h"

#include <tgmath.h>

// The sum of (x - mean)^2 of at most FOLD_BLOCK elements.
HY_INLINE scalar spread_of_block(size_t n, const scalar *x, scalar mean)
{
    enum { STEP = FOLD_VECTORS * VECTOR_LENGTH };
    vector sums[FOLD_VECTORS] = {{0}};
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
#pragma GCC unroll 8
        for (size_t j = 0; j < FOLD_VECTORS; j++) {
            vector distance = vector_load(x + i + j * VECTOR_LENGTH) - mean;
            sums[j] += distance * distance;
        }
    }
    for (; i + VECTOR_LENGTH <= n; i += VECTOR_LENGTH) {
        vector distance = vector_load(x + i) - mean;
        sums[0] += distance * distance;
    }
    vector left = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    vector right = (sums[4] + sums[5]) + (sums[6] + sums[7]);
    scalar sum = n >= VECTOR_LENGTH ? vector_sum(left + right) : 0;
    for (; i < n; i++) {
        sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum;
}

// The same of a row. A second pass, over distances from the mean, loses no digits to a large mean.
static scalar spread_of_row(size_t n, const scalar *x, scalar mean)
{
    scalar sum = 0;
    for (size_t i = 0; i < n; i += FOLD_BLOCK) {
        sum += spread_of_block(n - i < FOLD_BLOCK ? n - i : FOLD_BLOCK, x + i, mean);
    }
    return sum;
}

/// What a row was moved and multiplied by.
typedef struct moments {
    scalar mean;
    scalar factor;
} moments;

static moments moments_of(size_t n, const scalar *x, scalar epsilon)
{
    scalar mean = fold_sum(n, x) / (scalar)n;
    return (moments){mean, 1 / sqrt(spread_of_row(n, x, mean) / (scalar)n + epsilon)};
}

static void normalize(size_t n, const scalar *x, moments of, const hy_layer_norm_args *args,
                      scalar *restrict out)
{
    const scalar *weight = args->weight;
    const scalar *bias = args->bias;
    for (size_t i = 0; !weight && i < n; i++) {
        out[i] = (x[i] - of.mean) * of.factor;
    }
    for (size_t i = 0; weight && i < n; i++) {
        out[i] = (x[i] - of.mean) * of.factor * weight[i] + bias[i];
    }
}

void HY_NAME(cpu_layer_norm)(const hy_layer_norm_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        const scalar *x = (const scalar *)args->in + row * n;
        normalize(n, x, moments_of(n, x, (scalar)args->epsilon), args,
                  (scalar *)args->out + row * n);
    }
}
