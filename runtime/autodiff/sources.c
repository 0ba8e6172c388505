#include "autodiff/sources.h"
#include "tensor/list.h"

static hy_status push(hy_list *open, hy_tensor *node, hy_error *err)
{
    void *place = NULL;
    hy_status status = hy_list_push(open, &place, err);
    if (status == HY_OK) {
        *(hy_tensor **)place = node;
    }
    return status;
}

// Opens the inputs of a node that this walk has not seen yet.
static hy_status push_inputs(hy_list *open, const hy_tensor *node, uint64_t seen, hy_error *err)
{
    for (int i = node->input_count; i-- > 0;) {
        hy_tensor *input = node->inputs[i];
        hy_status status = HY_OK;
        if (input->visit != seen) {
            input->visit = seen;
            status = push(open, input, err);
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
    // nodes that were seen and whose inputs were not
    hy_list open = hy_list_of(&y->context->cache, sizeof(hy_tensor *));
    size_t found = 0;
    y->visit = seen;
    hy_status status = push(&open, y, err);
    while (status == HY_OK && open.count > 0) {
        hy_tensor *node = ((hy_tensor **)open.items)[--open.count];
        if (node->id >= since->id) {
            status = push_inputs(&open, node, seen, err);
        } else if (node->id && found++ < capacity) {
            sources[found - 1] = node;
        }
    }
    hy_list_clear(&open);
    *count = found;
    return status;
}
