#include "base/draws_lanes.h"

#include "base/philox.h"

#ifdef __AVX2__
#include <immintrin.h>
#endif
#include <math.h>
#include <stdbool.h>
#include <string.h>

// Blocks are made side by side, one to a lane, in loops that compilers turn into vector code. The
// values do not depend on the instruction set or on what a compiler contracts: uniform draws are
// exact, and a normal draw whose rounding to float could depend on the last bits of a logarithm, a
// sine or a cosine is made again by hy_rng_normal_pair.

// the series end where their error is below 300 units in the last place of a double
enum { LANES = 64, PAIRED = 2 * LANES, LOG_TERMS = 8, SINE_TERMS = 7, COSINE_TERMS = 8 };

#define UNIT_53 0x1p-53

typedef struct blocks {
    uint64_t word[4][LANES];
} blocks;

#ifdef __AVX2__
enum { VECTORS = 2, GROUP = 4 * VECTORS };

// One word of several blocks, each in the lower half of 64 bits: the upper halves hold what is
// left of products, which the next product does not read.
typedef __m256i words[VECTORS];

static inline void encrypt(words a, words b, words c, words d, uint64_t seed)
{
    const __m256i multiplier_a = _mm256_set1_epi64x(HY_PHILOX_MULTIPLIER_A);
    const __m256i multiplier_c = _mm256_set1_epi64x(HY_PHILOX_MULTIPLIER_C);
    __m256i key_a = _mm256_set1_epi64x((uint32_t)seed);
    __m256i key_c = _mm256_set1_epi64x((int64_t)(seed >> 32));
    for (int round = 0; round < HY_PHILOX_ROUNDS; round++) {
        for (int i = 0; i < VECTORS; i++) {
            __m256i first = _mm256_mul_epu32(multiplier_a, a[i]);
            __m256i second = _mm256_mul_epu32(multiplier_c, c[i]);
            a[i] = _mm256_xor_si256(_mm256_srli_epi64(second, 32), _mm256_xor_si256(b[i], key_a));
            c[i] = _mm256_xor_si256(_mm256_srli_epi64(first, 32), _mm256_xor_si256(d[i], key_c));
            b[i] = second;
            d[i] = first;
        }
        key_a = _mm256_add_epi32(key_a, _mm256_set1_epi64x(HY_PHILOX_STEP_A));
        key_c = _mm256_add_epi32(key_c, _mm256_set1_epi64x(HY_PHILOX_STEP_C));
    }
}

static void make_group(const hy_rng *rng, uint64_t index, size_t begin, blocks *out)
{
    words word[4];
    for (int i = 0; i < VECTORS; i++) {
        __m256i lane = _mm256_set_epi64x(3, 2, 1, 0);
        word[0][i] = _mm256_add_epi64(_mm256_set1_epi64x((int64_t)(index + begin) + 4 * i), lane);
        word[1][i] = _mm256_srli_epi64(word[0][i], 32);
        word[2][i] = _mm256_set1_epi64x((uint32_t)rng->stream);
        word[3][i] = _mm256_set1_epi64x((int64_t)(rng->stream >> 32));
    }
    encrypt(word[0], word[1], word[2], word[3], rng->seed);
    for (int i = 0; i < 4; i++) {
        memcpy(out->word[i] + begin, word[i], sizeof word[i]);
    }
}
#else
enum { GROUP = 1 };

static void make_group(const hy_rng *rng, uint64_t index, size_t begin, blocks *out)
{
    index += begin;
    const uint32_t counter[4] = {(uint32_t)index, (uint32_t)(index >> 32), (uint32_t)rng->stream,
                                 (uint32_t)(rng->stream >> 32)};
    const uint32_t key[2] = {(uint32_t)rng->seed, (uint32_t)(rng->seed >> 32)};
    uint32_t word[4];
    hy_rng_block(counter, key, word);
    for (int i = 0; i < 4; i++) {
        out->word[i][begin] = word[i];
    }
}
#endif

static void make_blocks(const hy_rng *rng, uint64_t index, blocks *out)
{
    for (size_t begin = 0; begin < LANES; begin += GROUP) {
        make_group(rng, index, begin, out);
    }
}

// the lower half of a word as a double: written into the mantissa of 2^52
static inline double real_of(uint64_t word)
{
    uint64_t bits = (word & 0xffffffff) | 0x4330000000000000;
    double shifted;
    memcpy(&shifted, &bits, sizeof shifted);
    return shifted - 0x1p52;
}

// the upper 53 of 64 bits as a whole number, exactly
static inline double whole_of(uint64_t low, uint64_t high)
{
    return real_of(high) * 0x1p21 + real_of((low & 0xffffffff) >> 11);
}

static void uniform(const hy_rng *rng, double *out, size_t count)
{
    for (size_t begin = 0; begin < count; begin += LANES) {
        blocks made;
        double unit[LANES];
        make_blocks(rng, rng->index + begin, &made);
        for (size_t i = 0; i < LANES; i++) {
            unit[i] = whole_of(made.word[0][i], made.word[1][i]) * UNIT_53;
        }
        size_t length = count - begin < LANES ? count - begin : LANES;
        memcpy(out + begin, unit, length * sizeof *unit);
    }
}

