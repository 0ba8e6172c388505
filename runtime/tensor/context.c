#include "tensor/context.h"

#include "kernels/pool.h"

#include <math.h>

// a multiple of 64, as allocators expect
static size_t context_size(void)
{
    return (sizeof(hy_context) + 63) / 64 * 64;
}

hy_status hy_context_create(const hy_allocator *allocator, size_t limit_bytes, hy_context **out,
                            hy_error *err)
{
    hy_context *context = allocator->allocate(allocator->user, context_size());
    if (!context) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a tensor context");
    }
    *context = (hy_context){.backend = hy_backend_default(),
                            .is_recording = true,
                            .is_owned = true,
                            .meter = {.limit = INFINITY}};
    hy_cache_init(&context->cache, allocator, limit_bytes);
    hy_lines_init(&context->lines, &context->cache);
    *out = context;
    return HY_OK;
}

void hy_context_release(hy_context *context)
{
    context->is_owned = false;
    if (context->tensor_count == 0) {
        hy_context_end(context);
    }
}

void hy_context_end(hy_context *context)
{
    int reference;
    while (hy_context_forget(context, &reference)) {
        // nobody is left to let go of it
    }
    hy_lines_clear(&context->lines);
    hy_cache_deinit(&context->cache);
    hy_allocator allocator = context->cache.allocator;
    allocator.release(allocator.user, context, context_size());
}

hy_callback *hy_context_create_callback(hy_context *context, int reference, hy_error *err)
{
    void *block = NULL;
    if (hy_cache_allocate(&context->cache, sizeof(hy_callback), &block, err) < 0) {
        return NULL;
    }
    hy_callback *callback = block;
    *callback = (hy_callback){.reference = reference};
    return callback;
}

void hy_context_drop(hy_context *context, hy_callback *callback)
{
    callback->next = context->dropped;
    context->dropped = callback;
}

bool hy_context_forget(hy_context *context, int *reference)
{
    hy_callback *callback = context->dropped;
    if (!callback) {
        return false;
    }
    context->dropped = callback->next;
    *reference = callback->reference;
    hy_cache_release(&context->cache, callback, sizeof *callback);
    return true;
}

int hy_context_threads(const hy_context *context)
{
    return context->backend->split ? 1 : hy_pool_threads();
}

hy_status hy_context_set_threads(hy_context *context, int count, hy_error *err)
{
    if (count < 1 || count > HY_POOL_MOST_THREADS) {
        return hy_fail(err, HY_ERR_ARGUMENT, "wanted 1 to %d threads, got %d", HY_POOL_MOST_THREADS,
                       count);
    }
    if (context->plan) {
        return hy_fail(err, HY_ERR_ARGUMENT, "cannot be part of a compiled function");
    }
    if (count > 1 && context->is_confined) {
        return hy_fail(err, HY_ERR_ARGUMENT, "a candidate has one thread, %d wanted", count);
    }
    hy_pool_set_threads(count);
    const hy_backend *whole = hy_backend_default();
    context->backend = count > 1 ? whole->split : whole;
    return HY_OK;
}

void hy_context_warm(void)
{
    hy_backend_warm();
}
