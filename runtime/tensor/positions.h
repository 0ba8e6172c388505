/// Positions: tensors of whole numbers that say where elements are, counted from 1.
#pragma once

#include "kernels/tape.h"
#include "tensor/tensor.h"

/// Fails with HY_ERR_ARGUMENT unless every element is 1 .. limit, now and, when a plan is being
/// made, whenever it runs.
///
/// @param name  What the positions are, for the message: "gather: index". Must outlive plans.
/// @param positions  Contiguous, of i64.
bool hy_positions_check(hy_scope *scope, const char *name, const hy_tensor *positions,
                        size_t limit);

/// Says which position is out of range.
///
/// @return HY_ERR_ARGUMENT.
hy_status hy_positions_fail(hy_error *err, const hy_tape_check *failed);
