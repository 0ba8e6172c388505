#include "kernels/split.h"

#include "kernels/cpu/kernels.h"
#include "kernels/cpu/split.h"

/// What fill is told.
typedef struct filling {
    double value;
    scalar *out;
    size_t count;
    hy_cut cut;
} filling;

static void fill_part(void *context, size_t part)
{
    const filling *all = context;
    size_t count = hy_cut_count(&all->cut, all->count, part);
    HY_NAME(cpu_fill)(all->value, all->out + part * all->cut.step, count);
}

void HY_NAME(cpu_split_fill)(double value, void *out, size_t count)
{
    filling all = {value, out, count, hy_cut_axis(count, 1, HY_CUT_ROW_MULTIPLE)};
    hy_pool_run(all.cut.parts, fill_part, &all);
}

static void run_convert(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_convert)(*(const hy_dtype *)split->told, loop);
}

void HY_NAME(cpu_split_convert)(hy_dtype from, const hy_loop *loop)
{
    hy_split split = {run_convert, &from, loop, sizeof(scalar), {hy_dtype_size(from)}};
    hy_split_loop(&split, 1);
}

static void run_unary(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_unary)(*(const hy_unary *)split->told, loop);
}

void HY_NAME(cpu_split_unary)(hy_unary op, const hy_loop *loop)
{
    hy_split split = {run_unary, &op, loop, sizeof(scalar), {sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

static void run_binary(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_binary)(*(const hy_binary *)split->told, loop);
}

void HY_NAME(cpu_split_binary)(hy_binary op, const hy_loop *loop)
{
    hy_split split = {run_binary, &op, loop, sizeof(scalar), {sizeof(scalar), sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

static void run_compare(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_compare)(*(const hy_comparison *)split->told, loop);
}

void HY_NAME(cpu_split_compare)(hy_comparison op, const hy_loop *loop)
{
    hy_split split = {run_compare, &op, loop, sizeof(bool), {sizeof(scalar), sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

static void run_where(const hy_split *split, const hy_loop *loop)
{
    (void)split;
    HY_NAME(cpu_where)(loop);
}

void HY_NAME(cpu_split_where)(const hy_loop *loop)
{
    hy_split split = {
        run_where, NULL, loop, sizeof(scalar), {sizeof(bool), sizeof(scalar), sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

static void run_gather(const hy_split *split, const hy_loop *loop)
{
    HY_NAME(cpu_gather)(loop, *(const ptrdiff_t *)split->told);
}

void HY_NAME(cpu_split_gather)(const hy_loop *loop, ptrdiff_t axis_stride)
{
    hy_split split = {
        run_gather, &axis_stride, loop, sizeof(scalar), {sizeof(scalar), sizeof(int64_t)}};
    hy_split_loop(&split, 1);
}

static void run_accumulate(const hy_split *split, const hy_loop *loop)
{
    (void)split;
    HY_NAME(cpu_accumulate)(loop);
}

void HY_NAME(cpu_split_accumulate)(const hy_loop *loop)
{
    hy_split split = {run_accumulate, NULL, loop, sizeof(scalar), {sizeof(scalar)}};
    hy_split_loop(&split, 1);
}

/// What a reduction is told; its results are cut, never what becomes one of them.
typedef struct reducing {
    hy_reduction op;
    const hy_loop *reduced;
} reducing;

static size_t count_of(const hy_loop *loop)
{
    size_t count = 1;
    for (int i = 0; i < loop->rank; i++) {
        count *= loop->extent[i];
    }
    return count;
}

static void run_reduce(const hy_split *split, const hy_loop *loop)
{
    const reducing *told = split->told;
    hy_reduce_args args = {.kept = *loop, .reduced = *told->reduced};
    HY_NAME(cpu_reduce)(told->op, &args);
}

void HY_NAME(cpu_split_reduce)(hy_reduction op, const hy_reduce_args *args)
{
    reducing told = {op, &args->reduced};
    hy_split split = {run_reduce, &told, &args->kept, sizeof(scalar), {sizeof(scalar)}};
    hy_split_loop(&split, count_of(&args->reduced));
}

static void run_argmax(const hy_split *split, const hy_loop *loop)
{
    hy_reduce_args args = {.kept = *loop, .reduced = *(const hy_loop *)split->told};
    HY_NAME(cpu_argmax)(&args);
}

void HY_NAME(cpu_split_argmax)(const hy_reduce_args *args)
{
    hy_split split = {run_argmax, &args->reduced, &args->kept, sizeof(int64_t), {sizeof(scalar)}};
    hy_split_loop(&split, count_of(&args->reduced));
}

static void run_scan(const hy_split *split, const hy_loop *loop)
{
    hy_scan_args args = *(const hy_scan_args *)split->told;
    args.starts = *loop;
    HY_NAME(cpu_scan)(&args);
}

void HY_NAME(cpu_split_scan)(const hy_scan_args *args)
{
    hy_split split = {run_scan, args, &args->starts, sizeof(scalar), {sizeof(scalar)}};
    hy_split_loop(&split, args->count);
}
