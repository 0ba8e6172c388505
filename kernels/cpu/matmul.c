#include "kernels/cpu/blas.h"
#include "kernels/cpu/exponential.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/line.h"
#include "kernels/cpu/panel.h"
#include "kernels/cpu/vector.h"

#include <stdbool.h>
#include <string.h>

// A product is cut into tiles of up to ROWS x PANEL_WIDTH results that stay in registers while the
// inner axis runs: each step reads one row of `b`, two vectors wide, and one element of `a` per
// row. Where the columns are no multiple of a vector, the last vector overlaps the one before it.
// Rows of `b` that are not contiguous, or narrower than a vector, are first packed into a panel.

enum { ROWS = 6 };

/// One tile of results and the operands at its corner.
typedef struct tile {
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
    bool does_add;       ///< Sums start from `out` instead.
    bool does_rectify;
} tile;

// `part` is a constant 0 for tiles of two vectors.
HY_INLINE vector start_of(const tile *t, const scalar *out, size_t column, size_t part)
{
    if (!t->does_add) {
        return vector_load(t->bias + column);
    }
    return part ? vector_load_part(out + column, part) : vector_load(out + column);
}

HY_INLINE void finish(const tile *t, scalar *out, vector sum, size_t part)
{
    if (t->does_rectify) {
        sum = vector_rectify(sum);
    }
    if (part) {
        vector_store_part(out, sum, part);
    } else {
        vector_store(out, sum);
    }
}

// `rows` and `vectors` are constants where these are called, so that the sums are registers.

// One step of the inner axis.
HY_INLINE void multiply_step(const tile *t, const scalar *a, const scalar *b, size_t rows,
                             size_t vectors, vector sums[ROWS][2])
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

HY_INLINE void multiply_rows(const tile *t, size_t rows, size_t vectors)
{
    vector sums[ROWS][2];
    scalar *out = t->out;
    size_t right = vectors > 1 ? t->right : 0;
    size_t part = vectors > 1 ? 0 : t->part;
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        sums[row][0] = start_of(t, out + row * t->out_row_stride, 0, part);
        sums[row][1] = start_of(t, out + row * t->out_row_stride, right, part);
    }
    const scalar *a = t->a;
    const scalar *b = t->b;
    for (size_t p = 0; p < t->k; p++) {
        multiply_step(t, a, b, rows, vectors, sums);
        a += t->a_column_stride;
        b += t->b_row_stride;
    }
#pragma GCC unroll 6
    for (size_t row = 0; row < rows; row++) {
        finish(t, out + row * t->out_row_stride, sums[row][0], part);
        if (vectors > 1) {
            finish(t, out + row * t->out_row_stride + right, sums[row][1], 0);
        }
    }
}

HY_INLINE void multiply_tile(const tile *t, size_t rows, size_t vectors)
{
    switch (rows) {
    case 1:
        multiply_rows(t, 1, vectors);
        break;
    case 2:
        multiply_rows(t, 2, vectors);
        break;
    case 3:
        multiply_rows(t, 3, vectors);
        break;
    case 4:
        multiply_rows(t, 4, vectors);
        break;
    case 5:
        multiply_rows(t, 5, vectors);
        break;
    default:
        multiply_rows(t, ROWS, vectors);
        break;
    }
}

// All rows of the product, for the columns of one tile. The last two tiles share what is left.
static void multiply_panel(tile t, size_t m)
{
    while (m > 0) {
        size_t rows = m < ROWS ? m : ROWS;
        if (m > ROWS && m < 2 * ROWS) {
            rows = (m + 1) / 2;
        }
        if (t.right > 0) {
            multiply_tile(&t, rows, 2);
        } else {
            multiply_tile(&t, rows, 1);
        }
        t.a += (ptrdiff_t)rows * t.a_row_stride;
        t.out += rows * t.out_row_stride;
        m -= rows;
    }
}

// The panel of `columns` columns from `j` on, DEPTH steps of the inner axis at a time.
static void multiply_packed(const hy_matmul_args *args, tile t, size_t j, size_t columns)
{
    scalar panel[PANEL_DEPTH * PANEL_WIDTH];
    bool does_rectify = t.does_rectify;
    t.b = panel;
    t.b_row_stride = PANEL_WIDTH;
    for (size_t first = 0; first < args->k; first += PANEL_DEPTH) {
        t.k = args->k - first < PANEL_DEPTH ? args->k - first : PANEL_DEPTH;
        t.does_add = first > 0;
        t.does_rectify = does_rectify && first + t.k == args->k;
        panel_pack(args, j, columns, first, t.k, panel);
        multiply_panel(t, args->m);
        t.a += (ptrdiff_t)t.k * args->a_column_stride;
    }
}

