#include "tensor/context.h"

// a multiple of 64, as allocators expect
static size_t context_size(void)
{
    return (sizeof(hy_context) + 63) / 64 * 64;
}

static void free_when_unused(hy_context *context)
{
    if (context->is_owned || context->tensor_count > 0) {
        return;
    }
    hy_cache_deinit(&context->cache);
    hy_allocator allocator = context->cache.allocator;
    allocator.release(allocator.user, context, context_size());
}

hy_status hy_context_create(const hy_allocator *allocator, size_t limit_bytes, hy_context **out,
                            hy_error *err)
{
    hy_context *context = allocator->allocate(allocator->user, context_size());
    if (!context) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a tensor context");
    }
    *context =
        (hy_context){.backend = hy_backend_default(), .is_recording = true, .is_owned = true};
    hy_cache_init(&context->cache, allocator, limit_bytes);
    *out = context;
    return HY_OK;
}

void hy_context_release(hy_context *context)
{
    context->is_owned = false;
    free_when_unused(context);
}

void hy_context_enter(hy_context *context)
{
    context->tensor_count++;
}

void hy_context_leave(hy_context *context)
{
    context->tensor_count--;
    free_when_unused(context);
}

void hy_context_warm(void)
{
    hy_backend_warm();
}
