#include "base/hash_compress.h"

#include <string.h>

#ifdef HY_HAS_SHA
#include <cpuid.h>
#endif

// the first 32 bits of the fractional parts of the cube roots of the first 64 primes
const uint32_t hy_hash_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate_right(uint32_t word, int count)
{
    return (word >> count) | (word << (32 - count));
}

// FIPS 180-4, section 6.2.2: the message schedule
static void expand_block(const unsigned char *block, uint32_t schedule[64])
{
    for (int i = 0; i < 16; i++) {
        schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                      (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t a = schedule[i - 15];
        uint32_t b = schedule[i - 2];
        uint32_t mixed_a = rotate_right(a, 7) ^ rotate_right(a, 18) ^ (a >> 3);
        uint32_t mixed_b = rotate_right(b, 17) ^ rotate_right(b, 19) ^ (b >> 10);
        schedule[i] = schedule[i - 16] + mixed_a + schedule[i - 7] + mixed_b;
    }
}

// FIPS 180-4, section 6.2.2: the compression; `v` holds the working variables a to h
static void compress(uint32_t state[8], const unsigned char *block)
{
    uint32_t schedule[64];
    expand_block(block, schedule);

    uint32_t v[8];
    memcpy(v, state, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t sum_e = rotate_right(v[4], 6) ^ rotate_right(v[4], 11) ^ rotate_right(v[4], 25);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t first = v[7] + sum_e + choice + hy_hash_constants[i] + schedule[i];
        uint32_t sum_a = rotate_right(v[0], 2) ^ rotate_right(v[0], 13) ^ rotate_right(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += first;
        v[0] = first + sum_a + majority;
    }
    for (int i = 0; i < 8; i++) {
        state[i] += v[i];
    }
}

void hy_hash_compress_portable(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        compress(state, blocks + i * HY_HASH_BLOCK_SIZE);
    }
}

#ifdef HY_HAS_SHA
// Intel's manual, volume 2, CPUID: leaf 7, EBX bit 29; SSSE3 and SSE4.1 are bits 9 and 19 of leaf 1
bool hy_hash_has_sha(void)
{
    unsigned a, b, c, d;
    bool has_sse = __get_cpuid(1, &a, &b, &c, &d) && (c >> 9 & 1) && (c >> 19 & 1);
    return has_sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

void hy_hash_compress(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    static int has_sha = -1;  // whichever thread is the first finds the same
    int known = __atomic_load_n(&has_sha, __ATOMIC_RELAXED);
    if (known < 0) {
        known = hy_hash_has_sha();
        __atomic_store_n(&has_sha, known, __ATOMIC_RELAXED);
    }
    (known ? hy_hash_compress_sha : hy_hash_compress_portable)(state, blocks, count);
}
#else
bool hy_hash_has_sha(void)
{
    return false;
}

void hy_hash_compress_sha(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    hy_hash_compress_portable(state, blocks, count);
}

void hy_hash_compress(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    hy_hash_compress_portable(state, blocks, count);
}
#endif
