/// Postponed ops: elementwise functions whose large results are computed when they are read.
#pragma once

#include "autodiff/op.h"

/// Applies an op without attributes to inputs that may be pending (tensor/pending.h). The result is
/// pending when the op is a cheap function of each element, the result is large and nothing is
/// recorded; else inputs are realized and the op is applied as by hy_op_apply.
hy_tensor *hy_op_postpone(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count);
