/// Allocators: where tensor memory comes from, and a cache that keeps it.
///
/// The cache rounds sizes up to classes and keeps what is freed for the next request of the same
/// class; nothing goes back to the allocator below until the limit is hit or the cache ends.
/// Not thread-safe: one cache belongs to one context.
#pragma once

#include "base/error.h"

#include <stddef.h>

/// Hooks to whatever owns the memory.
typedef struct hy_allocator {
    /// Returns at least `size_bytes` (a multiple of 64), aligned to 64 bytes, or NULL.
    void *(*allocate)(void *user, size_t size_bytes);
    /// Takes back a block with the size that it was asked for.
    void (*release)(void *user, void *block, size_t size_bytes);
    /// Told that a request stays refused although everything was given back; may be NULL.
    void (*give_up)(void *user);
    void *user;  ///< Handed to all of them; may be NULL.
} hy_allocator;

/// The C library's heap.
extern const hy_allocator hy_allocator_system;

/// 16 classes of 64 bytes each up to 1 KiB, then four per doubling up to 2^47.
enum { HY_CACHE_CLASS_COUNT = 16 + 4 * 37 };

typedef struct hy_cache {
    hy_allocator allocator;
    /// Asked, when memory is short, to make others release what they no longer need; may be NULL.
    void (*reclaim)(void *user);
    void *reclaim_user;
    size_t limit_bytes;   ///< Held bytes never exceed this.
    size_t held_bytes;    ///< Asked of the allocator and not returned.
    size_t in_use_bytes;  ///< The part of it that is handed out.
    struct hy_cache_block *free[HY_CACHE_CLASS_COUNT];
} hy_cache;

/// @param limit_bytes  The most that may be held; 0 for no limit.
void hy_cache_init(hy_cache *cache, const hy_allocator *allocator, size_t limit_bytes);

/// Returns every block to the allocator; all of them must have been released to the cache.
void hy_cache_deinit(hy_cache *cache);

/// What a free block starts with.
typedef struct hy_cache_block {
    struct hy_cache_block *next;
} hy_cache_block;

enum { HY_CACHE_GRANULE = 64, HY_CACHE_SMALL_SIZE = 1024 };

/// hy_cache_release for every size.
void hy_cache_release_any(hy_cache *cache, void *block, size_t size_bytes);

/// A block as hy_cache_allocate gives it, or NULL unless it is small and one lies free: what most
/// requests get, without a call.
static inline void *hy_cache_reuse(hy_cache *cache, size_t size_bytes)
{
    size_t class = (size_bytes - 1) / HY_CACHE_GRANULE;
    if (size_bytes - 1 >= HY_CACHE_SMALL_SIZE || !cache->free[class]) {
        return NULL;
    }
    struct hy_cache_block *block = cache->free[class];
    cache->free[class] = block->next;
    cache->in_use_bytes += (class + 1) * HY_CACHE_GRANULE;
    return block;
}

/// Writes to `out` a block of at least `size_bytes`, aligned to 64 bytes, contents undefined.
///
/// @return HY_OK; HY_ERR_LIMIT when the limit does not allow it; HY_ERR_MEMORY when the allocator
///         said no.
hy_status hy_cache_allocate(hy_cache *cache, size_t size_bytes, void **out, hy_error *err);

/// Takes back a block that was asked for with the same size.
static inline void hy_cache_release(hy_cache *cache, void *block, size_t size_bytes)
{
    size_t class = (size_bytes - 1) / HY_CACHE_GRANULE;
    if (size_bytes - 1 >= HY_CACHE_SMALL_SIZE) {
        hy_cache_release_any(cache, block, size_bytes);
        return;
    }
    hy_cache_block *head = block;
    head->next = cache->free[class];
    cache->free[class] = head;
    cache->in_use_bytes -= (class + 1) * HY_CACHE_GRANULE;
}
