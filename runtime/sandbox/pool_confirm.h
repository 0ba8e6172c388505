/// Pool confirms: the part of a pool that runs each job in a process of its own.
#pragma once

#include "sandbox/pool_state.h"

#include <stdbool.h>

/// Hands jobs to free confirm workers, in order.
void hy_pool_hand_to_seats(hy_pool *pool);

/// Starts a worker where there is none, and posts the newest secret to all that ran already.
void hy_pool_teach_seats(hy_pool *pool);

/// Lets a worker say and hear what there is; replaces it if it died.
void hy_pool_serve_seat(hy_pool *pool, hy_pool_seat *seat);

/// Whether a worker runs a job or learns.
bool hy_pool_is_seat_busy(const hy_pool_seat *seat);
