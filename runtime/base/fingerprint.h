/// Fingerprints: 128 bits that tell byte strings apart.
///
/// SipHash-1-3 (Aumasson & Bernstein 2012) with 128 bits of output and a fixed key, over words of
/// eight bytes. Fast and well mixed, but not a name for content: who looks for two sequences with
/// one fingerprint may find them. The machine is little-endian.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A fingerprint under way. Feed it in any pieces, then finish it once.
typedef struct hy_fingerprint {
    uint64_t state[4];
    uint64_t size_bytes;       ///< Bytes fed so far.
    unsigned char waiting[8];  ///< Those that are not a word yet.
} hy_fingerprint;

/// Starts with the empty string.
void hy_fingerprint_init(hy_fingerprint *fingerprint);

/// Feeds `size` bytes.
void hy_fingerprint_add(hy_fingerprint *fingerprint, const void *bytes, size_t size);

/// Writes the fingerprint of all that was fed.
void hy_fingerprint_finish(const hy_fingerprint *fingerprint, uint64_t out[2]);
