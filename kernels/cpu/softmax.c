#include "kernels/cpu/exponential.h"
#include "kernels/cpu/fold.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/logarithm.h"

// exp(x - shift) of a row
static void exp_row(size_t n, const scalar *x, scalar shift, scalar *restrict out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = exp_of(x[i] - shift);
    }
}

// log of the sum of exp(x): shifted by the greatest, exp() cannot overflow
static scalar log_sum_exp(size_t n, const scalar *x)
{
    enum { BLOCK = 512 };
    scalar greatest = fold_greatest(n, x);
    scalar sum = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        scalar block[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        exp_row(count, x + i, greatest, block);
        sum += fold_sum_of_block(count, block);
    }
    return greatest + log_of(sum);
}

// The rows, shifted by their greatest elements and exponentiated together: where rows are shorter
// than a few vectors, one by one would be mostly ends.
static void exp_rows(size_t rows, size_t n, const scalar *x, scalar *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        scalar greatest = fold_greatest(n, x + row * n);
        for (size_t i = 0; i < n; i++) {
            out[row * n + i] = x[row * n + i] - greatest;
        }
    }
    for (size_t i = 0; i < rows * n; i++) {
        out[i] = exp_of(out[i]);
    }
}

static void divide_rows(size_t rows, size_t n, scalar *out)
{
    for (size_t row = 0; row < rows; row++) {
        scalar factor = 1 / fold_sum(n, out + row * n);
        for (size_t i = 0; i < n; i++) {
            out[row * n + i] *= factor;
        }
    }
}

void HY_NAME(cpu_softmax)(const hy_rows_args *args)
{
    // as many rows as stay in the first-level cache
    enum { BLOCK = 2048 };
    size_t n = args->columns;
    size_t step = n < BLOCK ? BLOCK / n : 1;
    for (size_t row = 0; row < args->rows; row += step) {
        size_t rows = args->rows - row < step ? args->rows - row : step;
        scalar *out = (scalar *)args->out + row * n;
        exp_rows(rows, n, (const scalar *)args->in + row * n, out);
        divide_rows(rows, n, out);
    }
}

// log_sum_exp of each row; short rows share a block.
static void log_sums(size_t rows, size_t n, const scalar *x, scalar *out)
{
    enum { BLOCK = 512 };
    size_t step = n <= BLOCK / 4 ? BLOCK / n : 1;
    for (size_t row = 0; row < rows; row += step) {
        if (step == 1) {
            out[row] = log_sum_exp(n, x + row * n);
            continue;
        }
        scalar block[BLOCK];
        size_t count = rows - row < step ? rows - row : step;
        exp_rows(count, n, x + row * n, block);
        for (size_t i = 0; i < count; i++) {
            scalar greatest = fold_greatest(n, x + (row + i) * n);
            out[row + i] = greatest + log_of(fold_sum_of_block(n, block + i * n));
        }
    }
}

// NOLINTNEXTLINE(readability-function-size): loops are written out for each case
void HY_NAME(cpu_log_softmax)(const hy_rows_args *args)
{
    enum { BLOCK = 64 };
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row += BLOCK) {
        scalar shifts[BLOCK];
        size_t rows = args->rows - row < BLOCK ? args->rows - row : BLOCK;
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        log_sums(rows, n, x, shifts);
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] = x[i * n + j] - shifts[i];
            }
        }
    }
}

void HY_NAME(cpu_cross_entropy)(const hy_rows_args *args)
{
    size_t n = args->columns;
    const scalar *x = args->in;
    const int64_t *classes = args->classes;
    scalar *out = args->out;
    log_sums(args->rows, n, x, out);
    for (size_t row = 0; row < args->rows; row++) {
        out[row] -= x[row * n + (size_t)classes[row]];
    }
}
