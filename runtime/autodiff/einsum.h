/// Einstein sums: products of tensors whose axes are named by letters.
#pragma once

#include "tensor/tensor.h"

/// The most operands of one equation.
enum { HY_EINSUM_MAX_OPERANDS = 16 };

/// "bij,bjk->bik": one letter per axis of each operand, then those of the result. Letters that the
/// result lacks are summed over; one that is repeated within an operand takes its diagonal; "..."
/// stands for the axes that have no letter, which broadcast. Without "->" the result has the axes
/// of "..." and then, in the order of the alphabet, the letters that occur once. An extent of 1
/// broadcasts. Spaces are skipped.
///
/// Operands are multiplied from the left to the right, each pair by a matrix product when a letter
/// is summed over and elementwise otherwise; no larger product is ever formed.
///
/// @param count  Of operands, 1 to HY_EINSUM_MAX_OPERANDS.
/// @return Held by the scope; NULL after HY_ERR_ARGUMENT for an equation that is none, HY_ERR_SHAPE
///         when ranks or extents do not fit it, HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_tensor *hy_einsum(hy_scope *scope, const char *equation, hy_tensor *const x[], int count);
