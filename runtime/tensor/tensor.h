/// Tensors: counted, strided arrays of numbers, written once unless in place (autodiff/in_place.h).
///
/// A tensor holds a count on its storage, which views share, and, when it was recorded, on the
/// inputs of the op that made it: the graph of a result is exactly what the result keeps alive.
/// Fields may be read by anyone; they are written here and by runtime/autodiff only.
/// Belongs to one context and hence to one thread.
#pragma once

#include "tensor/context.h"
#include "tensor/scope.h"
#include "tensor/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HY_TENSOR_INLINE_INPUTS = 3 };

struct hy_op;
typedef struct hy_pending hy_pending;

/// The elements of a tensor and of its views. It lies in one block of memory with the tensor that
/// it was made for; the block goes when the count is 0.
typedef struct hy_storage {
    uint32_t reference_count;
    bool is_recorded;   ///< A recorded result was written into it: see runtime/autodiff/in_place.h.
    bool is_constant;   ///< Of given numbers, made while a plan is being made (tensor/plan.h).
    bool is_held;       ///< By that plan.
    bool is_written;    ///< In place, meanwhile.
    bool is_read_only;  ///< The elements lie elsewhere and cannot be written.
    size_t size_bytes;  ///< Of the whole block.
    uint64_t version;   ///< From the ids of recorded tensors, when it was last written in place.
} hy_storage;

/// Which elements of an axis a window takes, and how far apart windows start.
typedef struct hy_window {
    size_t size;      ///< Elements.
    size_t stride;    ///< Steps from the start of a window to the start of the next.
    size_t dilation;  ///< Steps from an element of a window to the next.
} hy_window;

/// What an op is told besides its inputs; each op uses the fields that it needs.
typedef struct hy_attributes {
    hy_shape shape;          ///< Wanted result: reshape, expand, sum_to, embed_diagonal.
    int axis;                ///< 0-based.
    unsigned axes;           ///< Bit i for axis i: reductions.
    bool keeps_axes;         ///< Reductions leave extents of 1.
    int order[HY_MAX_RANK];  ///< Axis i of the result is axis order[i] of the input: permute.
    size_t begin;            ///< First position along `axis`: slice, spread.
    size_t length;           ///< Result's extent along `axis`: slice, spread, scatter_add, fold.
    hy_dtype dtype;          ///< Element type of the result: convert.
    ptrdiff_t step;          ///< To the next element, back if negative: slice, spread, cumsum;
                             ///< negative for the greatest first: argsort.
    double factor;           ///< Of scale, of the second input of add_scaled; epsilon.
    hy_unary activation;     ///< Applied to the result: linear.
    bool transposes[2];      ///< The last two axes of that input change places: matmul.
    hy_window window;        ///< Along `axis`: windows, fold.
    bool is_upper;           ///< Which half is read: solve_triangular.
    hy_callback *callback;   ///< Owned by the result: custom.
} hy_attributes;

/// What every op reads comes first: the fields of a small tensor fill four cache lines.
struct hy_tensor {
    uint32_t reference_count;
    int input_count;
    hy_context *context;
    union {
        hy_storage *storage;
        hy_pending *pending;  ///< While `data` is NULL (tensor/pending.h).
    };
    void *data;              ///< The first element.
    uint64_t id;             ///< 0 when not recorded; else larger than every input's.
    const struct hy_op *op;  ///< What made it; NULL for a leaf or when not recorded.
    hy_tensor *next;         ///< Link in its one list: of a scope, or of the dying.
    hy_dtype dtype;
    bool is_contiguous;  ///< The elements follow one another, row-major, without gaps.

    size_t count;  ///< Elements, 1 for a scalar.
    hy_shape shape;
    ptrdiff_t stride[HY_MAX_RANK];  ///< In elements; 0 along a broadcast axis.

    hy_tensor **inputs;  ///< `inline_inputs`, or a block of its own when there are more.
    hy_tensor *inline_inputs[HY_TENSOR_INLINE_INPUTS];
    hy_attributes *attributes;  ///< Of the op; NULL when it has none.
    uint64_t visit;             ///< Of the last walk over the graph that saw the tensor.
    uint32_t place;             ///< Its place in that walk.
    int line;  ///< Of the call that recorded it, under watch: one of the context's lines; else 0.
};

