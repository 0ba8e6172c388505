#include "tensor/tensor.h"

#include "tensor/loop.h"

#include <string.h>

// the elements start here, after the header of the storage: aligned for vector loads
enum { STORAGE_HEADER_SIZE = 64 };

static hy_storage *create_storage(hy_scope *scope, size_t size_bytes)
{
    void *block = NULL;
    hy_error err;
    hy_status status = hy_cache_allocate(&scope->context->cache, size_bytes, &block, &err);
    if (status < 0) {
        (void)hy_scope_fail(scope, status, "%s", err.text);
        return NULL;
    }
    hy_storage *storage = block;
    *storage = (hy_storage){.reference_count = 1, .size_bytes = size_bytes};
    return storage;
}

static void release_storage(hy_context *context, hy_storage *storage)
{
    if (--storage->reference_count == 0) {
        hy_cache_release(&context->cache, storage, storage->size_bytes);
    }
}

// A tensor without storage, held by the scope.
static hy_tensor *create_bare(hy_scope *scope, hy_dtype dtype, const hy_shape *shape)
{
    void *block = NULL;
    hy_error err;
    hy_status status = hy_cache_allocate(&scope->context->cache, sizeof(hy_tensor), &block, &err);
    if (status < 0) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    hy_tensor *tensor = block;
    tensor->context = scope->context;
    tensor->storage = NULL;
    tensor->reference_count = 1;
    tensor->dtype = dtype;
    tensor->shape = *shape;
    tensor->id = 0;
    tensor->op = NULL;
    tensor->input_count = 0;
    tensor->visit = 0;
    hy_context_enter(scope->context);
    return hy_scope_take(scope, tensor);
}

hy_tensor *hy_tensor_create(hy_scope *scope, hy_dtype dtype, const hy_shape *shape)
{
    hy_error err;
    if (scope->status < 0) {
        return NULL;
    }
    hy_status status = hy_shape_check(shape, &err);
    if (status < 0) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    size_t size = hy_shape_count(shape) * hy_dtype_size(dtype);
    hy_storage *storage = create_storage(scope, STORAGE_HEADER_SIZE + size);
    hy_tensor *tensor = storage ? create_bare(scope, dtype, shape) : NULL;
    if (!tensor) {
        if (storage) {
            release_storage(scope->context, storage);
        }
        return NULL;
    }
    tensor->storage = storage;
    tensor->data = (char *)storage + STORAGE_HEADER_SIZE;
    hy_shape_strides(shape, tensor->stride);
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

hy_tensor *hy_tensor_view(hy_scope *scope, const hy_tensor *base, const hy_shape *shape,
                          const ptrdiff_t *stride, ptrdiff_t offset)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *tensor = create_bare(scope, base->dtype, shape);
    if (!tensor) {
        return NULL;
    }
    tensor->storage = base->storage;
    tensor->storage->reference_count++;
    tensor->data = (char *)base->data + offset * (ptrdiff_t)hy_dtype_size(base->dtype);
    memcpy(tensor->stride, stride, (size_t)shape->rank * sizeof stride[0]);
    return tensor;
}

hy_tensor *hy_tensor_contiguous(hy_scope *scope, hy_tensor *tensor)
{
    if (scope->status < 0 || hy_tensor_is_contiguous(tensor)) {
        return scope->status < 0 ? NULL : tensor;
    }
    hy_tensor *copy = hy_tensor_create(scope, tensor->dtype, &tensor->shape);
    if (copy && hy_tensor_count(copy) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, copy, &tensor, 1);
        hy_tensor_kernels(copy)->unary(HY_UNARY_COPY, &loop);
    }
    return copy;
}

hy_tensor *hy_tensor_retain(hy_tensor *tensor)
{
    tensor->reference_count++;
    return tensor;
}

// Frees one tensor; inputs that only it held join the list of the dying, which is returned.
static hy_tensor *free_tensor(hy_tensor *tensor, hy_tensor *dying)
{
    hy_context *context = tensor->context;
    for (int i = 0; i < tensor->input_count; i++) {
        hy_tensor *input = tensor->inputs[i];
        if (--input->reference_count == 0) {
            input->next = dying;
            dying = input;
        }
    }
    if (tensor->input_count > HY_TENSOR_INLINE_INPUTS) {
        hy_cache_release(&context->cache, tensor->inputs,
                         (size_t)tensor->input_count * sizeof(hy_tensor *));
    }
    if (tensor->storage) {
        release_storage(context, tensor->storage);
    }
    hy_cache_release(&context->cache, tensor, sizeof *tensor);
    hy_context_leave(context);
    return dying;
}

void hy_tensor_release(hy_tensor *tensor)
{
    if (--tensor->reference_count > 0) {
        return;
    }
    tensor->next = NULL;
    while (tensor) {
        tensor = free_tensor(tensor, tensor->next);
    }
}

size_t hy_tensor_count(const hy_tensor *tensor)
{
    return hy_shape_count(&tensor->shape);
}

bool hy_tensor_is_contiguous(const hy_tensor *tensor)
{
    ptrdiff_t step = 1;
    for (int axis = tensor->shape.rank - 1; axis >= 0; axis--) {
        size_t extent = tensor->shape.extent[axis];
        if (extent != 1 && tensor->stride[axis] != step) {
            return extent == 0;
        }
        step *= (ptrdiff_t)extent;
    }
    return true;
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
    return tensor->dtype == HY_F32 ? (double)((const float *)tensor->data)[offset]
                                   : ((const double *)tensor->data)[offset];
}

void hy_tensor_set(hy_tensor *tensor, size_t position, double value)
{
    ptrdiff_t offset = offset_of(tensor, position);
    if (tensor->dtype == HY_F32) {
        ((float *)tensor->data)[offset] = (float)value;
    } else {
        ((double *)tensor->data)[offset] = value;
    }
}

const hy_kernels *hy_tensor_kernels(const hy_tensor *tensor)
{
    return tensor->context->backend->kernels[tensor->dtype];
}
