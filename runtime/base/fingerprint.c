#include "base/fingerprint.h"

#include <string.h>

enum { WORD_BYTES = 8, FINAL_ROUNDS = 3 };

static uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

static void absorb(uint64_t v[4], const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, WORD_BYTES);
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
}

void hy_fingerprint_init(hy_fingerprint *fingerprint)
{
    // the paper's constants under the key 0, and what asks for 128 bits
    *fingerprint = (hy_fingerprint){
        .state = {UINT64_C(0x736f6d6570736575), UINT64_C(0x646f72616e646f6d) ^ 0xee,
                  UINT64_C(0x6c7967656e657261), UINT64_C(0x7465646279746573)}};
}

void hy_fingerprint_add(hy_fingerprint *fingerprint, const void *bytes, size_t size)
{
    const unsigned char *next = bytes;
    size_t used = fingerprint->size_bytes % WORD_BYTES;
    fingerprint->size_bytes += size;
    while (size > 0) {
        size_t room = WORD_BYTES - used;
        size_t taken = size < room ? size : room;
        for (size_t i = 0; i < taken; i++) {
            fingerprint->waiting[used + i] = next[i];
        }
        used += taken;
        next += taken;
        size -= taken;
        if (used == WORD_BYTES) {
            absorb(fingerprint->state, fingerprint->waiting);
            used = 0;
        }
    }
}

void hy_fingerprint_finish(const hy_fingerprint *fingerprint, uint64_t out[2])
{
    hy_fingerprint end = *fingerprint;
    uint64_t *v = end.state;
    size_t used = end.size_bytes % WORD_BYTES;
    memset(end.waiting + used, 0, WORD_BYTES - used);
    end.waiting[WORD_BYTES - 1] = (unsigned char)end.size_bytes;
    absorb(v, end.waiting);
    v[2] ^= 0xee;
    for (int i = 0; i < FINAL_ROUNDS; i++) {
        mix(v);
    }
    out[0] = v[0] ^ v[1] ^ v[2] ^ v[3];
    v[1] ^= 0xdd;
    for (int i = 0; i < FINAL_ROUNDS; i++) {
        mix(v);
    }
    out[1] = v[0] ^ v[1] ^ v[2] ^ v[3];
}
