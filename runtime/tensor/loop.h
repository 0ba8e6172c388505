/// Loops: tensors laid out for kernels.
///
/// Inputs are broadcast to the output, axes that run on in all operands are merged, and axes of
/// extent 1 vanish. No operand may be empty.
#pragma once

#include "kernels/backend.h"
#include "tensor/tensor.h"

/// A nest over all of `out`; each of `in` must broadcast to its shape.
///
/// @param count  Of inputs, at most HY_LOOP_MAX_INPUTS.
void hy_loop_init(hy_loop *loop, const hy_tensor *out, hy_tensor *const in[], int count);

/// The two nests of a reduction of `in` over the axes of `mask` into the contiguous `out`.
void hy_loop_init_reduction(hy_reduce_args *args, const hy_tensor *out, const hy_tensor *in,
                            unsigned mask);