/// A contiguous tensor with undefined elements.
///
/// Fails with HY_ERR_SHAPE for a bad rank, HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_tensor *hy_tensor_create(hy_scope *scope, hy_dtype dtype, const hy_shape *shape);

/// A contiguous tensor of the shape of `like` with undefined elements. Fails like hy_tensor_create.
hy_tensor *hy_tensor_create_like(hy_scope *scope, hy_dtype dtype, const hy_tensor *like);

/// A contiguous tensor over elements that somebody else keeps, for longer than it and its views
/// live; writing in place fails. `elements` is aligned to 64 bytes. Fails like hy_tensor_create.
hy_tensor *hy_tensor_create_over(hy_scope *scope, hy_dtype dtype, const hy_shape *shape,
                                 const void *elements);

/// A contiguous tensor of the shape and element type of `like` without elements, which are what
/// `pending` says: only for tensor/pending.h. Fails with HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_tensor *hy_tensor_create_pending(hy_scope *scope, const hy_tensor *like, hy_pending *pending);

/// A contiguous tensor of one value. Fails like hy_tensor_create.
hy_tensor *hy_tensor_full(hy_scope *scope, hy_dtype dtype, const hy_shape *shape, double value);

/// A tensor over the storage of `base` that starts `offset` elements after its first.
/// The caller vouches that every element lies inside. Fails with HY_ERR_LIMIT or HY_ERR_MEMORY.
hy_tensor *hy_tensor_view(hy_scope *scope, const hy_tensor *base, const hy_shape *shape,
                          const ptrdiff_t *stride, ptrdiff_t offset);

/// `tensor` itself when its elements are contiguous, else a contiguous copy (not recorded).
hy_tensor *hy_tensor_contiguous(hy_scope *scope, hy_tensor *tensor);

/// Adds one to the count and returns `tensor`.
static inline hy_tensor *hy_tensor_retain(hy_tensor *tensor)
{
    tensor->reference_count++;
    return tensor;
}

/// What hy_tensor_retain does, for a tensor of a scope that needs it no more: when it is the newest
/// there, the caller takes over the hold of the scope.
static inline hy_tensor *hy_tensor_keep(hy_scope *scope, hy_tensor *tensor)
{
    // what a plan is made of stays in the scope until that ends
    if (scope->newest != tensor || scope->context->plan) {
        return hy_tensor_retain(tensor);
    }
    scope->newest = tensor->next;
    return tensor;
}

/// Frees a tensor that nobody holds, and what only it held, without recursion.
void hy_tensor_destroy(hy_tensor *tensor);

/// Takes one off the count; at zero the tensor goes.
static inline void hy_tensor_release(hy_tensor *tensor)
{
    if (--tensor->reference_count == 0) {
        hy_tensor_destroy(tensor);
    }
}

/// Elements, 1 for a scalar.
static inline size_t hy_tensor_count(const hy_tensor *tensor)
{
    return tensor->count;
}

/// Whether the elements follow one another, row-major, without gaps.
static inline bool hy_tensor_is_contiguous(const hy_tensor *tensor)
{
    return tensor->is_contiguous;
}

/// The element at row-major position `position`, which must be below the count; an i64 is rounded
/// to a double, a bool is 0 or 1.
double hy_tensor_get(const hy_tensor *tensor, size_t position);

/// The same, exactly, of a tensor of whole numbers or bools.
int64_t hy_tensor_get_whole(const hy_tensor *tensor, size_t position);

/// Sets an element of a tensor that nobody else has seen yet, to what hy_kernels.fill makes of
/// `value`.
void hy_tensor_set(hy_tensor *tensor, size_t position, double value);

/// The kernels of the element type of `tensor`.
static inline const hy_kernels *hy_tensor_kernels(const hy_tensor *tensor)
{
    return tensor->context->backend->kernels[tensor->dtype];
}
