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

/// Packs `columns` columns from `j` on, of the rows first .. first + k - 1, with zeros to
/// their right up to a vector.
static inline void panel_pack(const hy_matmul_args *args, size_t j, size_t columns, size_t first,
                              size_t k, scalar *panel)
{
    const scalar *b = (const scalar *)args->b + (ptrdiff_t)first * args->b_row_stride +
                      (ptrdiff_t)j * args->b_column_stride;
    if (columns < VECTOR_LENGTH) {
        memset(panel, 0, k * PANEL_WIDTH * sizeof(scalar));
    }
    if (args->b_column_stride == 1 && columns < VECTOR_LENGTH) {
        panel_copy(b, args->b_row_stride, columns, k, panel);
        return;
    }
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
