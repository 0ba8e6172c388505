#include "base/hash.h"

#include "base/hash_compress.h"

#include <string.h>

enum { BLOCK_SIZE = HY_HASH_BLOCK_SIZE, LENGTH_OFFSET = 56 };

void hy_hash_init(hy_hash *hash)
{
    // the first 32 bits of the fractional parts of the square roots of the first 8 primes
    *hash = (hy_hash){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

// Takes what fits into the block that is begun, and compresses it where that makes it whole.
static size_t fill_block(hy_hash *hash, const unsigned char *next, size_t size)
{
    size_t used = (size_t)(hash->size_bytes % BLOCK_SIZE);
    size_t count = BLOCK_SIZE - used < size ? BLOCK_SIZE - used : size;
    memcpy(hash->block + used, next, count);
    if (used + count == BLOCK_SIZE) {
        hy_hash_compress(hash->state, hash->block, 1);
    }
    return count;
}

void hy_hash_update(hy_hash *hash, const void *bytes, size_t size)
{
    const unsigned char *next = bytes;
    while (size > 0) {
        size_t count = size - size % BLOCK_SIZE;
        if (hash->size_bytes % BLOCK_SIZE == 0 && count > 0) {
            hy_hash_compress(hash->state, next, count / BLOCK_SIZE);
        } else {
            count = fill_block(hash, next, size);
        }
        hash->size_bytes += count;
        next += count;
        size -= count;
    }
}

void hy_hash_finish(hy_hash *hash, unsigned char digest[HY_HASH_SIZE])
{
    static const unsigned char padding[BLOCK_SIZE] = {0x80};
    uint64_t size_bits = hash->size_bytes * 8;
    size_t used = (size_t)(hash->size_bytes % BLOCK_SIZE);
    size_t count = (used < LENGTH_OFFSET ? LENGTH_OFFSET : LENGTH_OFFSET + BLOCK_SIZE) - used;
    hy_hash_update(hash, padding, count);

    unsigned char length[8];
    for (int i = 0; i < 8; i++) {
        length[i] = (unsigned char)(size_bits >> (56 - 8 * i));
    }
    hy_hash_update(hash, length, sizeof length);
    for (int i = 0; i < HY_HASH_SIZE; i++) {
        digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void hy_hash_hex(const void *bytes, size_t size, char text[HY_HASH_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    hy_hash hash;
    unsigned char digest[HY_HASH_SIZE];
    hy_hash_init(&hash);
    hy_hash_update(&hash, bytes, size);
    hy_hash_finish(&hash, digest);
    for (int i = 0; i < HY_HASH_SIZE; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[2 * HY_HASH_SIZE] = '\0';
}