// log(x) of a normal number: x = 2^n m with m near 1, and log(m) = 2 atanh((m - 1) / (m + 1))
static inline double log_of(double x)
{
    static const uint64_t least = 0x3fe6a09e00000000;  // sqrt(1/2), rounded
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits += 0x3ff0000000000000 - least;
    uint64_t exponent = (bits >> 52) | 0x4330000000000000;
    bits = (bits & 0x000fffffffffffff) + least;
    double n;
    double m;
    memcpy(&n, &exponent, sizeof n);
    memcpy(&m, &bits, sizeof m);
    double s = (m - 1) / (m + 1);
    double square = s * s;
    double sum = 1.0 / (2 * LOG_TERMS - 1);
#pragma GCC unroll 16
    for (int i = LOG_TERMS - 2; i >= 0; i--) {
        sum = sum * square + 1.0 / (2 * i + 1);
    }
    return (n - (0x1p52 + 1023)) * 0.6931471805599453 + 2 * s * sum;
}

// the Taylor series of sin(x) / x (first 1) or cos(x) (first 0) in the square of x
static inline double series(double square, int first, int terms)
{
    static const double inverse_factorial[] = {1.0,
                                               1.0,
                                               -1.0 / 2,
                                               -1.0 / 6,
                                               1.0 / 24,
                                               1.0 / 120,
                                               -1.0 / 720,
                                               -1.0 / 5040,
                                               1.0 / 40320,
                                               1.0 / 362880,
                                               -1.0 / 3628800,
                                               -1.0 / 39916800,
                                               1.0 / 479001600,
                                               1.0 / 6227020800,
                                               -1.0 / 87178291200};
    double sum = inverse_factorial[first + 2 * (terms - 1)];
#pragma GCC unroll 8
    for (int i = terms - 2; i >= 0; i--) {
        sum = sum * square + inverse_factorial[first + 2 * i];
    }
    return sum;
}

// sin(x) and cos(x) for x in [0, 2 pi], precise relative to their values also where those are small
static inline void turn(double x, double *sine, double *cosine)
{
    double shifted = x * 0.6366197723675814 + 0x1.8p52;
    uint64_t quadrant;
    memcpy(&quadrant, &shifted, sizeof quadrant);
    double n = shifted - 0x1.8p52;
    // pi / 2 in three parts: n times each of the first two is exact
    double rest = x - n * 0x1.921fb544p+0;
    rest -= n * 0x1.0b4611a6p-34;
    rest -= n * 0x1.3198a2e037073p-69;
    double square = rest * rest;
    double sine_of_rest = rest * series(square, 1, SINE_TERMS);
    double cosine_of_rest = series(square, 0, COSINE_TERMS);
    double across = quadrant & 1 ? cosine_of_rest : sine_of_rest;
    double along = quadrant & 1 ? -sine_of_rest : cosine_of_rest;
    *sine = quadrant & 2 ? -across : across;
    *cosine = quadrant & 2 ? -along : along;
}

// Not 0 when a double lies so near the middle of two floats that an error of 1024 units in its last
// place could change which of them it is rounded to; the errors of log_of and turn together stay
// below half of that.
static inline uint64_t is_close(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    // the bits that rounding drops, moved so that those to find are below 2048
    return (((bits - (0x10000000 - 1024)) & 0x1fffffff) >> 11) == 0;
}

static void normals_of(const blocks *made, double *out)
{
    for (size_t i = 0; i < LANES; i++) {
        double unit = (whole_of(made->word[0][i], made->word[1][i]) + 1) * UNIT_53;
        double angle = whole_of(made->word[2][i], made->word[3][i]) * UNIT_53;
        double radius = sqrt(-2.0 * log_of(unit));
        double sine;
        double cosine;
        turn(6.283185307179586 * angle, &sine, &cosine);
        out[2 * i] = radius * cosine;
        out[2 * i + 1] = radius * sine;
    }
}

// Makes the pairs again from `rng` on.
static void redraw(hy_rng rng, float *out)
{
    for (size_t i = 0; i < PAIRED; i += 2) {
        double pair[2];
        hy_rng_normal_pair(&rng, pair);
        out[i] = (float)pair[0];
        out[i + 1] = (float)pair[1];
    }
}

static void normal_f32(const hy_rng *rng, float *out, size_t count)
{
    for (size_t begin = 0; begin < count; begin += PAIRED) {
        hy_rng place = {rng->seed, rng->stream, rng->index + begin / 2};
        blocks made;
        double normal[PAIRED];
        make_blocks(rng, place.index, &made);
        normals_of(&made, normal);
        float rounded[PAIRED];
        uint64_t any_is_close = 0;
        for (size_t i = 0; i < PAIRED; i++) {
            rounded[i] = (float)normal[i];
            any_is_close |= is_close(normal[i]);
        }
        if (any_is_close) {
            redraw(place, rounded);
        }
        size_t length = count - begin < PAIRED ? count - begin : PAIRED;
        memcpy(out + begin, rounded, length * sizeof *rounded);
    }
}

const hy_draws_lanes HY_DRAWS_LANES = {uniform, normal_f32};
