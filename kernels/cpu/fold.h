/// Folds: a contiguous row to one number, in an order that is the same on every run.
#pragma once

#include "kernels/cpu/line.h"

#include <tgmath.h>

enum { FOLD_VECTORS = 8, FOLD_BLOCK = 2048 };

// from FOLD_LONG elements on a row is read in quarters
enum { FOLD_LONG = 8192, FOLD_QUARTERS = 4, FOLD_QUARTER_BLOCK = 1024 };

/// The sum of at most FOLD_BLOCK elements, in independent vectors.
HY_INLINE scalar fold_sum_of_block(size_t n, const scalar *x)
{
    vector sums[FOLD_VECTORS] = {{0}};
    size_t i = 0;
    for (; i + FOLD_VECTORS * VECTOR_LENGTH <= n; i += FOLD_VECTORS * VECTOR_LENGTH) {
#pragma GCC unroll 8
        for (size_t j = 0; j < FOLD_VECTORS; j++) {
            sums[j] += vector_load(x + i + j * VECTOR_LENGTH);
        }
    }
    for (; i + VECTOR_LENGTH <= n; i += VECTOR_LENGTH) {
        sums[0] += vector_load(x + i);
    }
    vector left = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    vector right = (sums[4] + sums[5]) + (sums[6] + sums[7]);
    scalar sum = n >= VECTOR_LENGTH ? vector_sum(left + right) : 0;
    for (; i < n; i++) {
        sum += x[i];
    }
    return sum;
}

/// Sums of quarters of a row, which are read side by side: memory gives four streams at once 1.5
/// times as much as one (24 and 16 GB/s where this was measured).
typedef struct fold_quarters {
    scalar sum[FOLD_QUARTERS];
} fold_quarters;

/// The sums of FOLD_QUARTER_BLOCK elements of each quarter; those start `step` elements apart.
static inline fold_quarters fold_sum_of_quarter_blocks(const scalar *x, size_t step)
{
    enum { VECTORS = 4 };
    vector sums[FOLD_QUARTERS * VECTORS] = {{0}};
    for (size_t i = 0; i < FOLD_QUARTER_BLOCK; i += VECTORS * VECTOR_LENGTH) {
#pragma GCC unroll 16
        for (size_t j = 0; j < FOLD_QUARTERS * VECTORS; j++) {
            size_t at = j / VECTORS * step + i + j % VECTORS * VECTOR_LENGTH;
            sums[j] += vector_load(x + at);
        }
    }
    fold_quarters result;
#pragma GCC unroll 4
    for (size_t j = 0; j < FOLD_QUARTERS; j++) {
        const vector *own = sums + j * VECTORS;
        result.sum[j] = vector_sum((own[0] + own[1]) + (own[2] + own[3]));
    }
    return result;
}

/// The same of n elements of each, a multiple of FOLD_QUARTER_BLOCK: of halves, down to blocks.
static inline fold_quarters fold_sum_of_quarters(size_t n, const scalar *x, size_t step)
{
    if (n == FOLD_QUARTER_BLOCK) {
        return fold_sum_of_quarter_blocks(x, step);
    }
    size_t half = n / 2 / FOLD_QUARTER_BLOCK * FOLD_QUARTER_BLOCK;
    fold_quarters left = fold_sum_of_quarters(half, x, step);
    fold_quarters right = fold_sum_of_quarters(n - half, x + half, step);
    for (size_t j = 0; j < FOLD_QUARTERS; j++) {
        left.sum[j] += right.sum[j];
    }
    return left;
}

/// The sum of a row: of its quarters and halves, down to blocks, so that rounding grows with their
/// logarithm.
static inline scalar fold_sum(size_t n, const scalar *x)
{
    if (n <= FOLD_BLOCK) {
        return fold_sum_of_block(n, x);
    }
    if (n >= FOLD_LONG) {
        size_t quarter = n / FOLD_QUARTERS / FOLD_QUARTER_BLOCK * FOLD_QUARTER_BLOCK;
        size_t rest = FOLD_QUARTERS * quarter;
        fold_quarters of = fold_sum_of_quarters(quarter, x, quarter);
        scalar sum = (of.sum[0] + of.sum[1]) + (of.sum[2] + of.sum[3]);
        return n > rest ? sum + fold_sum(n - rest, x + rest) : sum;
    }
    size_t half = (n / 2 + FOLD_BLOCK - 1) / FOLD_BLOCK * FOLD_BLOCK;
    return fold_sum(half, x) + fold_sum(n - half, x + half);
}

/// Lets each of `best` grow to the element of `x` beside it, unless that is NaN.
HY_INLINE void fold_peaks(size_t n, const scalar *x, scalar *best)
{
    for (size_t i = 0; i < n; i++) {
        best[i] = x[i] > best[i] ? x[i] : best[i];
    }
}

/// The greatest of the elements of a row that are numbers, and at least -infinity.
HY_INLINE scalar fold_peak(size_t n, const scalar *x)
{
    enum { LANES = FOLD_VECTORS * VECTOR_LENGTH };
    scalar peak = -(scalar)INFINITY;
    size_t i = 0;
    if (n >= LANES) {
        scalar best[LANES];
        memcpy(best, x, sizeof best);
        for (i = LANES; i + LANES <= n; i += LANES) {
            fold_peaks(LANES, x + i, best);
        }
        for (size_t j = 0; j < LANES; j++) {
            fold_peaks(1, best + j, &peak);
        }
    }
    for (; i < n; i++) {
        fold_peaks(1, x + i, &peak);
    }
    return peak;
}

/// The greatest of two in each place; NaN wins.
HY_INLINE vector fold_greater(vector a, vector b)
{
    vector_bits is_first = (a > b) | vector_is_nan(a);
    return (vector)((is_first & (vector_bits)a) | (~is_first & (vector_bits)b));
}

/// The greatest in each place of as many steps as there are whole ones; returns where they end.
HY_INLINE size_t fold_greatest_steps(size_t n, const scalar *x, vector best[FOLD_VECTORS])
{
    enum { STEP = FOLD_VECTORS * VECTOR_LENGTH };
    size_t i = STEP;
    for (; i + STEP <= n; i += STEP) {
#pragma GCC unroll 8
        for (size_t j = 0; j < FOLD_VECTORS; j++) {
            best[j] = fold_greater(best[j], vector_load(x + i + j * VECTOR_LENGTH));
        }
    }
    return i;
}

/// The greatest element of a row; a NaN among them is the answer.
HY_INLINE scalar fold_greatest(size_t n, const scalar *x)
{
    enum { STEP = FOLD_VECTORS * VECTOR_LENGTH };
    scalar greatest = x[0];
    size_t i = 0;
    if (n >= STEP) {
        vector best[FOLD_VECTORS];
#pragma GCC unroll 8
        for (size_t j = 0; j < FOLD_VECTORS; j++) {
            best[j] = vector_load(x + j * VECTOR_LENGTH);
        }
        i = fold_greatest_steps(n, x, best);
#pragma GCC unroll 8
        for (size_t j = 1; j < FOLD_VECTORS; j++) {
            best[0] = fold_greater(best[0], best[j]);
        }
        scalar spread[VECTOR_LENGTH];
        vector_store(spread, best[0]);
        for (size_t j = 0; j < VECTOR_LENGTH; j++) {
            greatest = greater(greatest, spread[j]);
        }
    }
    for (; i < n; i++) {
        greatest = greater(greatest, x[i]);
    }
    return greatest;
}
