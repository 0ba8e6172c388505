/// Sources: what a result was made from that is older than a point in time.
#pragma once

#include "tensor/tensor.h"

/// Finds the recorded tensors older than `since` that `y` was made from, directly or through newer
/// ones; each counts once, in an order that the graph alone decides. What they were made from in
/// turn is not visited. `y` itself, when it is older, is its only source.
///
/// @param since         Recorded.
/// @param[out] sources  The first `capacity` of them; they live as long as `y` does.
/// @param[out] count    How many there are, which may be more than `capacity`.
/// @return HY_OK, HY_ERR_ARGUMENT when `since` is not recorded, HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_status hy_sources(hy_tensor *y, const hy_tensor *since, hy_tensor *sources[], size_t capacity,
                     size_t *count, hy_error *err);
