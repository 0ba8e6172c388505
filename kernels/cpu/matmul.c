#include "kernels/cpu/blas.h"
#include "kernels/cpu/exponential.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/line.h"
#include "kernels/cpu/product.h"

// Most products read their operands where they are. Only rows of `b` that are not contiguous, are
// narrower than a vector or would all meet in the same places of a cache are first packed into a
// panel. Large ones are large_product.c's. All give a result the same bits.

// All rows of the product, for the columns of one tile.
static void multiply_panel(product_tile t, size_t m)
{
    while (m > 0) {
        size_t rows = product_next_rows(m);
        product_run(&t, rows);
        t.a += (ptrdiff_t)rows * t.a_row_stride;
        t.out += rows * t.out_row_stride;
        m -= rows;
    }
}

static void multiply_packed(const hy_matmul_args *args, product_tile t, product_part columns,
                            product_part steps)
{
    scalar panel[PANEL_DEPTH * PANEL_WIDTH];
    panel_pack(args, columns.first, columns.count, steps.first, steps.count, panel);
    t.b = panel;
    t.b_row_stride = PANEL_WIDTH;
    multiply_panel(t, args->m);
}

// Whether rows of `b` are so far apart that they share their places in a first-level cache.
static bool do_rows_meet(const hy_matmul_args *args)
{
    enum { WAY_BYTES = 4096 };
    return args->b_row_stride * (ptrdiff_t)sizeof(scalar) % WAY_BYTES == 0;
}

// All rows of at most PANEL_WIDTH columns.
static void multiply_columns(const hy_matmul_args *args, product_part columns, product_part steps)
{
    scalar spare[PANEL_WIDTH];
    product_tile t = product_tile_at(args, columns, steps, spare);
    bool is_read_often = args->m > 2 * PRODUCT_ROWS;
    if (args->b_column_stride == 1 && !t.part && !(do_rows_meet(args) && is_read_often)) {
        multiply_panel(t, args->m);
    } else {
        multiply_packed(args, t, columns, steps);
    }
}

static void multiply(const hy_matmul_args *args)
{
    size_t most = product_steps(args->k);
    for (size_t p = 0; p < args->k; p += most) {
        product_part steps = product_part_from(p, args->k, most);
        for (size_t j = 0; j < args->n; j += PANEL_WIDTH) {
            multiply_columns(args, product_part_from(j, args->n, PANEL_WIDTH), steps);
        }
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

// Copying both operands pays when they do not fit the caches, and are read more than a few times.
static bool is_large(const hy_matmul_args *args)
{
    enum { CACHE_BYTES = 512 << 10, FEW_ROWS = 64, FEW_ROWS_THAT_MEET = 24, FEW_COLUMNS = 32 };
    size_t count = args->m * args->k + args->k * args->n + args->m * args->n;
    size_t few_rows = do_rows_meet(args) ? FEW_ROWS_THAT_MEET : FEW_ROWS;
    return args->m > few_rows && args->n > FEW_COLUMNS && count * sizeof(scalar) > CACHE_BYTES;
}

static bool multiply_with_blas(const hy_matmul_args *args)
{
    hy_dtype dtype = sizeof(scalar) == sizeof(float) ? HY_F32 : HY_F64;
    return cpu_blas_is_faster() && args->m * args->n * args->k >= CPU_BLAS_LEAST_PRODUCTS &&
           cpu_blas_matmul(dtype, args);
}

void HY_NAME(cpu_matmul)(const hy_matmul_args *args)
{
    size_t count = args->m * args->n;
    bool is_line = args->m == 1 || args->n == 1;
    if (args->k == 0) {
        memset(args->out, 0, count * sizeof(scalar));
    } else if (is_line) {
        multiply_line(args);
    } else if (!multiply_with_blas(args)) {
        if (!is_large(args) || !HY_NAME(cpu_large_product)(args)) {
            multiply(args);
        }
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
