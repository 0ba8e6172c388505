/// Tiles of products: what a product is cut into, small or large.
///
/// A tile has up to PRODUCT_ROWS x PANEL_WIDTH results, which stay in registers while the inner
/// axis runs: each step reads one row of `b`, two vectors wide, and one element of `a` per row.
/// Where the columns are no multiple of a vector, the last vector overlaps the one before it.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/panel.h"
#include "kernels/cpu/vector.h"

#include <stdbool.h>
#include <string.h>

/// Rows of a tile at most: 12 sums, a row of `b` and a factor fill the 16 registers but one.
enum { PRODUCT_ROWS = 6 };

/// One tile of results and the operands at its corner.
typedef struct product_tile {
    size_t k;
    const scalar *a;
    ptrdiff_t a_row_stride, a_column_stride;
    const scalar *b;  ///< The left vector of the first row; the right one lies `right` further on.
    ptrdiff_t b_row_stride;
    scalar *out;
    size_t out_row_stride;
    size_t right;        ///< Columns from the left to the right vector.
    size_t part;         ///< Results to keep of a tile of one vector; 0 for all.
    const scalar *bias;  ///< Sums start from it.
    bool does_add;       ///< Sums start from 0 instead and are added to `out`.
    bool does_rectify;
} product_tile;

/// Rows of the next tile where `count` are left: the last two share what is left for them.
HY_INLINE size_t product_next_rows(size_t count)
{
    if (count > PRODUCT_ROWS && count < 2 * PRODUCT_ROWS) {
        return (count + 1) / 2;
    }
    return count < PRODUCT_ROWS ? count : PRODUCT_ROWS;
}

/// Rows that come in tiles of PRODUCT_ROWS, where there are `count` in all.
HY_INLINE size_t product_whole_rows(size_t count)
{
    size_t left = count % PRODUCT_ROWS;
    size_t shared = left > 0 && count > PRODUCT_ROWS ? PRODUCT_ROWS : 0;
    return count - left - shared;
}

// `rows` and `vectors` are constants where these are called, so that the sums are registers.

/// Sets the sums, and has results that are added to fetched.
HY_INLINE void product_start(const product_tile *t, size_t rows, size_t vectors,
                             vector sums[PRODUCT_ROWS][2])
{
    vector left = {0};
    vector right = {0};
    if (t->does_add) {
#pragma GCC unroll 6
        for (size_t row = 0; row < rows; row++) {
            const scalar *out = t->out + row * t->out_row_stride;
            __builtin_prefetch(out, 1);
            __builtin_prefetch(out + t->right, 1);
        }
    } else {
        left = vector_load(t->bias);
        right = vector_load(t->bias + (vectors > 1 ? t->right : 0));
    }
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        sums[row][0] = left;
        sums[row][1] = right;
    }
}

/// One step of the inner axis.
HY_INLINE void product_step(const product_tile *t, const scalar *a, const scalar *b, size_t rows,
                            size_t vectors, vector sums[PRODUCT_ROWS][2])
{
    vector left_b = vector_load(b);
    vector right_b = vector_load(b + (vectors > 1 ? t->right : 0));
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        scalar factor = a[(ptrdiff_t)row * t->a_row_stride];
        sums[row][0] += factor * left_b;
        if (vectors > 1) {
            sums[row][1] += factor * right_b;
        }
    }
}

/// What becomes of the results from `out` on, a vector of them, or `part`.
HY_INLINE vector product_finish(const product_tile *t, const scalar *out, vector sum, size_t part)
{
    if (t->does_add) {
        sum += part ? vector_load_part(out, part) : vector_load(out);
    }
    return t->does_rectify ? vector_rectify(sum) : sum;
}

/// One row of results. Both vectors are read before one is written: they may overlap.
HY_INLINE void product_store(const product_tile *t, scalar *out, size_t vectors,
                             const vector sums[2])
{
    if (vectors > 1) {
        vector left = product_finish(t, out, sums[0], 0);
        vector right = product_finish(t, out + t->right, sums[1], 0);
        vector_store(out, left);
        vector_store(out + t->right, right);
    } else if (t->part) {
        vector_store_part(out, product_finish(t, out, sums[0], t->part), t->part);
    } else {
        vector_store(out, product_finish(t, out, sums[0], 0));
    }
}

