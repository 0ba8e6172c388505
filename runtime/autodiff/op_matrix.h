/// Matrices: what the ops that call LAPACK have in common; private to this folder.
#pragma once

#include "autodiff/op.h"

/// Fails unless `a` is a matrix that LAPACK, which must be there, can take.
bool hy_matrix_check(hy_scope *scope, const char *name, const hy_tensor *a);

/// The same, and fails unless the last two extents agree.
bool hy_matrix_check_square(hy_scope *scope, const char *name, const hy_tensor *a);

/// Fails unless `a` and `b` are such matrices with the same rows and leading axes, of one type.
bool hy_matrix_check_pair(hy_scope *scope, const char *name, const hy_tensor *a,
                          const hy_tensor *b);

/// Fails unless every element is finite: LAPACK may never end, or print, with others.
bool hy_matrix_check_finite(hy_scope *scope, const char *name, hy_tensor *a);

/// Records that a matrix of a batch, counted from 0, broke down at a pivot, counted from 1.
void hy_matrix_fail(hy_scope *scope, const char *name, const hy_tensor *a, size_t matrix,
                    const char *what, size_t pivot);

/// Matrices in a tensor; 0 when they have no elements.
size_t hy_matrix_count(const hy_tensor *a);

/// Matrix `position` of a contiguous tensor.
void *hy_matrix_at(const hy_tensor *a, size_t position);

/// A contiguous copy, never `a` itself; not recorded.
hy_tensor *hy_matrix_copy(hy_scope *scope, hy_tensor *a);

/// A view with the last two axes exchanged; not recorded.
hy_tensor *hy_matrix_turn(hy_scope *scope, const hy_tensor *a);

/// (a + a^T) / 2 in a tensor of its own; not recorded.
hy_tensor *hy_matrix_symmetric_part(hy_scope *scope, hy_tensor *a);

/// Room for `count` elements of 8 bytes, held by the scope.
void *hy_matrix_work(hy_scope *scope, size_t count);

/// The transposed matrices, recorded: for backward rules.
hy_tensor *hy_matrix_transposed(hy_scope *scope, hy_tensor *a);

/// [n, n] numbers of the element type of `a` [.., n, n]: one value below the diagonal, one on it
/// and one above.
hy_tensor *hy_matrix_bands(hy_scope *scope, const hy_tensor *a, double below, double diagonal,
                           double above);

/// Applies an op to two matrices whose leading axes are broadcast.
hy_tensor *hy_matrix_apply(hy_scope *scope, const hy_op *op, hy_tensor *a, hy_tensor *b,
                           const hy_attributes *with);

/// The same, when `b` may be a vector, or as many as `a` has matrices (see hy_solve in linalg.h).
hy_tensor *hy_matrix_apply_right(hy_scope *scope, const hy_op *op, hy_tensor *a, hy_tensor *b);
