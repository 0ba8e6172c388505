/// References: what products and solutions of matrices should be, by naive loops.
#pragma once

#include "reference_elements.h"

enum { MATRIX_MAX = 16 };

/// A small matrix.
typedef struct matrix {
    size_t rows, columns;
    double at[MATRIX_MAX][MATRIX_MAX];
} matrix;

// The leading axes of a stack of matrices.
static inline hy_shape stack_of(const hy_shape *shape)
{
    hy_shape stack = *shape;
    stack.rank -= 2;
    return stack;
}

static inline matrix transposed(const matrix *a)
{
    matrix turned = {.rows = a->columns, .columns = a->rows};
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        turned.at[i % a->columns][i / a->columns] = a->at[i / a->columns][i % a->columns];
    }
    return turned;
}

static inline matrix multiplied(const matrix *a, const matrix *b)
{
    matrix product = {.rows = a->rows, .columns = b->columns};
    for (size_t i = 0; i < product.rows * product.columns; i++) {
        size_t row = i / product.columns;
        size_t column = i % product.columns;
        for (size_t k = 0; k < a->columns; k++) {
            product.at[row][column] += a->at[row][k] * b->at[k][column];
        }
    }
    return product;
}

// Matrix `position` of a stack.
static inline matrix read_matrix(const array *x, size_t position)
{
    int last = x->shape.rank - 1;
    matrix a = {.rows = x->shape.extent[last - 1], .columns = x->shape.extent[last]};
    const double *from = x->at + position * a.rows * a.columns;
    for (size_t i = 0; i < a.rows * a.columns; i++) {
        a.at[i / a.columns][i % a.columns] = from[i];
    }
    return a;
}

static inline void write_matrix(array *y, size_t position, const matrix *a)
{
    double *to = y->at + position * a->rows * a->columns;
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        to[i] = a->at[i / a->columns][i % a->columns];
    }
}

// Matrix of `x` that broadcasting puts at `p` of a stack of rank `rank`.
static inline matrix stacked_matrix(const array *x, const place *p, int rank, bool is_transposed)
{
    hy_shape stack = stack_of(&x->shape);
    size_t position = 0;
    for (int axis = 0; axis < stack.rank; axis++) {
        size_t index = stack.extent[axis] == 1 ? 0 : p->of[axis + rank - stack.rank];
        position = position * stack.extent[axis] + index;
    }
    matrix a = read_matrix(x, position);
    return is_transposed ? transposed(&a) : a;
}

// Element `axis` from the end of a shape, counted from 1, after the last two changed places.
static inline size_t extent_from_end(const hy_shape *shape, int axis, bool is_transposed)
{
    return shape->extent[shape->rank - (is_transposed ? 3 - axis : axis)];
}

static inline bool matmul_reference(const question *q, array *y)
{
    const hy_shape *a = &q->x[0].shape;
    const hy_shape *b = &q->x[1].shape;
    const bool *flips = q->with->transposes;
    if (a->rank < 2 || b->rank < 2 ||
        extent_from_end(a, 1, flips[0]) != extent_from_end(b, 2, flips[1])) {
        return false;
    }
    hy_shape stack_a = stack_of(a);
    hy_shape stack_b = stack_of(b);
    hy_shape stack;
    if (!array_broadcast((const hy_shape *[]){&stack_a, &stack_b}, 2, &stack)) {
        return false;
    }
    y->shape = stack;
    y->shape.extent[y->shape.rank++] = extent_from_end(a, 2, flips[0]);
    y->shape.extent[y->shape.rank++] = extent_from_end(b, 1, flips[1]);
    for (size_t i = 0; i < array_count(&stack); i++) {
        place p = array_place(&stack, i);
        matrix left = stacked_matrix(&q->x[0], &p, stack.rank, flips[0]);
        matrix right = stacked_matrix(&q->x[1], &p, stack.rank, flips[1]);
        matrix product = multiplied(&left, &right);
        write_matrix(y, i, &product);
    }
    return true;
}

static inline bool linear_reference(const question *q, array *y)
{
    const hy_shape *x = &q->x[0].shape;
    const array *w = &q->x[1];
    if (x->rank < 1 || w->shape.rank != 2 || x->extent[x->rank - 1] != w->shape.extent[0]) {
        return false;
    }
    size_t inner = w->shape.extent[0];
    size_t columns = w->shape.extent[1];
    if (q->count == 3 && (q->x[2].shape.rank != 1 || array_columns(&q->x[2]) != columns)) {
        return false;
    }
    y->shape = *x;
    y->shape.extent[x->rank - 1] = columns;
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        double sum = q->count == 3 ? q->x[2].at[i % columns] : 0;
        for (size_t k = 0; k < inner; k++) {
            sum += q->x[0].at[i / columns * inner + k] * w->at[k * columns + i % columns];
        }
        y->at[i] = reference_unary(q->with->activation, sum);
    }
    return true;
}

