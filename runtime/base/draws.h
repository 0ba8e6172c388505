/// Draws: many random numbers at once, the same bits as one by one.
#pragma once

#include "base/rng.h"

#include <stddef.h>

/// Writes `count` numbers as hy_rng_uniform draws them; `rng` moves by `count`.
void hy_draws_uniform(hy_rng *rng, double *out, size_t count);

/// Writes `count` numbers as hy_rng_normal draws them, rounded; `rng` moves by `count`.
void hy_draws_normal_f32(hy_rng *rng, float *out, size_t count);
