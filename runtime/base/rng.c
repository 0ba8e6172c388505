#include "base/rng.h"

#include "base/philox.h"

#include <math.h>

static const double two_pi = 6.283185307179586;
static const double unit_53 = 0x1p-53;

void hy_rng_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k[2] = {key[0], key[1]};
    for (int round = 0; round < HY_PHILOX_ROUNDS; round++) {
        uint64_t first = (uint64_t)HY_PHILOX_MULTIPLIER_A * c[0];
        uint64_t second = (uint64_t)HY_PHILOX_MULTIPLIER_C * c[2];
        uint32_t next[4] = {(uint32_t)(second >> 32) ^ c[1] ^ k[0], (uint32_t)second,
                            (uint32_t)(first >> 32) ^ c[3] ^ k[1], (uint32_t)first};
        for (int i = 0; i < 4; i++) {
            c[i] = next[i];
        }
        k[0] += HY_PHILOX_STEP_A;
        k[1] += HY_PHILOX_STEP_C;
    }
    for (int i = 0; i < 4; i++) {
        out[i] = c[i];
    }
}

// the block that belongs to a counter made of an index and a stream
static void draw(uint64_t seed, uint64_t stream, uint64_t index, uint32_t out[4])
{
    uint32_t counter[4] = {(uint32_t)index, (uint32_t)(index >> 32), (uint32_t)stream,
                           (uint32_t)(stream >> 32)};
    uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    hy_rng_block(counter, key, out);
}

static uint64_t join(uint32_t low, uint32_t high)
{
    return (uint64_t)high << 32 | low;
}

hy_rng hy_rng_split(const hy_rng *rng, uint64_t name)
{
    // the key of a child is a block of its parent's, so a name means something else in each stream
    uint32_t out[4];
    draw(rng->seed ^ 0x5851f42d4c957f2d, rng->stream, name, out);
    return (hy_rng){.seed = join(out[0], out[1]), .stream = join(out[2], out[3]), .index = 0};
}

uint64_t hy_rng_bits(hy_rng *rng)
{
    uint32_t out[4];
    draw(rng->seed, rng->stream, rng->index++, out);
    return join(out[0], out[1]);
}

double hy_rng_uniform(hy_rng *rng)
{
    return (double)(hy_rng_bits(rng) >> 11) * unit_53;
}

double hy_rng_positive(hy_rng *rng)
{
    return ((double)(hy_rng_bits(rng) >> 11) + 0.5) * unit_53;
}

// A point of the plane by its distance and its direction; both its coordinates are normal.
static double draw_point(hy_rng *rng, double *angle)
{
    uint32_t out[4];
    draw(rng->seed, rng->stream, rng->index++, out);
    // in (0, 1], so that the logarithm is finite
    double unit = (double)((join(out[0], out[1]) >> 11) + 1) * unit_53;
    *angle = two_pi * ((double)(join(out[2], out[3]) >> 11) * unit_53);
    return sqrt(-2.0 * log(unit));
}

double hy_rng_normal(hy_rng *rng)
{
    double angle;
    double radius = draw_point(rng, &angle);
    return radius * cos(angle);
}

void hy_rng_normal_pair(hy_rng *rng, double out[2])
{
    double angle;
    double radius = draw_point(rng, &angle);
    out[0] = radius * cos(angle);
    out[1] = radius * sin(angle);
}

uint64_t hy_rng_below(hy_rng *rng, uint64_t bound)
{
    // reject the incomplete last interval of the 2^64 values
    uint64_t threshold = (0 - bound) % bound;
    for (;;) {
        uint64_t bits = hy_rng_bits(rng);
        if (bits >= threshold) {
            return bits % bound;
        }
    }
}

uint64_t hy_rng_scaled(hy_rng *rng, uint64_t bound)
{
    uint32_t out[4];
    draw(rng->seed, rng->stream, rng->index++, out);
    // the whole part of bound * block / 2^128
    unsigned __int128 lesser = (unsigned __int128)join(out[0], out[1]) * bound >> 64;
    return (uint64_t)(((unsigned __int128)join(out[2], out[3]) * bound + lesser) >> 64);
}
