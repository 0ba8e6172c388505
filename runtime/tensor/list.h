/// Lists: arrays that grow out of a cache, so that its limit covers them too.
#pragma once

#include "tensor/allocator.h"

typedef struct hy_list {
    hy_cache *cache;
    size_t item_size;
    void *items;  ///< One block, which moves when it grows; NULL while nothing was pushed.
    size_t count;
    size_t capacity;
} hy_list;

/// An empty list, which holds no memory.
static inline hy_list hy_list_of(hy_cache *cache, size_t item_size)
{
    return (hy_list){.cache = cache, .item_size = item_size};
}

/// Doubles the room.
hy_status hy_list_grow(hy_list *list, hy_error *err);

/// Appends an item with undefined contents and writes where it is, good until the next push, to
/// `out`. Fails like hy_cache_allocate, and then the list is as it was.
static inline hy_status hy_list_push(hy_list *list, void **out, hy_error *err)
{
    hy_status status = list->count < list->capacity ? HY_OK : hy_list_grow(list, err);
    if (status < 0) {
        return status;
    }
    *out = (char *)list->items + list->count++ * list->item_size;
    return HY_OK;
}

/// Gives the memory back and leaves the list empty.
void hy_list_clear(hy_list *list);
