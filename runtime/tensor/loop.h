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

/// The same for one or two inputs that, like `out`, are contiguous and of one shape: the case that
/// small work is made of, without a search. `b` may be NULL.
static inline void hy_loop_init_row(hy_loop *loop, const hy_tensor *out, const hy_tensor *a,
                                    const hy_tensor *b)
{
    loop->rank = 1;
    loop->extent[0] = out->count;
    loop->out = out->data;
    loop->out_stride[0] = 1;
    loop->in[0] = a->data;
    loop->in[1] = b ? b->data : NULL;
    loop->in[2] = NULL;
    loop->in_stride[0][0] = 1;
    loop->in_stride[1][0] = 1;
}

/// The two nests of a reduction of `in` over the axes of `mask` into the contiguous `out`.
void hy_loop_init_reduction(hy_reduce_args *args, const hy_tensor *out, const hy_tensor *in,
                            unsigned mask);
