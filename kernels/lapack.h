/// Factorisations of matrices: LAPACK of the machine (OpenBLAS), loaded when first wanted.
///
/// One matrix a call, row-major and contiguous, whose extents fit an int and are at least 1. As
/// kernels they check nothing and allocate nothing. `lower` matrices are read and written below
/// and on the diagonal only. Bitwise repeatable on one machine; no call may be made before
/// hy_lapack_is_there has returned true.
#pragma once

#include "kernels/backend.h"

#include <stdbool.h>
#include <stddef.h>

/// Whether the machine has LAPACK; loads it.
bool hy_lapack_is_there(void);

/// Makes the lower factor L of the symmetric a = L L^T out of its lower half, in place: [n, n].
///
/// @return 0, or the order of the first leading minor that is not positive.
size_t hy_lapack_cholesky(hy_dtype dtype, size_t n, void *a);

/// Makes the factors of a[n, n] with rows exchanged, a^T = P L U, in place.
///
/// @param[out] pivots  [n]: column i changed places with column pivots[i] - 1, in turn.
/// @return 0, or the 1-based place of the first pivot that is exactly 0.
size_t hy_lapack_factorise(hy_dtype dtype, size_t n, void *a, int *pivots);

/// Solves a x = b with the factors of hy_lapack_factorise.
///
/// @param b  [columns, n]: each right-hand side is a row; the solutions replace them.
void hy_lapack_solve(hy_dtype dtype, size_t n, const void *factors, const int *pivots,
                     size_t columns, void *b);

/// Solves a x = b for a triangular a[n, n]; the other half is not read. `b` as in hy_lapack_solve.
///
/// @return 0, or the 1-based place of the first element of the diagonal that is exactly 0.
size_t hy_lapack_solve_triangular(hy_dtype dtype, size_t n, const void *a, bool is_upper,
                                  size_t columns, void *b);

/// Finds eigenvalues, ascending, and eigenvectors of the symmetric a[n, n], whose lower half is
/// read; the vectors replace it, one in each row.
///
/// @param work  hy_lapack_eigh_work(n) elements of 8 bytes.
/// @return 0, or another number when the iteration did not converge.
size_t hy_lapack_eigh(hy_dtype dtype, size_t n, void *a, void *values, void *work);

/// Elements of 8 bytes that hy_lapack_eigh works in.
size_t hy_lapack_eigh_work(size_t n);

/// One system of m equations, its right-hand sides, and room.
typedef struct hy_least_squares_args {
    size_t m, n, columns;
    void *a;     ///< [n, m]: the matrix, transposed; destroyed.
    void *b;     ///< [columns, max(m, n)]: m elements of a row in, n elements of it out.
    void *work;  ///< hy_lapack_least_squares_work elements of 8 bytes.
} hy_least_squares_args;

/// Finds the x of least |x| among those of least |a x - b|, by an orthogonal factorisation with
/// columns exchanged, which finds the rank.
void hy_lapack_least_squares(hy_dtype dtype, const hy_least_squares_args *args);

/// Elements of 8 bytes that hy_lapack_least_squares works in, given m, n and columns.
size_t hy_lapack_least_squares_work(const hy_least_squares_args *args);
