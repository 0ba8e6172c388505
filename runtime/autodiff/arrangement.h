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

/// Matrices, [.., m, n], with zeros below (`is_upper`) or above the diagonal that lies `offset`
/// columns to the right of the main one.
hy_tensor *hy_triangle(hy_scope *scope, hy_tensor *x, ptrdiff_t offset, bool is_upper);

/// Matrices of zeros with `x` on their diagonal: [.., n] -> [.., n, n].
hy_tensor *hy_diagonal_matrix(hy_scope *scope, hy_tensor *x);

/// Rows of `weight`, [n, ..], at the positions of an index of any shape: [.., ..].
hy_tensor *hy_embedding(hy_scope *scope, hy_tensor *weight, hy_tensor *index);
