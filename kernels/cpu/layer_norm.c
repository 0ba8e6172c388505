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

/// Sums over a row of h, the slopes times weights, and of its products with what was centred.
typedef struct slopes {
    scalar total;
    scalar along;
} slopes;

/// A row whose slope is wanted.
typedef struct line_of {
    const scalar *x;
    const scalar *grad;
    const scalar *weight;  ///< NULL for none.
    moments of;
} line_of;

HY_INLINE vector weighted(const line_of *l, size_t i, bool has_weight)
{
    vector grad = vector_load(l->grad + i);
    return has_weight ? grad * vector_load(l->weight + i) : grad;
}

// The sums over at most FOLD_BLOCK elements from `first` on.
HY_INLINE slopes sum_slopes_of_block(size_t first, size_t n, const line_of *l, bool has_weight)
{
    enum { STEP = 2 * VECTOR_LENGTH };
    vector total[2] = {{0}};
    vector along[2] = {{0}};
    size_t end = first + n;
    size_t i = first;
    for (; i + STEP <= end; i += STEP) {
#pragma GCC unroll 2
        for (size_t j = 0; j < 2; j++) {
            size_t at = i + j * VECTOR_LENGTH;
            vector h = weighted(l, at, has_weight);
            total[j] += h;
            along[j] += h * (vector_load(l->x + at) - l->of.mean);
        }
    }
    slopes sums = {0};
    if (n >= STEP) {
        sums = (slopes){vector_sum(total[0] + total[1]), vector_sum(along[0] + along[1])};
    }
    for (; i < end; i++) {
        scalar h = has_weight ? l->grad[i] * l->weight[i] : l->grad[i];
        sums.total += h;
        sums.along += h * (l->x[i] - l->of.mean);
    }
    return sums;
}

// With h = grad weight and z what the row becomes: (h - mean(h) - z mean(h z)) factor
HY_INLINE void slope_of_row(size_t n, const line_of *l, scalar *restrict out, bool has_weight)
{
    slopes sums = {0};
    for (size_t i = 0; i < n; i += FOLD_BLOCK) {
        size_t count = n - i < FOLD_BLOCK ? n - i : FOLD_BLOCK;
        slopes block = sum_slopes_of_block(i, count, l, has_weight);
        sums.total += block.total;
        sums.along += block.along;
    }
    scalar mean = l->of.mean;
    scalar factor = l->of.factor;
    scalar shift = sums.total / (scalar)n;
    scalar along = sums.along / (scalar)n * factor * factor;
    for (size_t i = 0; i < n; i++) {
        scalar h = has_weight ? l->grad[i] * l->weight[i] : l->grad[i];
        out[i] = (h - shift - (l->x[i] - mean) * along) * factor;
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

void HY_NAME(cpu_layer_norm_slope)(const hy_layer_norm_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        line_of l = {.x = (const scalar *)args->in + row * n,
                     .grad = (const scalar *)args->grad + row * n,
                     .weight = args->weight};
        scalar *out = (scalar *)args->out + row * n;
        l.of = moments_of(n, l.x, (scalar)args->epsilon);
        if (l.weight) {
            slope_of_row(n, &l, out, true);
        } else {
            slope_of_row(n, &l, out, false);
        }
    }
}
