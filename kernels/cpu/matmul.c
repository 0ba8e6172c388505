#include "kernels/cpu/blas.h"
#include "kernels/cpu/kernels.h"

#include <stdbool.h>
#include <string.h>

// A product is cut into tiles of up to ROWS x WIDTH results that stay in registers while the inner
// axis runs: each step reads one row of `b`, WIDTH wide, and one element of `a` per row. Rows of
// `b` that are not contiguous, or narrower than a tile, are first packed into a panel on the stack,
// DEPTH steps of the inner axis at a time.

#ifdef __AVX__
enum { VECTOR_SIZE = 32, ROWS = 6 };
#else
enum { VECTOR_SIZE = 16, ROWS = 6 };
#endif
enum { VECTOR_LENGTH = VECTOR_SIZE / sizeof(scalar), WIDTH = 2 * VECTOR_LENGTH, DEPTH = 256 };

typedef scalar vector __attribute__((vector_size(VECTOR_SIZE)));
// the same in memory: aligned like its elements, and an alias of them
typedef scalar stored __attribute__((vector_size(VECTOR_SIZE), aligned(sizeof(scalar)), may_alias));

// from here on the BLAS is faster, measured with AVX2: packing both operands pays only then
static const size_t blas_threshold = 100 * 100 * 100;

/// One tile of results and the operands at its corner.
typedef struct tile {
    size_t k;
    const scalar *a;
    ptrdiff_t a_row_stride, a_column_stride;
    const scalar *b;  ///< WIDTH elements can be read in each row.
    ptrdiff_t b_row_stride;
    scalar *out;
    size_t out_row_stride;
    size_t columns;  ///< Results to keep of each row, at most WIDTH.
    bool does_add;   ///< To what `out` holds already.
} tile;

static void store_part(const tile *t, size_t row, const scalar *sums)
{
    scalar *out = t->out + row * t->out_row_stride;
    for (size_t column = 0; column < t->columns; column++) {
        out[column] = t->does_add ? out[column] + sums[column] : sums[column];
    }
}

HY_INLINE void store_row(const tile *t, size_t row, const vector sums[2])
{
    if (t->columns == WIDTH && !t->does_add) {
        stored *out = (stored *)(void *)(t->out + row * t->out_row_stride);
        out[0] = sums[0];
        out[1] = sums[1];
        return;
    }
    scalar spread[WIDTH];
    memcpy(spread, sums, sizeof spread);
    store_part(t, row, spread);
}

// `rows` is a constant where this is called, so that the sums are registers.
HY_INLINE void multiply_rows(const tile *t, size_t rows)
{
    vector sums[ROWS][2] = {{{0}, {0}}};
    const scalar *a = t->a;
    const scalar *b = t->b;
    for (size_t p = 0; p < t->k; p++) {
        const stored *row_b = (const stored *)(const void *)b;
        vector left = row_b[0];
        vector right = row_b[1];
#pragma GCC unroll 6
        for (size_t row = 0; row < rows; row++) {
            scalar factor = a[(ptrdiff_t)row * t->a_row_stride];
            sums[row][0] += factor * left;
            sums[row][1] += factor * right;
        }
        a += t->a_column_stride;
        b += t->b_row_stride;
    }
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        store_row(t, row, sums[row]);
    }
}

static void multiply_tile(const tile *t, size_t rows)
{
    switch (rows) {
    case 1:
        multiply_rows(t, 1);
        break;
    case 2:
        multiply_rows(t, 2);
        break;
    case 3:
        multiply_rows(t, 3);
        break;
    case 4:
        multiply_rows(t, 4);
        break;
    case 5:
        multiply_rows(t, 5);
        break;
    default:
        multiply_rows(t, ROWS);
        break;
    }
}

// All rows of the product, for the columns of one tile.
static void multiply_panel(tile t, size_t m)
{
    for (size_t i = 0; i < m; i += ROWS) {
        multiply_tile(&t, m - i < ROWS ? m - i : ROWS);
        t.a += ROWS * t.a_row_stride;
        t.out += ROWS * t.out_row_stride;
    }
}

// Copies `columns` columns of `b` from row `first` on, zeros to their right up to WIDTH.
static void pack(const hy_matmul_args *args, tile *t, size_t j, size_t first, scalar *panel)
{
    const scalar *b = (const scalar *)args->b + (ptrdiff_t)first * args->b_row_stride +
                      (ptrdiff_t)j * args->b_column_stride;
    memset(panel, 0, t->k * WIDTH * sizeof(scalar));
    for (size_t column = 0; column < t->columns; column++) {
        for (size_t p = 0; p < t->k; p++) {
            panel[p * WIDTH + column] = b[(ptrdiff_t)p * args->b_row_stride];
        }
        b += args->b_column_stride;
    }
    t->b = panel;
    t->b_row_stride = WIDTH;
}

static void multiply_packed(const hy_matmul_args *args, tile t, size_t j)
{
    scalar panel[DEPTH * WIDTH];
    for (size_t first = 0; first < args->k; first += DEPTH) {
        t.k = args->k - first < DEPTH ? args->k - first : DEPTH;
        t.does_add = first > 0;
        pack(args, &t, j, first, panel);
        multiply_panel(t, args->m);
        t.a += DEPTH * args->a_column_stride;
    }
}

static void multiply(const hy_matmul_args *args)
{
    for (size_t j = 0; j < args->n; j += WIDTH) {
        tile t = {.k = args->k,
                  .a = args->a,
                  .a_row_stride = args->a_row_stride,
                  .a_column_stride = args->a_column_stride,
                  .b = (const scalar *)args->b + j,
                  .b_row_stride = args->b_row_stride,
                  .out = (scalar *)args->out + j,
                  .out_row_stride = args->n,
                  .columns = args->n - j < WIDTH ? args->n - j : WIDTH};
        if (t.columns == WIDTH && args->b_column_stride == 1) {
            multiply_panel(t, args->m);
        } else {
            multiply_packed(args, t, j);
        }
    }
}

void HY_NAME(cpu_matmul)(const hy_matmul_args *args)
{
    hy_dtype dtype = sizeof(scalar) == sizeof(float) ? HY_F32 : HY_F64;
    if (args->k == 0) {
        memset(args->out, 0, args->m * args->n * sizeof(scalar));
    } else if (args->m * args->n * args->k < blas_threshold || !cpu_blas_matmul(dtype, args)) {
        multiply(args);
    }
}
