/// Pool screens: the part of a pool that screens.
#pragma once

#include "sandbox/pool_state.h"

#include <stdbool.h>

/// Hands jobs to screen workers, in order, as long as there is room.
void hy_pool_hand_to_screeners(hy_pool *pool);

/// Takes all answers that are there, waiting some microseconds for the first if asked to.
///
/// @return Whether there was any.
bool hy_pool_take_answers(hy_pool *pool, bool is_patient);

/// Jobs that screen workers have.
size_t hy_pool_screened_count(const hy_pool *pool);

/// Has busy screen workers ring when they answer, or no longer.
void hy_pool_listen(hy_pool *pool, bool is_listening);

/// Ends screen workers that died or hang. The job at fault is promoted, the others wait for another
/// worker.
void hy_pool_replace_lost(hy_pool *pool);
