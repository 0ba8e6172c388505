/// The inner loop of SHA-256: whole blocks into the state (FIPS 180-4, section 6.2.2).
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HY_HASH_BLOCK_SIZE = 64 };

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
extern const uint32_t hy_hash_constants[64];

/// Feeds `count` blocks, by what the processor has for it.
void hy_hash_compress(uint32_t state[8], const unsigned char *blocks, size_t count);

/// The same on any processor.
void hy_hash_compress_portable(uint32_t state[8], const unsigned char *blocks, size_t count);

/// The same by the SHA extensions, where there are any.
void hy_hash_compress_sha(uint32_t state[8], const unsigned char *blocks, size_t count);

/// Tells whether this processor has them.
bool hy_hash_has_sha(void);
