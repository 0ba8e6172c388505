#include "tensor/list.h"

#include <string.h>

enum { FIRST_CAPACITY = 32 };

static void release_items(const hy_list *list)
{
    if (list->items) {
        hy_cache_release(list->cache, list->items, list->capacity * list->item_size);
    }
}

hy_status hy_list_grow(hy_list *list, hy_error *err)
{
    size_t capacity = list->capacity ? 2 * list->capacity : FIRST_CAPACITY;
    void *block = NULL;
    hy_status status = hy_cache_allocate(list->cache, capacity * list->item_size, &block, err);
    if (status < 0) {
        return status;
    }
    if (list->items) {
        memcpy(block, list->items, list->count * list->item_size);
    }
    release_items(list);
    list->items = block;
    list->capacity = capacity;
    return HY_OK;
}

void hy_list_clear(hy_list *list)
{
    release_items(list);
    *list = hy_list_of(list->cache, list->item_size);
}
