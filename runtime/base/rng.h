/// Random numbers: Philox 4x32-10, a counter-based generator.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// Draw number `index` of stream `stream` under `seed` is a pure function of the three, so
/// any draw can be repeated anywhere, and streams never overlap.
#pragma once

#include <stdint.h>

/// A place in a stream. A plain value: copying it copies the place.
typedef struct hy_rng {
    uint64_t seed;
    uint64_t stream;
    uint64_t index;  ///< The next draw; each draw moves it by one.
} hy_rng;

/// Encrypts one 128-bit counter under a 64-bit key: the ten rounds of the paper.
void hy_rng_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/// Returns the stream of `rng` that belongs to `name`, at its first draw. `rng` does not move.
hy_rng hy_rng_split(const hy_rng *rng, uint64_t name);

/// Draws 64 random bits.
uint64_t hy_rng_bits(hy_rng *rng);

/// Draws uniformly from [0, 1), in steps of 2^-53.
double hy_rng_uniform(hy_rng *rng);

/// Draws uniformly from (0, 1): the middles of 2^53 equal intervals.
double hy_rng_positive(hy_rng *rng);

/// Draws from the standard normal distribution (Box and Muller 1958, the cosine half).
double hy_rng_normal(hy_rng *rng);

/// Draws two independent numbers from it at once: that of hy_rng_normal and the sine half.
void hy_rng_normal_pair(hy_rng *rng, double out[2]);

/// Draws uniformly from 0 .. bound-1; `bound` is at least 1. Exact: no modulo bias.
uint64_t hy_rng_below(hy_rng *rng, uint64_t bound);

/// Draws from 0 .. bound-1 by one draw whatever the bound, which is at least 1: no value is more or
/// less probable than 1 / bound by more than 2^-128.
uint64_t hy_rng_scaled(hy_rng *rng, uint64_t bound);
