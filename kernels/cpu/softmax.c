#include "kernels/cpu/exponential.h"
#include "kernels/cpu/fold.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/logarithm.h"

// Short rows go together, for one by one they would be mostly ends. Shifted by the greatest
// element, exp() cannot overflow; what is NaN becomes so again in the sums.
enum { SHORT = 32, ROWS = 64, BLOCK = SHORT * ROWS };

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

// exp(x - peak) of at most ROWS short rows
static void exp_rows(size_t rows, size_t n, const scalar *x, scalar *restrict peaks,
                     scalar *restrict out)
{
    for (size_t row = 0; row < rows; row++) {
        peaks[row] = fold_peak(n, x + row * n);
        shift_row(n, x + row * n, peaks[row], out + row * n);
    }
    for (size_t i = 0; i < rows * n; i++) {
        out[i] = exp_of_negative(out[i]);
    }
}

static void scale_row(size_t n, scalar *out, scalar factor)
{
    for (size_t i = 0; i < n; i++) {
        out[i] *= factor;
    }
}

// Softmax of at most ROWS rows times a factor for each.
static void softmax_rows(size_t rows, size_t n, const scalar *x, const scalar *factors, scalar *out)
{
    scalar peaks[ROWS];
    bool is_short = n < SHORT;
    if (is_short) {
        exp_rows(rows, n, x, peaks, out);
    }
    for (size_t row = 0; row < rows; row++) {
        scalar *y = out + row * n;
        if (!is_short) {
            exp_row(n, x + row * n, fold_peak(n, x + row * n), y);
        }
        scalar sum = is_short ? fold_sum_of_block(n, y) : fold_sum(n, y);
        scale_row(n, y, factors[row] / sum);
    }
}

void HY_NAME(cpu_softmax)(const hy_rows_args *args)
{
    size_t n = args->columns;
    scalar ones[ROWS];
    HY_NAME(cpu_fill)(1, ones, ROWS);
    for (size_t row = 0; row < args->rows; row += ROWS) {
        size_t rows = args->rows - row < ROWS ? args->rows - row : ROWS;
        softmax_rows(rows, n, (const scalar *)args->in + row * n, ones,
                     (scalar *)args->out + row * n);
    }
}

// log_sum_exp of at most ROWS rows
static void log_sums(size_t rows, size_t n, const scalar *x, scalar *out)
{
    if (n >= SHORT) {
        for (size_t row = 0; row < rows; row++) {
            out[row] = log_sum_exp(n, x + row * n);
        }
        return;
    }
    scalar peaks[ROWS];
    scalar block[BLOCK];
    exp_rows(rows, n, x, peaks, block);
    for (size_t row = 0; row < rows; row++) {
        out[row] = fold_sum_of_block(n, block + row * n);
    }
    for (size_t row = 0; row < rows; row++) {
        out[row] = peaks[row] + log_of(out[row]);
    }
}

void HY_NAME(cpu_log_softmax)(const hy_rows_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row += ROWS) {
        scalar shifts[ROWS];
        size_t rows = args->rows - row < ROWS ? args->rows - row : ROWS;
        const scalar *x = (const scalar *)args->in + row * n;
        scalar *out = (scalar *)args->out + row * n;
        log_sums(rows, n, x, shifts);
        for (size_t i = 0; i < rows; i++) {
            shift_row(n, x + i * n, shifts[i], out + i * n);
        }
    }
}

void HY_NAME(cpu_cross_entropy)(const hy_rows_args *args)
{
    size_t n = args->columns;
    const scalar *x = args->in;
    scalar *out = args->out;
    for (size_t row = 0; row < args->rows; row += ROWS) {
        size_t rows = args->rows - row < ROWS ? args->rows - row : ROWS;
        log_sums(rows, n, x + row * n, out + row);
    }
    for (size_t row = 0; row < args->rows; row++) {
        out[row] -= x[row * n + (size_t)args->classes[row] - 1];
    }
}

void HY_NAME(cpu_cross_entropy_slope)(const hy_rows_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row += ROWS) {
        const scalar *factors = (const scalar *)args->factors + row;
        scalar *out = (scalar *)args->out + row * n;
        size_t rows = args->rows - row < ROWS ? args->rows - row : ROWS;
        softmax_rows(rows, n, (const scalar *)args->in + row * n, factors, out);
        for (size_t i = 0; i < rows; i++) {
            out[i * n + (size_t)args->classes[row + i] - 1] -= factors[i];
        }
    }
}
