/// Lines: products of a single row with a matrix.
///
/// A matrix whose rows are contiguous is read row by row, several vectors of results at a time;
/// one whose columns are contiguous is multiplied column by column.
#pragma once

#include "kernels/cpu/vector.h"

/// out[n] = x[k] b[k, n].
typedef struct line {
    size_t n, k;
    const scalar *x;
    ptrdiff_t x_stride;
    const scalar *b;
    ptrdiff_t b_row_stride, b_column_stride;
    scalar *out;
} line;

/// `vectors` vectors of results from `j` on; a constant where this is called.
HY_INLINE void line_rows(const line *l, size_t j, size_t vectors)
{
    vector sums[8] = {{0}};
    const scalar *x = l->x;
    const scalar *b = l->b + j;
    for (size_t p = 0; p < l->k; p++) {
#pragma GCC unroll 8
        for (size_t i = 0; i < vectors; i++) {
            sums[i] += *x * vector_load(b + i * VECTOR_LENGTH);
        }
        x += l->x_stride;
        b += l->b_row_stride;
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < vectors; i++) {
        vector_store(l->out + j + i * VECTOR_LENGTH, sums[i]);
    }
}

/// Fewer results than a vector has, from contiguous rows.
HY_INLINE void line_narrow(const line *l)
{
    scalar sums[VECTOR_LENGTH] = {0};
    for (size_t p = 0; p < l->k; p++) {
        scalar x = l->x[(ptrdiff_t)p * l->x_stride];
        const scalar *b = l->b + (ptrdiff_t)p * l->b_row_stride;
        for (size_t j = 0; j < l->n; j++) {
            sums[j] += x * b[j];
        }
    }
    memcpy(l->out, sums, l->n * sizeof(scalar));
}

/// All results from contiguous rows; the last vector overlaps the one before it.
static inline void line_by_rows(const line *l)
{
    if (l->n < VECTOR_LENGTH) {
        line_narrow(l);
        return;
    }
    size_t j = 0;
    for (; j + 8 * VECTOR_LENGTH <= l->n; j += 8 * VECTOR_LENGTH) {
        line_rows(l, j, 8);
    }
    if (j + 4 * VECTOR_LENGTH <= l->n) {
        line_rows(l, j, 4);
        j += 4 * VECTOR_LENGTH;
    }
    if (j + 2 * VECTOR_LENGTH <= l->n) {
        line_rows(l, j, 2);
        j += 2 * VECTOR_LENGTH;
    }
    for (; j < l->n; j += VECTOR_LENGTH) {
        line_rows(l, j + VECTOR_LENGTH <= l->n ? j : l->n - VECTOR_LENGTH, 1);
    }
}

/// `columns` results from contiguous columns `stride` apart; a constant where this is called.
HY_INLINE void line_columns(size_t k, const scalar *x, const scalar *b, ptrdiff_t stride,
                            size_t columns, scalar *out)
{
    vector sums[4] = {{0}};
    size_t p = 0;
    for (; p + VECTOR_LENGTH <= k; p += VECTOR_LENGTH) {
        vector factor = vector_load(x + p);
#pragma GCC unroll 4
        for (size_t j = 0; j < columns; j++) {
            sums[j] += factor * vector_load(b + (ptrdiff_t)j * stride + p);
        }
    }
#pragma GCC unroll 4
    for (size_t j = 0; j < columns; j++) {
        scalar sum = vector_sum(sums[j]);
        for (size_t i = p; i < k; i++) {
            sum += x[i] * b[(ptrdiff_t)j * stride + (ptrdiff_t)i];
        }
        out[j] = sum;
    }
}

enum { LINE_SUMS = 4 };

/// Adds as much of a dot product as whole steps of all sums take, and returns how much that was.
HY_INLINE size_t line_dot_steps(size_t count, const scalar *x, const scalar *b,
                                vector sums[LINE_SUMS])
{
    size_t p = 0;
    for (; p + LINE_SUMS * VECTOR_LENGTH <= count; p += LINE_SUMS * VECTOR_LENGTH) {
#pragma GCC unroll 4
        for (size_t i = 0; i < LINE_SUMS; i++) {
            size_t at = p + i * VECTOR_LENGTH;
            sums[i] += vector_load(x + at) * vector_load(b + at);
        }
    }
    return p;
}

/// One long dot product: blocks of independent sums, so that rounding grows with the blocks only.
HY_INLINE scalar line_dot(size_t k, const scalar *x, const scalar *b)
{
    enum { BLOCK = 1024 };
    scalar total = 0;
    size_t first = 0;
    for (; k - first >= LINE_SUMS * VECTOR_LENGTH; first += BLOCK) {
        size_t count = k - first < BLOCK ? k - first : BLOCK;
        vector sums[LINE_SUMS] = {{0}};
        size_t p = line_dot_steps(count, x + first, b + first, sums);
        total += vector_sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
        if (count < BLOCK) {
            first += p;
            break;
        }
    }
    for (; first < k; first++) {
        total += x[first] * b[first];
    }
    return total;
}

/// All results from contiguous columns and a contiguous x.
static inline void line_by_columns(const line *l)
{
    size_t j = 0;
    for (; j + 4 <= l->n; j += 4) {
        line_columns(l->k, l->x, l->b + (ptrdiff_t)j * l->b_column_stride, l->b_column_stride, 4,
                     l->out + j);
    }
    for (; j < l->n; j++) {
        l->out[j] = line_dot(l->k, l->x, l->b + (ptrdiff_t)j * l->b_column_stride);
    }
}

/// The product, for any strides.
static inline void line_multiply(const line *l)
{
    if (l->b_column_stride == 1 && (l->n > 1 || l->b_row_stride != 1)) {
        line_by_rows(l);
        return;
    }
    if (l->b_row_stride == 1 && l->x_stride == 1) {
        line_by_columns(l);
        return;
    }
    for (size_t j = 0; j < l->n; j++) {
        scalar sum = 0;
        for (size_t p = 0; p < l->k; p++) {
            sum += l->x[(ptrdiff_t)p * l->x_stride] *
                   l->b[(ptrdiff_t)p * l->b_row_stride + (ptrdiff_t)j * l->b_column_stride];
        }
        l->out[j] = sum;
    }
}
