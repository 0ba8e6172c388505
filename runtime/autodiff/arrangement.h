/// Arrangements: the elements of tensors in other places, by compositions of public ops.
///
/// All return a new tensor held by the scope, or NULL after a failure, like the functions of ops.h;
/// axes are 0-based and must be there.
#pragma once

#include "tensor/tensor.h"

/// The axes of a mask run backwards. A view.
hy_tensor *hy_flip(hy_scope *scope, hy_tensor *x, unsigned axes);

/// Elements move by `shift` positions along an axis; what leaves it comes in at the other end.
hy_tensor *hy_roll(hy_scope *scope, hy_tensor *x, ptrdiff_t shift, int axis);

/// `x` with `before` and `after` elements of one value at the ends of an axis.
hy_tensor *hy_pad_axis(hy_scope *scope, hy_tensor *x, int axis, size_t before, size_t after,
                       double value);

/// `x` repeated `count` times along an axis.
hy_tensor *hy_tile(hy_scope *scope, hy_tensor *x, int axis, size_t count);

/// Vectors along an axis each, repeated along those of the others: [m], [n] -> two of [m, n].
/// Writes as many results as there are vectors, 1 to HY_MAX_RANK.
void hy_meshgrid(hy_scope *scope, hy_tensor *const x[], int count, hy_tensor *results[]);

/// Matrices, [.., m, n], with zeros below (`is_upper`) or above the diagonal that lies `offset`
/// columns to the right of the main one.
hy_tensor *hy_triangle(hy_scope *scope, hy_tensor *x, ptrdiff_t offset, bool is_upper);

/// Matrices of zeros with `x` on their diagonal: [.., n] -> [.., n, n].
hy_tensor *hy_diagonal_matrix(hy_scope *scope, hy_tensor *x);

/// A matrix of zeros with a vector on its diagonal, or the diagonal of a matrix; the diagonal lies
/// `offset` columns to the right of the main one, or rows below it when negative.
hy_tensor *hy_diag(hy_scope *scope, hy_tensor *x, ptrdiff_t offset);

/// Axes first .. last as one.
hy_tensor *hy_flatten(hy_scope *scope, hy_tensor *x, int first, int last);

/// Each element `count` times, one after the other, along an axis.
hy_tensor *hy_repeat_interleave(hy_scope *scope, hy_tensor *x, size_t count, int axis);

/// Rows of `weight`, [n, ..], at the positions of an index of any shape: [.., ..].
hy_tensor *hy_embedding(hy_scope *scope, hy_tensor *weight, hy_tensor *index);
