/// Panels: a few columns of the right operand of a product, copied so that its rows are contiguous.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/vector.h"

// a panel of f32 takes half of a first-level cache of 32 KiB
enum { PANEL_WIDTH = 2 * VECTOR_LENGTH, PANEL_DEPTH = 256 };

/// Packs VECTOR_LENGTH columns, contiguous each and `stride` apart, into rows of a panel: `k` rows
/// of them, at least a vector's worth; the last square overlaps the one before it.
HY_INLINE void panel_transpose(const scalar *b, ptrdiff_t stride, size_t k, scalar *panel)
{
    for (size_t p = 0; p < k; p += VECTOR_LENGTH) {
        size_t from = k - p < VECTOR_LENGTH ? k - VECTOR_LENGTH : p;
        vector square[VECTOR_LENGTH];
#pragma GCC unroll 8
        for (ptrdiff_t column = 0; column < VECTOR_LENGTH; column++) {
            square[column] = vector_load(b + column * stride + from);
        }
        vector_transpose(square);
#pragma GCC unroll 8
        for (size_t i = 0; i < VECTOR_LENGTH; i++) {
            vector_store(panel + (from + i) * PANEL_WIDTH, square[i]);
        }
    }
}

/// Packs `k` contiguous rows that are narrower than a vector.
HY_INLINE void panel_copy(const scalar *b, ptrdiff_t stride, size_t columns, size_t k,
                          scalar *panel)
{
    for (size_t p = 0; p < k; p++) {
        vector_copy_part(panel + p * PANEL_WIDTH, b + (ptrdiff_t)p * stride, columns);
    }
}

/// Packs `k` contiguous rows that are wider, but narrower than a panel: two vectors that overlap.
HY_INLINE void panel_copy_vectors(const scalar *b, ptrdiff_t stride, size_t columns, size_t k,
                                  scalar *panel)
{
    size_t right = columns - VECTOR_LENGTH;
    for (size_t p = 0; p < k; p++) {
        const scalar *row = b + (ptrdiff_t)p * stride;
        vector_store(panel + p * PANEL_WIDTH, vector_load(row));
        vector_store(panel + p * PANEL_WIDTH + right, vector_load(row + right));
    }
}

/// Packs `k` contiguous rows into whole panels, PANEL_DEPTH rows apart. All of a row is read at
/// once: the next one may lie in another page of memory.
static inline void panel_copy_rows(const scalar *b, ptrdiff_t stride, size_t columns, size_t k,
                                   scalar *panels)
{
    for (size_t p = 0; p < k; p++) {
        const scalar *row = b + (ptrdiff_t)p * stride;
        scalar *to = panels + p * PANEL_WIDTH;
        for (size_t j = 0; j < columns; j += PANEL_WIDTH) {
            vector_store(to + j * PANEL_DEPTH, vector_load(row + j));
            vector_store(to + j * PANEL_DEPTH + VECTOR_LENGTH,
                         vector_load(row + j + VECTOR_LENGTH));
        }
    }
}

/// Packs one panel of rows that are not contiguous.
HY_INLINE void panel_copy_columns(const hy_matmul_args *args, const scalar *b, size_t columns,
                                  size_t k, scalar *panel)
{
    size_t column = 0;
    if (args->b_row_stride == 1 && k >= VECTOR_LENGTH) {
        for (; column + VECTOR_LENGTH <= columns; column += VECTOR_LENGTH) {
            panel_transpose(b + (ptrdiff_t)column * args->b_column_stride, args->b_column_stride, k,
                            panel + column);
        }
    }
    for (; column < columns; column++) {
        for (size_t p = 0; p < k; p++) {
            panel[p * PANEL_WIDTH + column] =
                b[(ptrdiff_t)p * args->b_row_stride + (ptrdiff_t)column * args->b_column_stride];
        }
    }
}

/// Packs `columns` columns from `j` on, of the rows first .. first + k - 1, in panels PANEL_DEPTH
/// rows apart; where the last has less than a vector, with zeros to their right up to a vector.
static inline void panel_pack(const hy_matmul_args *args, size_t j, size_t columns, size_t first,
                              size_t k, scalar *panel)
{
    const scalar *b = (const scalar *)args->b + (ptrdiff_t)first * args->b_row_stride +
                      (ptrdiff_t)j * args->b_column_stride;
    size_t whole = args->b_column_stride == 1 ? columns - columns % PANEL_WIDTH : 0;
    panel_copy_rows(b, args->b_row_stride, whole, k, panel);
    for (size_t column = whole; column < columns; column += PANEL_WIDTH) {
        size_t width = columns - column < PANEL_WIDTH ? columns - column : PANEL_WIDTH;
        const scalar *from = b + (ptrdiff_t)column * args->b_column_stride;
        scalar *to = panel + column * PANEL_DEPTH;
        if (width < VECTOR_LENGTH) {
            memset(to, 0, k * PANEL_WIDTH * sizeof(scalar));
        }
        if (args->b_column_stride != 1) {
            panel_copy_columns(args, from, width, k, to);
        } else if (width < VECTOR_LENGTH) {
            panel_copy(from, args->b_row_stride, width, k, to);
        } else {
            panel_copy_vectors(from, args->b_row_stride, width, k, to);
        }
    }
}