static inline void exchange_rows(matrix *a, size_t i, size_t j)
{
    for (size_t k = 0; k < a->columns; k++) {
        double kept = a->at[i][k];
        a->at[i][k] = a->at[j][k];
        a->at[j][k] = kept;
    }
}

static inline void subtract_row(matrix *a, size_t from, size_t row, double factor)
{
    for (size_t k = 0; k < a->columns; k++) {
        a->at[from][k] -= factor * a->at[row][k];
    }
}

static inline size_t find_pivot(const matrix *a, size_t column)
{
    size_t best = column;
    for (size_t i = column + 1; i < a->rows; i++) {
        best = fabs(a->at[i][column]) > fabs(a->at[best][column]) ? i : best;
    }
    return best;
}

// Eliminates all but the diagonal of a square `a`, and does the same to the rows of `b`. Returns
// the determinant.
static inline double eliminate(matrix *a, matrix *b)
{
    double determinant = 1;
    for (size_t k = 0; k < a->rows; k++) {
        size_t best = find_pivot(a, k);
        exchange_rows(a, k, best);
        exchange_rows(b, k, best);
        determinant *= best == k ? a->at[k][k] : -a->at[k][k];
        for (size_t i = 0; i < a->rows; i++) {
            double factor = i == k ? 0 : a->at[i][k] / a->at[k][k];
            subtract_row(a, i, k, factor);
            subtract_row(b, i, k, factor);
        }
    }
    return determinant;
}

// The solution x of a x = b.
static inline matrix solved(matrix a, matrix b)
{
    (void)eliminate(&a, &b);
    for (size_t i = 0; i < a.rows; i++) {
        for (size_t j = 0; j < b.columns; j++) {
            b.at[i][j] /= a.at[i][i];
        }
    }
    return b;
}

/// Computes the matrix that each matrix, or each with its right-hand side, gives; `y` has its shape
/// already.
static inline bool reference_stack(const question *q, array *y,
                                   matrix (*compute)(const question *q, matrix a, matrix b))
{
    hy_shape stack = stack_of(&q->x->shape);
    for (size_t i = 0; i < array_count(&stack); i++) {
        matrix result = compute(q, read_matrix(q->x, i), read_matrix(&q->x[q->count - 1], i));
        write_matrix(y, i, &result);
    }
    return true;
}

static inline bool is_square(const array *x)
{
    return x->shape.rank >= 2 && array_columns(x) == x->shape.extent[x->shape.rank - 2];
}

static inline matrix solve_one(const question *q, matrix a, matrix b)
{
    (void)q;
    return solved(a, b);
}

static inline bool has_rows(const array *x, size_t rows)
{
    return x->shape.rank >= 2 && x->shape.extent[x->shape.rank - 2] == rows;
}

static inline bool solve_reference(const question *q, array *y)
{
    y->shape = q->x[1].shape;
    return is_square(q->x) && has_rows(&q->x[1], array_columns(q->x)) &&
           reference_stack(q, y, solve_one);
}

static inline matrix solve_half(const question *q, matrix a, matrix b)
{
    for (size_t i = 0; i < a.rows * a.columns; i++) {
        size_t row = i / a.columns;
        size_t column = i % a.columns;
        bool is_other_half = q->with->is_upper ? row > column : row < column;
        a.at[row][column] = is_other_half ? 0 : a.at[row][column];
    }
    return solved(a, b);
}

static inline bool solve_triangular_reference(const question *q, array *y)
{
    y->shape = q->x[1].shape;
    return is_square(q->x) && has_rows(&q->x[1], array_columns(q->x)) &&
           reference_stack(q, y, solve_half);
}

// (a^T a)^-1 a^T b, or a^T (a a^T)^-1 b where there are fewer rows than columns
static inline matrix solve_least_squares(const question *q, matrix a, matrix b)
{
    (void)q;
    matrix turned = transposed(&a);
    if (a.rows < a.columns) {
        matrix inner = solved(multiplied(&a, &turned), b);
        return multiplied(&turned, &inner);
    }
    return solved(multiplied(&turned, &a), multiplied(&turned, &b));
}

