#include "kernels/cpu/blas.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/split.h"
#include "kernels/split.h"

static void run_scale(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_scale)(*(const double *)split->told, loop);
}

void HY_NAME(cpu_split_scale)(double factor, const hy_loop *loop)
{
    hy_split split = {run_scale, &factor, loop, sizeof(scalar), {sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

static void run_add_scaled(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_add_scaled)(*(const double *)split->told, loop);
}

void HY_NAME(cpu_split_add_scaled)(double factor, const hy_loop *loop)
{
    hy_split split = {
        run_add_scaled, &factor, loop, sizeof(scalar), {sizeof(scalar), sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

/// A chain that is cut along its rows or, when it has but one, its columns.
typedef struct cut_chain {
    const hy_chain *chain;
    hy_cut cut;
} cut_chain;

static void run_chain_part(void *context, size_t part)
{
    const cut_chain *all = context;
    hy_chain chain = *all->chain;
    size_t first = part * all->cut.step;
    if (chain.rows == 1) {
        chain.columns = hy_cut_count(&all->cut, chain.columns, part);
    } else {
        chain.rows = hy_cut_count(&all->cut, chain.rows, part);
        first *= chain.columns;
    }
    chain.out = (scalar *)chain.out + first;
    for (int i = 0; i < chain.input_count; i++) {
        bool is_all = chain.kind[i] == HY_CHAIN_ALL;
        chain.in[i] = (const scalar *)chain.in[i] + (is_all ? first : 0);
    }
    HY_NAME(cpu_chain)(&chain);
}

void HY_NAME(cpu_split_chain)(const hy_chain *chain)
{
    hy_cut cut = chain->rows == 1 ? hy_cut_axis(chain->columns, 1, HY_CUT_ROW_MULTIPLE)
                                  : hy_cut_axis(chain->rows, chain->columns, 1);
    cut_chain all = {chain, cut};
    hy_pool_run(all.cut.parts, run_chain_part, &all);
}

/// A product that is cut along its rows or, when it has but one, its columns.
typedef struct cut_matmul {
    const hy_matmul_args *args;
    bool is_row;
    hy_cut cut;
} cut_matmul;

static void run_matmul_part(void *context, size_t part)
{
    const cut_matmul *all = context;
    hy_matmul_args args = *all->args;
    size_t first = part * all->cut.step;
    if (all->is_row) {
        args.n = hy_cut_count(&all->cut, args.n, part);
        args.b = (const scalar *)args.b + (ptrdiff_t)first * args.b_column_stride;
        args.bias = args.bias ? (const scalar *)args.bias + first : NULL;
        args.out = (scalar *)args.out + first;
    } else {
        args.m = hy_cut_count(&all->cut, args.m, part);
        args.a = (const scalar *)args.a + (ptrdiff_t)first * args.a_row_stride;
        args.out = (scalar *)args.out + first * args.n;
    }
    HY_NAME(cpu_matmul)(&args);
}

// Of own kernels a row has the same bits in every part. Parts of few rows would copy the right
// operand for little, but sixteen are as many as threads are likely to want.
static size_t rows_of_part(size_t rows)
{
    enum { FEWEST = 48, PARTS = 16, MULTIPLE = 24 };
    size_t wanted = (rows + PARTS - 1) / PARTS;
    return (wanted > FEWEST ? wanted + MULTIPLE - 1 : FEWEST) / MULTIPLE * MULTIPLE;
}

// For the BLAS every part is large enough, as the whole is, and its rows have the bits that they
// have in the whole when parts are multiples of its tiles: of 12 rows, or of any divisor of 96.
static hy_cut cut_product(const hy_matmul_args *args)
{
    enum { PRODUCTS_FOR_ONE_VISIT = 64, TILE_MULTIPLE = 96 };
    _Static_assert((size_t)HY_CUT_PART_COST * PRODUCTS_FOR_ONE_VISIT >= CPU_BLAS_LEAST_PRODUCTS,
                   "parts are large enough for the BLAS");
    size_t cost = args->n * args->k / PRODUCTS_FOR_ONE_VISIT;
    size_t multiple = cpu_blas_is_faster() ? TILE_MULTIPLE : rows_of_part(args->m);
    return hy_cut_axis(args->m, cost ? cost : 1, multiple);
}

void HY_NAME(cpu_split_matmul)(const hy_matmul_args *args)
{
    bool is_row = args->m == 1;
    bool is_line = is_row || args->n == 1;
    size_t extent = is_row ? args->n : args->m;
    hy_cut cut =
        is_line ? hy_cut_axis(extent, args->k + 1, HY_CUT_ROW_MULTIPLE) : cut_product(args);
    cut_matmul all = {args, is_row, cut};
    hy_pool_run(cut.parts, run_matmul_part, &all);
}

/// Rows that are cut.
typedef struct cut_rows {
    void (*run)(const hy_rows_args *args);
    const hy_rows_args *args;
    size_t out_columns;
    hy_cut cut;
} cut_rows;

static void run_rows_part(void *context, size_t part)
{
    const cut_rows *all = context;
    hy_rows_args args = *all->args;
    size_t first = part * all->cut.step;
    args.rows = hy_cut_count(&all->cut, args.rows, part);
    args.in = (const scalar *)args.in + first * args.columns;
    args.classes = args.classes ? args.classes + first : NULL;
    args.factors = args.factors ? (const scalar *)args.factors + first : NULL;
    args.out = (scalar *)args.out + first * all->out_columns;
    all->run(&args);
}

static void split_rows(void (*run)(const hy_rows_args *args), const hy_rows_args *args,
                       size_t out_columns)
{
    cut_rows all = {run, args, out_columns, hy_cut_axis(args->rows, args->columns, 1)};
    hy_pool_run(all.cut.parts, run_rows_part, &all);
}

void HY_NAME(cpu_split_softmax)(const hy_rows_args *args)
{
    split_rows(HY_NAME(cpu_softmax), args, args->columns);
}

void HY_NAME(cpu_split_log_softmax)(const hy_rows_args *args)
{
    split_rows(HY_NAME(cpu_log_softmax), args, args->columns);
}

void HY_NAME(cpu_split_cross_entropy)(const hy_rows_args *args)
{
    split_rows(HY_NAME(cpu_cross_entropy), args, 1);
}

void HY_NAME(cpu_split_cross_entropy_slope)(const hy_rows_args *args)
{
    split_rows(HY_NAME(cpu_cross_entropy_slope), args, args->columns);
}

/// A normalisation of rows, or its slope, that is cut.
typedef struct cut_layer_norm {
    void (*run)(const hy_layer_norm_args *args);
    const hy_layer_norm_args *args;
    hy_cut cut;
} cut_layer_norm;

static void run_layer_norm_part(void *context, size_t part)
{
    const cut_layer_norm *all = context;
    hy_layer_norm_args args = *all->args;
    size_t first = part * all->cut.step * args.columns;
    args.rows = hy_cut_count(&all->cut, args.rows, part);
    args.in = (const scalar *)args.in + first;
    args.grad = args.grad ? (const scalar *)args.grad + first : NULL;
    args.out = (scalar *)args.out + first;
    all->run(&args);
}

void HY_NAME(cpu_split_layer_norm)(const hy_layer_norm_args *args)
{
    cut_layer_norm all = {HY_NAME(cpu_layer_norm), args, hy_cut_axis(args->rows, args->columns, 1)};
    hy_pool_run(all.cut.parts, run_layer_norm_part, &all);
}

void HY_NAME(cpu_split_layer_norm_slope)(const hy_layer_norm_args *args)
{
    cut_layer_norm all = {HY_NAME(cpu_layer_norm_slope), args,
                          hy_cut_axis(args->rows, args->columns, 1)};
    hy_pool_run(all.cut.parts, run_layer_norm_part, &all);
}
