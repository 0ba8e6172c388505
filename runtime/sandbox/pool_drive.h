/// Pool drives: how the work of a pool moves on, one step at a time.
#pragma once

#include "sandbox/pool_state.h"

#include <stdbool.h>

/// Hands jobs that wait to workers that do not, which are started as they are needed.
void hy_pool_hand_out(hy_pool *pool);

/// Hands jobs out, then waits until a worker has something to say or to hear, and lets it. Replaces
/// workers that die.
///
/// @return Whether anything may be left to do.
bool hy_pool_step(hy_pool *pool);
