// SHA-256 by the SHA extensions of x86: four rounds at a time. Its registers hold the state as
// (a, b, e, f) and (c, d, g, h), the highest lane first, as SHA256RNDS2 wants it.

#include "base/hash_compress.h"

#include <immintrin.h>

enum { STEPS = 16 };

// Four words of the message schedule, of the sixteen before them.
static __m128i expand(const __m128i words[4], int step)
{
    __m128i oldest = words[step & 3];
    __m128i next = words[(step + 1) & 3];
    __m128i newer = words[(step + 2) & 3];
    __m128i newest = words[(step + 3) & 3];
    __m128i sum =
        _mm_add_epi32(_mm_sha256msg1_epu32(oldest, next), _mm_alignr_epi8(newest, newer, 4));
    return _mm_sha256msg2_epu32(sum, newest);
}

static void compress(__m128i *abef, __m128i *cdgh, const unsigned char *block)
{
    const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i first = *abef;
    __m128i second = *cdgh;
    __m128i words[4];
#pragma GCC unroll 16
    for (int step = 0; step < STEPS; step++) {
        if (step < 4) {
            const void *four = block + 16 * step;
            words[step] = _mm_shuffle_epi8(_mm_loadu_si128(four), big_endian);
        } else {
            words[step & 3] = expand(words, step);
        }
        const void *constants = &hy_hash_constants[4 * step];
        __m128i sums = _mm_add_epi32(words[step & 3], _mm_loadu_si128(constants));
        second = _mm_sha256rnds2_epu32(second, first, sums);
        first = _mm_sha256rnds2_epu32(first, second, _mm_shuffle_epi32(sums, 0x0e));
    }
    *abef = _mm_add_epi32(*abef, first);
    *cdgh = _mm_add_epi32(*cdgh, second);
}

void hy_hash_compress_sha(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
    __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
    for (size_t i = 0; i < count; i++) {
        compress(&abef, &cdgh, blocks + i * HY_HASH_BLOCK_SIZE);
    }
    state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
    state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
    state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
    state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
    state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
    state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
    state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
    state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}
