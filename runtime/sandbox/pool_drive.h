/// Pool drives: how the work of a pool moves on, one step at a time.
#pragma once

#include "sandbox/pool_state.h"

#include <stdbool.h>

/// Starts the worker of a seat and posts every lesson to it.
///
/// @return HY_OK; HY_ERR_IO or HY_ERR_MEMORY with the seat empty.
hy_status hy_pool_start(hy_pool *pool, hy_pool_seat *seat, hy_error *err);

/// Posts one lesson, by its index, to the worker of a seat.
///
/// @return HY_OK; HY_ERR_LIMIT; HY_ERR_MEMORY.
hy_status hy_pool_teach(hy_pool *pool, hy_pool_seat *seat, size_t lesson, hy_error *err);

/// Hands jobs that wait to workers that do not.
void hy_pool_hand_out(hy_pool *pool);

/// Hands jobs out, then waits until a worker has something to say or to hear, and lets it. Replaces
/// workers that die.
///
/// @return Whether anything may be left to do.
bool hy_pool_step(hy_pool *pool);

/// Workers that run.
size_t hy_pool_running_count(const hy_pool *pool);

/// Whether the worker of a seat runs.
bool hy_pool_is_running(const hy_pool_seat *seat);
