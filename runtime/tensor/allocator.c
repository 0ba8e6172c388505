#include "tensor/allocator.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum {
    GRANULE = HY_CACHE_GRANULE,
    SMALL_CLASS_COUNT = HY_CACHE_SMALL_SIZE / HY_CACHE_GRANULE,
    CLASSES_PER_DOUBLING = 4
};

static const size_t largest_size = (size_t)1 << 47;
static const size_t huge_page = (size_t)1 << 21;

// In huge pages, where the system has them: what is larger than the processor's table of pages is
// read and written 1.3 times as fast. The rest of the block stays in small pages.
static void *allocate_huge(size_t size_bytes)
{
    void *block = NULL;
    if (posix_memalign(&block, huge_page, size_bytes) != 0) {
        return NULL;
    }
    (void)madvise(block, size_bytes / huge_page * huge_page, MADV_HUGEPAGE);
    return block;
}

static void *system_allocate(void *user, size_t size_bytes)
{
    (void)user;
    return size_bytes < huge_page ? aligned_alloc(GRANULE, size_bytes) : allocate_huge(size_bytes);
}

static void system_release(void *user, void *block, size_t size_bytes)
{
    (void)user;
    (void)size_bytes;
    free(block);
}

const hy_allocator hy_allocator_system = {.allocate = system_allocate, .release = system_release};

static size_t class_of(size_t size_bytes)
{
    if (size_bytes <= (size_t)GRANULE * SMALL_CLASS_COUNT) {
        return size_bytes ? (size_bytes - 1) / GRANULE : 0;
    }
    // 2^power < size <= 2^(power + 1), split into quarters; 2^10 is the first power
    size_t last = size_bytes - 1;
    size_t power = 63U - (size_t)__builtin_clzll(last);
    size_t quarter = (last >> (power - 2)) & 3U;
    return SMALL_CLASS_COUNT + (power - 10) * CLASSES_PER_DOUBLING + quarter;
}

static size_t class_size(size_t class)
{
    if (class < SMALL_CLASS_COUNT) {
        return (class + 1) * GRANULE;
    }
    size_t power = 10 + (class - SMALL_CLASS_COUNT) / CLASSES_PER_DOUBLING;
    size_t quarter = (class - SMALL_CLASS_COUNT) % CLASSES_PER_DOUBLING;
    return ((size_t)1 << power) + (quarter + 1) * ((size_t)1 << (power - 2));
}

// Returns every free block to the allocator.
static void trim(hy_cache *cache)
{
    for (size_t class = 0; class < HY_CACHE_CLASS_COUNT; class ++) {
        while (cache->free[class]) {
            hy_cache_block *block = cache->free[class];
            cache->free[class] = block->next;
            cache->held_bytes -= class_size(class);
            cache->allocator.release(cache->allocator.user, block, class_size(class));
        }
    }
}

// A block from the allocator below, or NULL when it or the limit says no.
static void *ask(hy_cache *cache, size_t size_bytes)
{
    bool is_within = size_bytes <= cache->limit_bytes - cache->held_bytes;
    return is_within ? cache->allocator.allocate(cache->allocator.user, size_bytes) : NULL;
}

static hy_status refuse(const hy_cache *cache, size_t size_bytes, hy_error *err)
{
    if (size_bytes > cache->limit_bytes - cache->held_bytes) {
        return hy_fail(err, HY_ERR_LIMIT,
                       "tensor memory limit of %zu bytes reached: %zu more wanted",
                       cache->limit_bytes, size_bytes);
    }
    return hy_fail(err, HY_ERR_MEMORY, "no memory for %zu more bytes of tensors", size_bytes);
}

// Asks the allocator below; again after giving back what is free, and after others did.
static hy_status allocate_fresh(hy_cache *cache, size_t size_bytes, void **out, hy_error *err)
{
    void *block = ask(cache, size_bytes);
    if (!block) {
        trim(cache);
        block = ask(cache, size_bytes);
    }
    if (!block && cache->reclaim) {
        cache->reclaim(cache->reclaim_user);
        trim(cache);
        block = ask(cache, size_bytes);
    }
    if (!block && cache->allocator.give_up) {
        cache->allocator.give_up(cache->allocator.user);
    }
    if (!block) {
        return refuse(cache, size_bytes, err);
    }
    cache->held_bytes += size_bytes;
    *out = block;
    return HY_OK;
}

void hy_cache_init(hy_cache *cache, const hy_allocator *allocator, size_t limit_bytes)
{
    *cache =
        (hy_cache){.allocator = *allocator, .limit_bytes = limit_bytes ? limit_bytes : SIZE_MAX};
}

void hy_cache_deinit(hy_cache *cache)
{
    trim(cache);
}

hy_status hy_cache_allocate(hy_cache *cache, size_t size_bytes, void **out, hy_error *err)
{
    if (size_bytes > largest_size) {
        return hy_fail(err, HY_ERR_LIMIT, "no tensor is larger than 2^47 bytes, %zu wanted",
                       size_bytes);
    }
    size_t class = class_of(size_bytes);
    hy_cache_block *block = cache->free[class];
    if (block) {
        cache->free[class] = block->next;
        *out = block;
    } else {
        hy_status status = allocate_fresh(cache, class_size(class), out, err);
        if (status < 0) {
            return status;
        }
    }
    cache->in_use_bytes += class_size(class);
    return HY_OK;
}

void hy_cache_release_any(hy_cache *cache, void *block, size_t size_bytes)
{
    size_t class = class_of(size_bytes);
    hy_cache_block *head = block;
    head->next = cache->free[class];
    cache->free[class] = head;
    cache->in_use_bytes -= class_size(class);
}
