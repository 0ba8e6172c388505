/// Hashes: SHA-256 digests that name content (FIPS 180-4).
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Bytes of a digest, and of its hexadecimal text with the NUL.
enum { HY_HASH_SIZE = 32, HY_HASH_HEX_SIZE = 65 };

/// A digest under way. Feed it in any pieces, then finish it once.
typedef struct hy_hash {
    uint32_t state[8];
    uint64_t size_bytes;  ///< Bytes fed so far.
    unsigned char block[64];
} hy_hash;

/// Starts a digest.
void hy_hash_init(hy_hash *hash);

/// Feeds `size` bytes; `bytes` may be NULL when `size` is 0.
void hy_hash_update(hy_hash *hash, const void *bytes, size_t size);

/// Writes the digest of everything fed; the hash must be initialised again before further use.
void hy_hash_finish(hy_hash *hash, unsigned char digest[HY_HASH_SIZE]);

/// Writes the digest of `size` bytes as 64 lower-case hexadecimal digits and a NUL.
void hy_hash_hex(const void *bytes, size_t size, char text[HY_HASH_HEX_SIZE]);
