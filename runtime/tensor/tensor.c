#include "tensor/tensor.h"

#include "tensor/loop.h"
#include "tensor/pending.h"
#include "tensor/plan.h"

#include <string.h>

// a tensor's own storage follows it, and the elements start at the next 64 bytes: aligned for
// vector loads
enum { GRANULE = 64 };
static const size_t data_offset =
    (sizeof(hy_tensor) + sizeof(hy_storage) + GRANULE - 1) / GRANULE * GRANULE;

static hy_storage *own_storage(hy_tensor *tensor)
{
    return (hy_storage *)(tensor + 1);
}

static hy_tensor *block_of(hy_storage *storage)
{
    return (hy_tensor *)(void *)storage - 1;
}

// A tensor that nothing is recorded of, without storage and shape, held by the scope.
static inline hy_tensor *create_bare(hy_scope *scope, hy_dtype dtype, size_t size_bytes)
{
    hy_tensor *tensor = hy_scope_allocate(scope, size_bytes);
    if (!tensor) {
        return NULL;
    }
    tensor->reference_count = 1;
    tensor->context = scope->context;
    tensor->id = 0;
    tensor->op = NULL;
    tensor->dtype = dtype;
    tensor->input_count = 0;
    tensor->attributes = NULL;
    tensor->visit = 0;
    tensor->next = scope->newest;
    scope->newest = tensor;
    hy_context_enter(scope->context);
    return tensor;
}

// A tensor with storage of its own for `count` elements.
static inline hy_tensor *create_owner(hy_scope *scope, hy_dtype dtype, size_t count)
{
    size_t size = data_offset + count * hy_dtype_size(dtype);
    hy_tensor *tensor = create_bare(scope, dtype, size);
    if (tensor) {
        tensor->storage = own_storage(tensor);
        *tensor->storage = (hy_storage){.reference_count = 1, .size_bytes = size};
        tensor->data = (char *)tensor + data_offset;
        tensor->count = count;
        tensor->is_contiguous = true;
    }
    return tensor;
}

hy_tensor *hy_tensor_create(hy_scope *scope, hy_dtype dtype, const hy_shape *shape)
{
    hy_error err;
    if (scope->status < 0) {
        return NULL;
    }
    ptrdiff_t stride[HY_MAX_RANK];
    size_t count = 0;
    hy_status status = hy_shape_lay_out(shape, stride, &count, &err);
    if (status < 0) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    hy_tensor *tensor = create_owner(scope, dtype, count);
    if (tensor) {
        tensor->shape = *shape;
        memcpy(tensor->stride, stride, sizeof stride);
    }
    return tensor;
}

hy_tensor *hy_tensor_create_over(hy_scope *scope, hy_dtype dtype, const hy_shape *shape,
                                 const void *elements)
{
    hy_error err;
    if (scope->status < 0) {
        return NULL;
    }
    ptrdiff_t stride[HY_MAX_RANK];
    size_t count = 0;
    hy_status status = hy_shape_lay_out(shape, stride, &count, &err);
    if (status < 0) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    hy_tensor *tensor = create_owner(scope, dtype, 0);
    if (tensor) {
        union {
            const void *theirs;
            void *ours;
        } place = {.theirs = elements};
        tensor->storage->is_read_only = true;
        tensor->data = place.ours;
        tensor->count = count;
        tensor->shape = *shape;
        memcpy(tensor->stride, stride, sizeof stride);
    }
    return tensor;
}

hy_tensor *hy_tensor_create_like(hy_scope *scope, hy_dtype dtype, const hy_tensor *like)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (!like->is_contiguous) {
        return hy_tensor_create(scope, dtype, &like->shape);
    }
    hy_tensor *tensor = create_owner(scope, dtype, like->count);
    if (tensor) {
        tensor->shape = like->shape;
        memcpy(tensor->stride, like->stride, sizeof tensor->stride);
    }
    return tensor;
}

hy_tensor *hy_tensor_create_pending(hy_scope *scope, const hy_tensor *like, hy_pending *pending)
{
    hy_tensor *tensor = create_bare(scope, like->dtype, sizeof(hy_tensor));
    if (tensor) {
        tensor->pending = pending;
        tensor->data = NULL;
        tensor->shape = like->shape;
        hy_shape_strides(&like->shape, tensor->stride);
        tensor->count = like->count;
        tensor->is_contiguous = true;
    }
    return tensor;
}

hy_tensor *hy_tensor_full(hy_scope *scope, hy_dtype dtype, const hy_shape *shape, double value)
{
    hy_tensor *tensor = hy_tensor_create(scope, dtype, shape);
    if (tensor) {
        hy_tensor_kernels(tensor)->fill(value, tensor->data, hy_tensor_count(tensor));
    }
    return tensor;
}

static bool runs_row_major(const hy_shape *shape, const ptrdiff_t *stride)
{
    ptrdiff_t step = 1;
    for (int axis = shape->rank - 1; axis >= 0; axis--) {
        size_t extent = shape->extent[axis];
        if (extent != 1 && stride[axis] != step) {
            return extent == 0;
        }
        step *= (ptrdiff_t)extent;
    }
    return true;
}

