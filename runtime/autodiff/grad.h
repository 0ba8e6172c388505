/// Gradients: reverse mode, to any order.
#pragma once

#include "tensor/tensor.h"

/// Writes to `grads` the gradient of `y` with respect to each of `xs`, with its shape and element
/// type; zeros where `y` does not depend on it. Only what lies between `y` and the `xs` is visited.
/// The gradients are recorded when the context records, so they can be differentiated again.
///
/// @param seed        What the gradient of `y` itself is, of the shape of `y`; may be NULL, for 1,
///                    when `y` has one element.
/// @param xs          Recorded tensors, leaves or not.
/// @param[out] grads  One hold on each goes to the caller; written only on success.
/// @return HY_OK, HY_ERR_SHAPE when `seed` is missing or does not fit, HY_ERR_ARGUMENT when one of
///         `xs` is not recorded, HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_status hy_grad(hy_tensor *y, hy_tensor *seed, hy_tensor *const xs[], size_t count,
                  hy_tensor *grads[], hy_error *err);
