/// Blocks: rows of the left operand of a product, copied in the order in which tiles read them.
///
/// A tile of a block has PRODUCT_ROWS elements for each step of the inner axis; one with fewer rows
/// leaves the last of them unused.
#pragma once

#include "kernels/cpu/product.h"

enum {
    BLOCK_SPACE = PRODUCT_ROWS * PANEL_DEPTH,  ///< Elements from one tile to the next.
    BLOCK_BEYOND = VECTOR_LENGTH,              ///< Elements that may be written beyond a tile.
    // squares of a vector's length that the rows of a tile are transposed in
    BLOCK_SQUARES = (PRODUCT_ROWS + VECTOR_LENGTH - 1) / VECTOR_LENGTH
};

/// Packs a vector of steps from `a` on, of rows that are contiguous and `stride` apart. What the
/// last square writes beyond a step is written again with the next one.
HY_INLINE void block_transpose(const scalar *a, ptrdiff_t stride, size_t rows, scalar *to)
{
    vector squares[BLOCK_SQUARES][VECTOR_LENGTH];
#pragma GCC unroll 3
    for (size_t square = 0; square < BLOCK_SQUARES; square++) {
#pragma GCC unroll 8
        for (size_t i = 0; i < VECTOR_LENGTH; i++) {
            size_t row = square * VECTOR_LENGTH + i;
            row = row < rows ? row : rows - 1;
            squares[square][i] = vector_load(a + (ptrdiff_t)row * stride);
        }
        vector_transpose(squares[square]);
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < VECTOR_LENGTH; i++) {
#pragma GCC unroll 3
        for (size_t square = 0; square < BLOCK_SQUARES; square++) {
            vector_store(to + i * PRODUCT_ROWS + square * VECTOR_LENGTH, squares[square][i]);
        }
    }
}

/// Packs a tile of at most PRODUCT_ROWS rows from `a` on.
HY_INLINE void block_pack_tile(const hy_matmul_args *args, const scalar *a, size_t rows, size_t k,
                               scalar *to)
{
    size_t p = 0;
    if (args->a_column_stride == 1) {
        for (; p + VECTOR_LENGTH <= k; p += VECTOR_LENGTH) {
            block_transpose(a + p, args->a_row_stride, rows, to + p * PRODUCT_ROWS);
        }
    }
    for (; p < k; p++) {
        const scalar *column = a + (ptrdiff_t)p * args->a_column_stride;
        for (size_t i = 0; i < rows; i++) {
            to[p * PRODUCT_ROWS + i] = column[(ptrdiff_t)i * args->a_row_stride];
        }
    }
}

/// Packs whole tiles of columns that are contiguous. All of a column is read at once: the next one
/// may lie in another page of memory.
HY_INLINE void block_copy_columns(const scalar *a, ptrdiff_t stride, size_t rows, size_t k,
                                  scalar *to)
{
    for (size_t p = 0; p < k; p++) {
        const scalar *column = a + (ptrdiff_t)p * stride;
        for (size_t row = 0; row < rows; row += PRODUCT_ROWS) {
            memcpy(to + row * PANEL_DEPTH + p * PRODUCT_ROWS, column + row,
                   PRODUCT_ROWS * sizeof(scalar));
        }
    }
}

/// Packs `rows` rows from `row` on, of the steps first .. first + k - 1: tiles of as many rows as
/// product_next_rows says, BLOCK_SPACE apart.
static inline void block_pack(const hy_matmul_args *args, size_t row, size_t rows, size_t first,
                              size_t k, scalar *to)
{
    const scalar *a = (const scalar *)args->a + (ptrdiff_t)row * args->a_row_stride +
                      (ptrdiff_t)first * args->a_column_stride;
    size_t done = 0;
    if (args->a_row_stride == 1) {
        done = product_whole_rows(rows);
        block_copy_columns(a, args->a_column_stride, done, k, to);
        to += done * PANEL_DEPTH;
    }
    while (done < rows) {
        size_t count = product_next_rows(rows - done);
        block_pack_tile(args, a + (ptrdiff_t)done * args->a_row_stride, count, k, to);
        to += BLOCK_SPACE;
        done += count;
    }
}