/// A tile of `rows` rows, one or two vectors wide.
HY_INLINE void product_rows(const product_tile *t, size_t rows, size_t vectors)
{
    vector sums[PRODUCT_ROWS][2];
    product_start(t, rows, vectors, sums);
    const scalar *a = t->a;
    const scalar *b = t->b;
#pragma GCC unroll 4
    for (size_t p = 0; p < t->k; p++) {
        product_step(t, a, b, rows, vectors, sums);
        a += t->a_column_stride;
        b += t->b_row_stride;
    }
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        product_store(t, t->out + row * t->out_row_stride, vectors, sums[row]);
    }
}

/// The same for any number of rows.
HY_INLINE void product_vectors(const product_tile *t, size_t rows, size_t vectors)
{
    switch (rows) {
    case 1:
        product_rows(t, 1, vectors);
        break;
    case 2:
        product_rows(t, 2, vectors);
        break;
    case 3:
        product_rows(t, 3, vectors);
        break;
    case 4:
        product_rows(t, 4, vectors);
        break;
    case 5:
        product_rows(t, 5, vectors);
        break;
    default:
        product_rows(t, PRODUCT_ROWS, vectors);
        break;
    }
}

/// Computes a tile of `rows` rows.
HY_INLINE void product_run(const product_tile *t, size_t rows)
{
    if (t->right > 0) {
        product_vectors(t, rows, 2);
    } else {
        product_vectors(t, rows, 1);
    }
}

/// Part of an axis.
typedef struct product_part {
    size_t first, count;
} product_part;

/// The part of `count` from `first` on that has at most `most`.
HY_INLINE product_part product_part_from(size_t first, size_t count, size_t most)
{
    return (product_part){first, count - first < most ? count - first : most};
}

/// The size of parts of at most `most`, as few as can be and one like the other, that are multiples
/// of `multiple`.
HY_INLINE size_t product_part_size(size_t count, size_t most, size_t multiple)
{
    if (count <= most) {
        return count;
    }
    size_t parts = (count + most - 1) / most;
    size_t size = (count + parts - 1) / parts;
    return (size + multiple - 1) / multiple * multiple;
}

/// Steps of the inner axis whose products are summed by themselves. That it follows from `k` alone
/// gives a result the same bits in every product, or part of one, in which it is met.
HY_INLINE size_t product_steps(size_t k)
{
    return product_part_size(k, PANEL_DEPTH, 1);
}

/// The tiles of at most PANEL_WIDTH columns, in all rows, over some steps of the inner axis, where
/// the operands are. `spare` is room for what sums start from.
static inline product_tile product_tile_at(const hy_matmul_args *args, product_part columns,
                                           product_part steps, scalar spare[PANEL_WIDTH])
{
    const scalar *bias = spare;
    memset(spare, 0, PANEL_WIDTH * sizeof(scalar));
    if (args->bias && columns.count < VECTOR_LENGTH) {
        vector_copy_part(spare, (const scalar *)args->bias + columns.first, columns.count);
    } else if (args->bias) {
        bias = (const scalar *)args->bias + columns.first;
    }
    bool is_last = steps.first + steps.count == args->k;
    size_t count = columns.count;
    return (product_tile){
        .k = steps.count,
        .a = (const scalar *)args->a + (ptrdiff_t)steps.first * args->a_column_stride,
        .a_row_stride = args->a_row_stride,
        .a_column_stride = args->a_column_stride,
        .b = (const scalar *)args->b + (ptrdiff_t)steps.first * args->b_row_stride + columns.first,
        .b_row_stride = args->b_row_stride,
        .out = (scalar *)args->out + columns.first,
        .out_row_stride = args->n,
        .right = count > VECTOR_LENGTH ? count - VECTOR_LENGTH : 0,
        .part = count < VECTOR_LENGTH ? count : 0,
        .bias = bias,
        .does_add = steps.first > 0,
        .does_rectify = is_last && args->activation == HY_UNARY_RELU};
}