static inline bool lstsq_reference(const question *q, array *y)
{
    int rank = q->x->shape.rank;
    if (rank < 2 || !has_rows(&q->x[1], q->x->shape.extent[rank - 2])) {
        return false;
    }
    y->shape = q->x[1].shape;
    y->shape.extent[rank - 2] = array_columns(q->x);
    return reference_stack(q, y, solve_least_squares);
}

static inline matrix symmetric_part(matrix a)
{
    matrix turned = transposed(&a);
    for (size_t i = 0; i < a.rows * a.columns; i++) {
        size_t row = i / a.columns;
        size_t column = i % a.columns;
        turned.at[row][column] = (turned.at[row][column] + a.at[row][column]) / 2;
    }
    return turned;
}

// The scalar product of the first `count` elements of two rows.
static inline double row_product(const matrix *a, size_t i, size_t j, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        sum += a->at[i][k] * a->at[j][k];
    }
    return sum;
}

static inline matrix factor_one(const question *q, matrix a, matrix b)
{
    (void)q;
    matrix lower = {.rows = a.rows, .columns = a.columns};
    a = symmetric_part(b);
    for (size_t j = 0; j < a.rows; j++) {
        lower.at[j][j] = sqrt(a.at[j][j] - row_product(&lower, j, j, j));
        for (size_t i = j + 1; i < a.rows; i++) {
            lower.at[i][j] = (a.at[i][j] - row_product(&lower, i, j, j)) / lower.at[j][j];
        }
    }
    return lower;
}

static inline bool cholesky_reference(const question *q, array *y)
{
    y->shape = q->x->shape;
    return is_square(q->x) && reference_stack(q, y, factor_one);
}

static inline matrix determine(const question *q, matrix a, matrix b)
{
    (void)q;
    double determinant = eliminate(&a, &b);
    double sign = (determinant > 0) - (determinant < 0);
    return (matrix){.rows = 1, .columns = 2, .at = {{sign, log(fabs(determinant))}}};
}

static inline bool slogdet_reference(const question *q, array *y)
{
    if (!is_square(q->x)) {
        return false;
    }
    y->shape = q->x->shape;
    y->shape.extent[--y->shape.rank - 1] = 2;
    return reference_stack(q, y, determine);
}

// Turns the plane of two axes so that element [i][j] of a symmetric `a` becomes 0, and the rows of
// `vectors` likewise: Jacobi's method.
static inline void rotate(matrix *a, matrix *vectors, size_t i, size_t j)
{
    double angle = atan2(2 * a->at[i][j], a->at[j][j] - a->at[i][i]) / 2;
    double c = cos(angle);
    double s = sin(angle);
    matrix turn = {.rows = a->rows, .columns = a->rows};
    for (size_t k = 0; k < a->rows; k++) {
        turn.at[k][k] = k == i || k == j ? c : 1;
    }
    turn.at[i][j] = -s;
    turn.at[j][i] = s;
    matrix back = transposed(&turn);
    matrix half = multiplied(&turn, a);
    *a = multiplied(&half, &back);
    *vectors = multiplied(&turn, vectors);
}

// Row 0 holds the eigenvalues in ascending order, row i + 1 the vector of value i.
static inline matrix sort_pairs(const matrix *a, const matrix *vectors)
{
    matrix y = {.rows = a->rows + 1, .columns = a->rows};
    for (size_t i = 0; i < a->rows; i++) {
        size_t before = 0;
        for (size_t j = 0; j < a->rows; j++) {
            before += a->at[j][j] < a->at[i][i];
        }
        y.at[0][before] = a->at[i][i];
        for (size_t k = 0; k < a->rows; k++) {
            y.at[before + 1][k] = vectors->at[i][k];
        }
    }
    return y;
}

static inline matrix diagonalise(const question *q, matrix a, matrix b)
{
    (void)q;
    a = symmetric_part(b);
    matrix vectors = {.rows = a.rows, .columns = a.rows};
    for (size_t i = 0; i < a.rows; i++) {
        vectors.at[i][i] = 1;
    }
    // it converges quadratically: ten sweeps are more than enough for small matrices
    for (size_t step = 0; step < 10 * a.rows * a.rows; step++) {
        size_t i = step / a.rows % a.rows;
        size_t j = step % a.rows;
        if (i < j) {
            rotate(&a, &vectors, i, j);
        }
    }
    return sort_pairs(&a, &vectors);
}

static inline bool eigh_reference(const question *q, array *y)
{
    if (!is_square(q->x)) {
        return false;
    }
    y->shape = q->x->shape;
    y->shape.extent[y->shape.rank - 2]++;
    return reference_stack(q, y, diagonalise);
}
