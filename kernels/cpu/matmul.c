#include "kernels/cpu/blas.h"
#include "kernels/cpu/kernels.h"

// A product is cut into tiles of ROWS x COLUMNS results that stay in registers while the inner
// axis runs. When the rows of `b` are contiguous a tile reads one vector of `b` per step; when its
// columns are (a transposed operand), a tile is one dot product split over LANES partial sums.
enum { ROWS = 4, COLUMNS = 64 / sizeof(scalar), LANES = 64 / sizeof(scalar) };

// from here on the BLAS is faster, measured on AVX2: its call and packing cost about 0.5 us
static const size_t blas_threshold = 64 * 64 * 64;

// out[rows, columns] of one tile, rows <= ROWS, columns <= COLUMNS; constant extents unroll.
HY_INLINE void multiply_tile(const hy_matmul_args *args, size_t i, size_t j, size_t rows,
                             size_t columns)
{
    scalar sum[ROWS][COLUMNS] = {{0}};
    const scalar *a = (const scalar *)args->a + (ptrdiff_t)i * args->a_row_stride;
    const scalar *b = (const scalar *)args->b + (ptrdiff_t)j;
    for (size_t p = 0; p < args->k; p++) {
        for (size_t row = 0; row < rows; row++) {
            scalar factor = a[(ptrdiff_t)row * args->a_row_stride];
            for (size_t column = 0; column < columns; column++) {
                sum[row][column] += factor * b[column];
            }
        }
        a += args->a_column_stride;
        b += args->b_row_stride;
    }
    scalar *out = (scalar *)args->out + i * args->n + j;
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            out[row * args->n + column] = sum[row][column];
        }
    }
}

HY_INLINE void multiply_rows(const hy_matmul_args *args, size_t i, size_t rows)
{
    size_t j = 0;
    for (; j + COLUMNS <= args->n; j += COLUMNS) {
        multiply_tile(args, i, j, rows, COLUMNS);
    }
    if (j < args->n) {
        multiply_tile(args, i, j, rows, args->n - j);
    }
}

static void multiply_by_tiles(const hy_matmul_args *args)
{
    size_t i = 0;
    for (; i + ROWS <= args->m; i += ROWS) {
        multiply_rows(args, i, ROWS);
    }
    for (; i < args->m; i++) {
        multiply_rows(args, i, 1);
    }
}

static scalar dot_contiguous(size_t n, const scalar *a, const scalar *b)
{
    scalar partial[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (size_t lane = 0; lane < LANES; lane++) {
            partial[lane] += a[i + lane] * b[i + lane];
        }
    }
    scalar sum = 0;
    for (size_t lane = 0; lane < LANES; lane++) {
        sum += partial[lane];
    }
    for (; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static scalar dot(const hy_matmul_args *args, const scalar *a, const scalar *b)
{
    if (args->a_column_stride == 1 && args->b_row_stride == 1) {
        return dot_contiguous(args->k, a, b);
    }
    scalar sum = 0;
    for (ptrdiff_t p = 0; p < (ptrdiff_t)args->k; p++) {
        sum += a[p * args->a_column_stride] * b[p * args->b_row_stride];
    }
    return sum;
}

static void multiply_by_dots(const hy_matmul_args *args)
{
    scalar *out = args->out;
    for (size_t i = 0; i < args->m; i++) {
        const scalar *a = (const scalar *)args->a + (ptrdiff_t)i * args->a_row_stride;
        for (size_t j = 0; j < args->n; j++) {
            const scalar *b = (const scalar *)args->b + (ptrdiff_t)j * args->b_column_stride;
            out[i * args->n + j] = dot(args, a, b);
        }
    }
}

void HY_NAME(cpu_matmul)(const hy_matmul_args *args)
{
    hy_dtype dtype = sizeof(scalar) == sizeof(float) ? HY_F32 : HY_F64;
    if (args->m * args->n * args->k > blas_threshold && cpu_blas_matmul(dtype, args)) {
        return;
    }
    if (args->b_column_stride == 1) {
        multiply_by_tiles(args);
    } else {
        multiply_by_dots(args);
    }
}
