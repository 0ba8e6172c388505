/// Axes: whether a tensor has the one that an op is told.
#pragma once

#include "tensor/tensor.h"

/// Whether `axis`, 0-based, is one of `x`. Fails with HY_ERR_SHAPE when it is not.
///
/// @param name  Of the op, for the message.
bool hy_axis_check(hy_scope *scope, const char *name, const hy_tensor *x, int axis);