hy_tensor *hy_tensor_view(hy_scope *scope, const hy_tensor *base, const hy_shape *shape,
                          const ptrdiff_t *stride, ptrdiff_t offset)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *tensor = create_bare(scope, base->dtype, sizeof(hy_tensor));
    if (!tensor) {
        return NULL;
    }
    tensor->storage = base->storage;
    tensor->storage->reference_count++;
    tensor->data = (char *)base->data + offset * (ptrdiff_t)hy_dtype_size(base->dtype);
    tensor->shape = *shape;
    memcpy(tensor->stride, stride, (size_t)shape->rank * sizeof stride[0]);
    tensor->count = hy_shape_count(shape);
    tensor->is_contiguous = runs_row_major(shape, stride);
    return tensor;
}

hy_tensor *hy_tensor_contiguous(hy_scope *scope, hy_tensor *tensor)
{
    if (scope->status < 0 || hy_tensor_is_contiguous(tensor)) {
        return scope->status < 0 ? NULL : tensor;
    }
    hy_tensor *copy = hy_tensor_create_like(scope, tensor->dtype, tensor);
    if (copy && hy_tensor_count(copy) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, copy, &tensor, 1);
        hy_tensor_kernels(copy)->unary(HY_UNARY_COPY, &loop);
    }
    return copy;
}

// Frees what a recorded tensor keeps; inputs that only it held join the list of the dying, which is
// returned.
static hy_tensor *free_record(hy_tensor *tensor, hy_tensor *dying)
{
    hy_cache *cache = &tensor->context->cache;
    for (int i = 0; i < tensor->input_count; i++) {
        hy_tensor *input = tensor->inputs[i];
        if (--input->reference_count == 0) {
            input->next = dying;
            dying = input;
        }
    }
    if (tensor->input_count > HY_TENSOR_INLINE_INPUTS) {
        hy_cache_release(cache, tensor->inputs, (size_t)tensor->input_count * sizeof(hy_tensor *));
    }
    if (tensor->attributes) {
        if (tensor->attributes->callback) {
            hy_context_drop(tensor->context, tensor->attributes->callback);
        }
        hy_cache_release(cache, tensor->attributes, sizeof *tensor->attributes);
    }
    return dying;
}

// Frees the elements with the tensor whose block they lie in.
static void release_storage(hy_context *context, hy_storage *storage)
{
    if (--storage->reference_count == 0) {
        hy_cache_release(&context->cache, block_of(storage), storage->size_bytes);
    }
}

// Frees one tensor and returns the list of the dying.
static inline hy_tensor *free_tensor(hy_tensor *tensor, hy_tensor *dying)
{
    hy_context *context = tensor->context;
    if (tensor->op) {
        dying = free_record(tensor, dying);
    }
    hy_storage *storage = tensor->storage;
    if (hy_tensor_is_pending(tensor)) {
        dying = hy_pending_free(tensor, dying);
        storage = NULL;
    }
    if (storage != own_storage(tensor)) {
        hy_cache_release(&context->cache, tensor, sizeof *tensor);
    }
    if (storage) {
        release_storage(context, storage);
    }
    hy_context_leave(context);
    return dying;
}

void hy_tensor_destroy(hy_tensor *tensor)
{
    tensor->next = NULL;
    while (tensor) {
        tensor = free_tensor(tensor, tensor->next);
    }
}

static ptrdiff_t offset_of(const hy_tensor *tensor, size_t position)
{
    ptrdiff_t offset = 0;
    for (int axis = tensor->shape.rank - 1; axis >= 0; axis--) {
        size_t extent = tensor->shape.extent[axis];
        offset += (ptrdiff_t)(position % extent) * tensor->stride[axis];
        position /= extent;
    }
    return offset;
}

double hy_tensor_get(const hy_tensor *tensor, size_t position)
{
    ptrdiff_t offset = offset_of(tensor, position);
    switch (tensor->dtype) {
    case HY_F32:
        return (double)((const float *)tensor->data)[offset];
    case HY_F64:
        return ((const double *)tensor->data)[offset];
    default:
        return (double)hy_tensor_get_whole(tensor, position);
    }
}

int64_t hy_tensor_get_whole(const hy_tensor *tensor, size_t position)
{
    ptrdiff_t offset = offset_of(tensor, position);
    switch (tensor->dtype) {
    case HY_BOOL:
        return ((const bool *)tensor->data)[offset];
    case HY_I32:
        return ((const int32_t *)tensor->data)[offset];
    default:
        return ((const int64_t *)tensor->data)[offset];
    }
}

void hy_tensor_set(hy_tensor *tensor, size_t position, double value)
{
    size_t size = hy_dtype_size(tensor->dtype);
    char *element = (char *)tensor->data + offset_of(tensor, position) * (ptrdiff_t)size;
    const hy_plan *plan = tensor->context->plan;
    if (plan) {
        tensor->storage->is_constant = true;
        plan->backend->kernels[tensor->dtype]->fill(value, element, 1);
    } else {
        hy_tensor_kernels(tensor)->fill(value, element, 1);
    }
}
