#include "kernels/cpu/exponential.h"
#include "kernels/cpu/fold.h"
#include "kernels/cpu/group.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/logarithm.h"

// Short rows go in groups (group.h), the others by blocks. Shifted by the greatest element, exp()
// cannot overflow; what is NaN becomes so again in the sums.
enum { BLOCK = 2048 };

HY_INLINE void exp_part(size_t n, const scalar *x, scalar shift, scalar *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = exp_of_negative(x[i] - shift);
    }
}

// exp(x - shift) of a row; its end is a whole vector that overlaps what comes before
static void exp_row(size_t n, const scalar *x, scalar shift, scalar *restrict out)
{
    size_t whole = n / VECTOR_LENGTH * VECTOR_LENGTH;
    exp_part(whole, x, shift, out);
    if (n >= VECTOR_LENGTH) {
        exp_part(VECTOR_LENGTH, x + n - VECTOR_LENGTH, shift, out + n - VECTOR_LENGTH);
    } else {
        exp_part(n, x, shift, out);
    }
}

// log of the sum of exp(x)
static scalar log_sum_exp(size_t n, const scalar *x)
{
    scalar peak = fold_peak(n, x);
    scalar sum = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        scalar block[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        exp_row(count, x + i, peak, block);
        sum += fold_sum_of_block(count, block);
    }
    return peak + log_of(sum);
}

static void shift_row(size_t n, const scalar *x, scalar shift, scalar *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i] - shift;
    }
}

static void scale_row(size_t n, scalar *out, scalar factor)
{
    for (size_t i = 0; i < n; i++) {
        out[i] *= factor;
    }
}

/// Rows, of which each gives a row or a number.
typedef struct task {
    size_t rows, columns;
    const scalar *in;
    const scalar *factors;  ///< Of the rows; NULL for 1.
    scalar *out;
} task;

// The rows of a task from `row` on that make a group.
static size_t load_group(const task *of, size_t row, group *g)
{
    size_t left = of->rows - row;
    g->columns = of->columns;
    g->rows = left < VECTOR_LENGTH ? left : VECTOR_LENGTH;
    group_load(g, of->in + row * g->columns, left * g->columns);
    return left * g->columns;
}

// The greatest of the elements of each row that are numbers, and at least -infinity.
static vector find_peaks(const group *g)
{
    vector peak = (vector){0} - (scalar)INFINITY;
    for (size_t j = 0; j < g->columns; j++) {
        vector x = vector_load(g->at[j]);
        vector_bits is_greater = x > peak;
        peak = (vector)((is_greater & (vector_bits)x) | (~is_greater & (vector_bits)peak));
    }
    return peak;
}

// Replaces elements by exp(x - peak) and returns the sum of each row.
static vector exp_group(group *g, vector peak)
{
    vector sum = {0};
    for (size_t j = 0; j < g->columns; j++) {
        vector_store(g->at[j], vector_load(g->at[j]) - peak);
    }
    scalar *elements = g->at[0];
    for (size_t i = 0; i < g->columns * VECTOR_LENGTH; i++) {
        elements[i] = exp_of_negative(elements[i]);
    }
    for (size_t j = 0; j < g->columns; j++) {
        sum += vector_load(g->at[j]);
    }
    return sum;
}

static void softmax_in_groups(const task *of)
{
    group g;
    scalar factors[VECTOR_LENGTH];
    HY_NAME(cpu_fill)(1, factors, VECTOR_LENGTH);
    for (size_t row = 0; row < of->rows; row += VECTOR_LENGTH) {
        size_t left = load_group(of, row, &g);
        if (of->factors) {
            memcpy(factors, of->factors + row, g.rows * sizeof *factors);
        }
        vector factor = vector_load(factors) / exp_group(&g, find_peaks(&g));
        for (size_t j = 0; j < g.columns; j++) {
            vector_store(g.at[j], vector_load(g.at[j]) * factor);
        }
        group_store(&g, of->out + row * g.columns, left);
    }
}

// Softmax of rows times their factors.
static void softmax_rows(const task *of)
{
    size_t n = of->columns;
    if (n < GROUP_COLUMNS) {
        softmax_in_groups(of);
        return;
    }
    for (size_t row = 0; row < of->rows; row++) {
        const scalar *x = of->in + row * n;
        scalar *y = of->out + row * n;
        exp_row(n, x, fold_peak(n, x), y);
        scale_row(n, y, (of->factors ? of->factors[row] : 1) / fold_sum(n, y));
    }
}

static task task_of(const hy_rows_args *args)
{
    return (task){.rows = args->rows,
                  .columns = args->columns,
                  .in = args->in,
                  .factors = args->factors,
                  .out = args->out};
}

void HY_NAME(cpu_softmax)(const hy_rows_args *args)
{
    task of = task_of(args);
    of.factors = NULL;
    softmax_rows(&of);
}

// The logarithm of the sum of exp(x) of each row.
static void log_sums(const task *of)
{
    size_t n = of->columns;
    for (size_t row = 0; row < of->rows && n >= GROUP_COLUMNS; row++) {
        of->out[row] = log_sum_exp(n, of->in + row * n);
    }
    for (size_t row = 0; row < of->rows && n < GROUP_COLUMNS; row += VECTOR_LENGTH) {
        group g;
        scalar sums[VECTOR_LENGTH];
        (void)load_group(of, row, &g);
        vector peaks = find_peaks(&g);
        vector_store(sums, exp_group(&g, peaks));
        for (size_t i = 0; i < VECTOR_LENGTH; i++) {
            sums[i] = log_of(sums[i]);
        }
        vector_store(sums, vector_load(sums) + peaks);
        memcpy(of->out + row, sums, g.rows * sizeof *sums);
    }
}

void HY_NAME(cpu_log_softmax)(const hy_rows_args *args)
{
    enum { ROWS = 64 };
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row += ROWS) {
        scalar shifts[ROWS];
        size_t rows = args->rows - row < ROWS ? args->rows - row : ROWS;
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        log_sums(&(task){.rows = rows, .columns = n, .in = x, .out = shifts});
        for (size_t i = 0; i < rows; i++) {
            shift_row(n, x + i * n, shifts[i], out + i * n);
        }
    }
}

void HY_NAME(cpu_cross_entropy)(const hy_rows_args *args)
{
    task of = task_of(args);
    log_sums(&of);
    for (size_t row = 0; row < of.rows; row++) {
        of.out[row] -= of.in[row * of.columns + (size_t)args->classes[row] - 1];
    }
}

void HY_NAME(cpu_cross_entropy_slope)(const hy_rows_args *args)
{
    task of = task_of(args);
    softmax_rows(&of);
    for (size_t row = 0; row < of.rows; row++) {
        of.out[row * of.columns + (size_t)args->classes[row] - 1] -= of.factors[row];
    }
}
