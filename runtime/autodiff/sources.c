#include "autodiff/sources.h"

#include <string.h>

/// Nodes that were seen and whose inputs were not; a block of the context's cache.
typedef struct stack {
    hy_tensor **nodes;
    size_t count;
    size_t capacity;
} stack;

static void release_nodes(hy_context *context, const stack *open)
{
    if (open->nodes) {
        hy_cache_release(&context->cache, open->nodes, open->capacity * sizeof(hy_tensor *));
    }
}

static hy_status push(hy_context *context, stack *open, hy_tensor *node, hy_error *err)
{
    if (open->count == open->capacity) {
        stack wider = {.count = open->count, .capacity = open->capacity ? 2 * open->capacity : 32};
        void *block = NULL;
        hy_status status =
            hy_cache_allocate(&context->cache, wider.capacity * sizeof(hy_tensor *), &block, err);
        if (status < 0) {
            return status;
        }
        wider.nodes = block;
        if (open->nodes) {
            memcpy(wider.nodes, open->nodes, open->count * sizeof(hy_tensor *));
        }
        release_nodes(context, open);
        *open = wider;
    }
    open->nodes[open->count++] = node;
    return HY_OK;
}

// Opens the inputs of a node that this walk has not seen yet.
static hy_status push_inputs(stack *open, const hy_tensor *node, uint64_t seen, hy_error *err)
{
    for (int i = node->input_count; i-- > 0;) {
        hy_tensor *input = node->inputs[i];
        hy_status status = HY_OK;
        if (input->visit != seen) {
            input->visit = seen;
            status = push(node->context, open, input, err);
        }
        if (status < 0) {
            return status;
        }
    }
    return HY_OK;
}

hy_status hy_sources(hy_tensor *y, const hy_tensor *since, hy_tensor *sources[], size_t capacity,
                     size_t *count, hy_error *err)
{
    if (!since->id) {
        return hy_fail(err, HY_ERR_ARGUMENT, "sources wants a recorded tensor to start from");
    }
    uint64_t seen = ++y->context->last_visit;
    stack open = {.nodes = NULL};
    size_t found = 0;
    y->visit = seen;
    hy_status status = push(y->context, &open, y, err);
    while (status == HY_OK && open.count > 0) {
        hy_tensor *node = open.nodes[--open.count];
        if (node->id >= since->id) {
            status = push_inputs(&open, node, seen, err);
        } else if (node->id && found++ < capacity) {
            sources[found - 1] = node;
        }
    }
    release_nodes(y->context, &open);
    *count = found;
    return status;
}
