/// Activations: functions of one element that are made of other ops.
///
/// They return a new tensor held by the scope, or NULL after a failure, like the functions of
/// ops.h; it is pending (tensor/pending.h) where it is large and nothing is recorded.
#pragma once

#include "tensor/tensor.h"

/// `x` where it is positive, else `slope` times it.
hy_tensor *hy_leaky_relu(hy_scope *scope, hy_tensor *x, double slope);

/// x * sigmoid(x).
hy_tensor *hy_silu(hy_scope *scope, hy_tensor *x);

/// `x` no lower than `low` and then no higher than `high`, which broadcast and may each be NULL.
/// On a bound the gradient is that of `x`.
hy_tensor *hy_clamp(hy_scope *scope, hy_tensor *x, hy_tensor *low, hy_tensor *high);
