/// Linear algebra: factorisations of matrices and what is solved with them, by LAPACK.
///
/// A matrix is the last two axes of a tensor, f32 or f64 (promotion.h); the leading axes are a
/// batch. All return a new tensor held by the scope, or NULL after a failure: HY_ERR_SHAPE,
/// HY_ERR_ARGUMENT (the matrix and the pivot are named, from 1), HY_ERR_NOT_FOUND without LAPACK,
/// HY_ERR_LIMIT or HY_ERR_MEMORY. All have derivatives of any order; what a function does not read
/// (half of a triangular matrix) has the derivative 0.
#pragma once

#include "tensor/tensor.h"

/// The lower L of a = L L^T, zeros above: [.., n, n]. Symmetric positive definite matrices only;
/// of others the symmetric part (a + a^T) / 2 is taken.
hy_tensor *hy_cholesky(hy_scope *scope, hy_tensor *a);

/// The x of a x = b: [.., n, n], [.., n, k] -> [.., n, k]. The leading axes broadcast. `b` may also
/// be one vector [n], or [.., n] with the leading axes of `a`; so is then x.
hy_tensor *hy_solve(hy_scope *scope, hy_tensor *a, hy_tensor *b);

/// The same for a triangular `a`, of which the other half is not read; `b` is a matrix.
hy_tensor *hy_solve_triangular(hy_scope *scope, hy_tensor *a, hy_tensor *b, bool is_upper);

/// The inverse: [.., n, n]. Prefer hy_solve, which is faster and rounds less.
hy_tensor *hy_inverse(hy_scope *scope, hy_tensor *a);

/// Sign and logarithm of |det a|, together: [.., n, n] -> [.., 2]. A singular matrix has 0 and
/// -infinity, and no derivative (an error).
hy_tensor *hy_slogdet(hy_scope *scope, hy_tensor *a);

/// The determinant: [.., n, n] -> [..]. A singular matrix has 0, and no derivative (an error).
hy_tensor *hy_det(hy_scope *scope, hy_tensor *a);

/// The x of least |x| among those of least |a x - b|: [.., m, n], [.., m, k] -> [.., n, k], with
/// `b` as in hy_solve. Rank-revealing: diagonal elements below the larger extent times the unit of
/// rounding, relative to the first, count as 0. Derivatives hold where the rank is constant, as it
/// is around a matrix of full rank.
hy_tensor *hy_lstsq(hy_scope *scope, hy_tensor *a, hy_tensor *b);

/// Eigenvalues, ascending, above the eigenvectors, one in each row: [.., n, n] -> [.., n + 1, n].
/// Of a symmetric matrix; of others the symmetric part is taken. The derivative of vectors with
/// equal eigenvalues exists only for functions that do not depend on the choice of these vectors;
/// for them it is right.
hy_tensor *hy_eigh(hy_scope *scope, hy_tensor *a);
