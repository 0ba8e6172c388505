/// Draws: many random numbers at once, the same bits as one by one.
#pragma once

#include "base/rng.h"

#include <stddef.h>

/// Writes `count` numbers as hy_rng_uniform draws them; `rng` moves by `count`.
void hy_draws_uniform(hy_rng *rng, double *out, size_t count);

/// Writes `count` numbers as hy_rng_normal_pair draws them two by two; `rng` moves by half of
/// `count`, rounded up.
void hy_draws_normal(hy_rng *rng, double *out, size_t count);

/// The same numbers, rounded.
void hy_draws_normal_f32(hy_rng *rng, float *out, size_t count);
