/// Statistics: reductions made of other ops, so that every derivative is there.
///
/// All reduce the axes of a mask, which vanish or, with `keeps_axes`, become 1. They return a new
/// tensor held by the scope, or NULL after a failure, like the functions of ops.h.
#pragma once

#include "tensor/tensor.h"

/// The mean squared distance from the mean, where the count is less `correction`: 1 for the
/// estimate of a sample, 0 for a whole population. No number when that leaves no count.
hy_tensor *hy_var(hy_scope *scope, hy_tensor *x, unsigned axes, double correction, bool keeps_axes);

/// The square root of the variance. Where that is 0, so is the gradient.
hy_tensor *hy_std(hy_scope *scope, hy_tensor *x, unsigned axes, double correction, bool keeps_axes);

/// The product; 1 of no elements. Its gradients are right beside zeros as well.
hy_tensor *hy_prod(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// log(sum(exp(x))) without overflow; -infinity of no elements.
hy_tensor *hy_logsumexp(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// sum(|x|^p)^(1/p); the greatest |x| for p = infinity, the least for -infinity, and the count of
/// what is not 0 for p = 0. The gradient of a norm of zeros is 0.
hy_tensor *hy_norm(hy_scope *scope, hy_tensor *x, double p, unsigned axes, bool keeps_axes);

/// The position, from 1 and row-major over the reduced axes, of the first least element, or
/// of the first NaN.
hy_tensor *hy_argmin(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
