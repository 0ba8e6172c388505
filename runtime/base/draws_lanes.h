/// Lanes of draws: the work of draws.h, compiled once per instruction set.
#pragma once

#include "base/rng.h"

#include <stddef.h>

/// The functions of one instruction set; all sets give the same values, bit for bit.
typedef struct hy_draws_lanes {
    /// Writes the draws of hy_rng_uniform from `rng` on, which does not move.
    void (*uniform)(const hy_rng *rng, double *out, size_t count);
    /// Writes the draws of hy_rng_normal_pair from `rng` on, rounded; `rng` does not move.
    void (*normal_f32)(const hy_rng *rng, float *out, size_t count);
} hy_draws_lanes;