// One panel of results, at most PANEL_WIDTH columns.
static void multiply_columns(const hy_matmul_args *args, size_t j, size_t columns)
{
    scalar zeros[PANEL_WIDTH] = {0};
    const scalar *bias = zeros;
    if (args->bias && columns < VECTOR_LENGTH) {
        vector_copy_part(zeros, (const scalar *)args->bias + j, columns);
    } else if (args->bias) {
        bias = (const scalar *)args->bias + j;
    }
    tile t = {.k = args->k,
              .a = args->a,
              .a_row_stride = args->a_row_stride,
              .a_column_stride = args->a_column_stride,
              .b = (const scalar *)args->b + j,
              .b_row_stride = args->b_row_stride,
              .out = (scalar *)args->out + j,
              .out_row_stride = args->n,
              .right = columns > VECTOR_LENGTH ? columns - VECTOR_LENGTH : 0,
              .part = columns < VECTOR_LENGTH ? columns : 0,
              .bias = bias,
              .does_rectify = args->activation == HY_UNARY_RELU};
    if (args->b_column_stride == 1 && !t.part) {
        multiply_panel(t, args->m);
    } else {
        multiply_packed(args, t, j, columns);
    }
}

static void multiply(const hy_matmul_args *args)
{
    for (size_t j = 0; j < args->n; j += PANEL_WIDTH) {
        size_t columns = args->n - j < PANEL_WIDTH ? args->n - j : PANEL_WIDTH;
        multiply_columns(args, j, columns);
    }
}

HY_INLINE void map_in_place(size_t n, scalar *x, scalar (*f)(scalar))
{
    for (size_t i = 0; i < n; i++) {
        x[i] = f(x[i]);
    }
}

static void activate(hy_unary activation, size_t n, scalar *x)
{
    if (activation == HY_UNARY_RELU) {
        map_in_place(n, x, rectified);
    } else if (activation == HY_UNARY_TANH) {
        map_in_place(n, x, tanh_of);
    } else if (activation == HY_UNARY_SIGMOID) {
        map_in_place(n, x, logistic_of);
    }
}

// What follows a product that was not given its bias.
static void add_bias(const hy_matmul_args *args)
{
    const scalar *bias = args->bias;
    for (size_t i = 0; i < args->m; i++) {
        scalar *row = (scalar *)args->out + i * args->n;
        for (size_t j = 0; j < args->n; j++) {
            row[j] += bias[j];
        }
    }
}

// The product without what follows it, when one side is a single row or column.
static void multiply_line(const hy_matmul_args *args)
{
    bool is_row = args->m == 1;
    line l = {.n = is_row ? args->n : args->m,
              .k = args->k,
              .x = is_row ? args->a : args->b,
              .x_stride = is_row ? args->a_column_stride : args->b_row_stride,
              .b = is_row ? args->b : args->a,
              .b_row_stride = is_row ? args->b_row_stride : args->a_column_stride,
              .b_column_stride = is_row ? args->b_column_stride : args->a_row_stride,
              .out = args->out};
    line_multiply(&l);
}

void HY_NAME(cpu_matmul)(const hy_matmul_args *args)
{
    hy_dtype dtype = sizeof(scalar) == sizeof(float) ? HY_F32 : HY_F64;
    size_t count = args->m * args->n;
    bool is_line = args->m == 1 || args->n == 1;
    bool is_small = count * args->k < CPU_BLAS_LEAST_PRODUCTS;
    if (args->k == 0) {
        memset(args->out, 0, count * sizeof(scalar));
    } else if (is_line) {
        multiply_line(args);
    } else if (is_small || !cpu_blas_matmul(dtype, args)) {
        multiply(args);
        if (args->activation != HY_UNARY_RELU) {
            activate(args->activation, count, args->out);
        }
        return;
    }
    if (args->bias) {
        add_bias(args);
    }
    activate(args->activation, count, args->out);
}
