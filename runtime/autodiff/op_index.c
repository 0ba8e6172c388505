#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

#include <string.h>

// Fails unless `index` has the rank of `x` and its other axes are those of `x` or 1.
static bool check_shapes(hy_scope *scope, const char *name, const hy_tensor *x,
                         const hy_tensor *index, int axis)
{
    bool does_fit = x->shape.rank == index->shape.rank && axis >= 0 && axis < x->shape.rank;
    for (int i = 0; does_fit && i < x->shape.rank; i++) {
        size_t extent = index->shape.extent[i];
        does_fit = i == axis || extent == 1 || extent == x->shape.extent[i];
    }
    if (!does_fit) {
        char text_x[HY_SHAPE_TEXT_SIZE];
        char text_index[HY_SHAPE_TEXT_SIZE];
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s: index %s does not fit %s", name,
                            hy_shape_format(&index->shape, text_index),
                            hy_shape_format(&x->shape, text_x));
    }
    return does_fit;
}

// Fails unless every element, of i64, is one of 1 .. `extent`.
static bool check_indices(hy_scope *scope, const char *name, hy_tensor *index, size_t extent)
{
    const hy_tensor *list = hy_tensor_contiguous(scope, index);
    const int64_t *elements = list ? list->data : NULL;
    for (size_t i = 0; list && i < hy_tensor_count(list); i++) {
        // 0 and the negative ones are too large without a sign
        if ((uint64_t)elements[i] - 1 >= extent) {
            (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s: index %.17g is not one of %zu", name,
                                (double)elements[i], extent);
            return false;
        }
    }
    return list != NULL;
}

// The elements of `x` that index 1 would pick, repeated to `shape`.
static hy_tensor *view_at_start(hy_scope *scope, hy_tensor *x, const hy_shape *shape, int axis)
{
    ptrdiff_t stride[HY_MAX_RANK];
    memcpy(stride, x->stride, sizeof stride);
    stride[axis] = 0;
    return hy_tensor_view(scope, x, shape, stride, 0);
}

static hy_tensor *gather_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *index = call->x[1];
    int axis = call->attributes->axis;
    if (!check_shapes(scope, "gather", x, index, axis) ||
        !check_indices(scope, "gather", index, x->shape.extent[axis])) {
        return NULL;
    }
    hy_shape shape = x->shape;
    shape.extent[axis] = index->shape.extent[axis];
    hy_tensor *y = hy_tensor_create(scope, x->dtype, &shape);
    hy_tensor *start = y ? view_at_start(scope, x, &shape, axis) : NULL;
    if (start && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, (hy_tensor *[]){start, index}, 2);
        hy_tensor_kernels(y)->gather(&loop, x->stride[axis]);
    }
    return start ? y : NULL;
}

static hy_tensor *gather_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->attributes->axis;
    if (r->wanted != 0) {
        return NULL;
    }
    return hy_scatter_add(s, r->grad, r->x[1], axis, r->x[0]->shape.extent[axis]);
}

const hy_op hy_op_gather = {"gather", 0, gather_forward, gather_backward, HY_PROMOTION_INDEX};

hy_tensor *hy_gather(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis)
{
    hy_attributes with = {.axis = axis};
    hy_tensor *inputs[] = {x, index};
    return hy_op_apply(scope, &hy_op_gather, inputs, 2, &with);
}

static hy_tensor *scatter_add_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *index = call->x[1];
    int axis = call->attributes->axis;
    size_t length = call->attributes->length;
    if (!check_shapes(scope, "scatter_add", x, index, axis) ||
        !check_indices(scope, "scatter_add", index, length)) {
        return NULL;
    }
    if (index->shape.extent[axis] != x->shape.extent[axis]) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "scatter_add: %zu indices for %zu elements",
                             index->shape.extent[axis], x->shape.extent[axis]);
    }
    hy_shape shape = x->shape;
    shape.extent[axis] = length;
    hy_tensor *y = hy_tensor_full(scope, x->dtype, &shape, 0);
    hy_tensor *start = y ? view_at_start(scope, y, &x->shape, axis) : NULL;
    if (start && hy_tensor_count(x) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, start, call->x, 2);
        hy_tensor_kernels(y)->scatter_add(&loop, y->stride[axis]);
    }
    return start ? y : NULL;
}

static hy_tensor *scatter_add_backward(hy_scope *s, const hy_rule *r)
{
    return r->wanted == 0 ? hy_gather(s, r->grad, r->x[1], r->attributes->axis) : NULL;
}

const hy_op hy_op_scatter_add = {"scatter_add", 0, scatter_add_forward, scatter_add_backward,
                                 HY_PROMOTION_INDEX};

hy_tensor *hy_scatter_add(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis, size_t length)
{
    hy_attributes with = {.axis = axis, .length = length};
    hy_tensor *inputs[] = {x, index};
    return hy_op_apply(scope, &hy_op_scatter_add, inputs, 2, &with);
}

hy_tensor *hy_index_select(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (index->shape.rank != 1 || axis < 0 || axis >= x->shape.rank) {
        return hy_scope_fail(
            scope, HY_ERR_SHAPE,
            "index_select wants an index of rank 1 and one of %d axes, got rank %d", x->shape.rank,
            index->shape.rank);
    }
    hy_shape shape = {.rank = x->shape.rank, .extent = {1, 1, 1, 1, 1, 1}};
    shape.extent[axis] = index->shape.extent[0];
    return hy_gather(scope, x, hy_reshape(scope, index, &shape), axis);
}

hy_tensor *hy_one_hot(hy_scope *scope, hy_tensor *index, size_t count, hy_dtype dtype)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (index->shape.rank != 1) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "one_hot wants an index of rank 1, got rank %d",
                             index->shape.rank);
    }
    hy_shape column = {.rank = 2, .extent = {index->shape.extent[0], 1}};
    hy_tensor *ones = hy_tensor_full(scope, dtype, &column, 1);
    return hy_scatter_add(scope, ones, hy_reshape(scope, index, &column), 1, count);
}

static hy_tensor *convert_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *y = hy_tensor_create(scope, call->attributes->dtype, &x->shape);
    if (y && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, call->x, 1);
        hy_tensor_kernels(y)->convert(x->dtype, &loop);
    }
    return y;
}

static hy_tensor *convert_backward(hy_scope *s, const hy_rule *r)
{
    return hy_convert(s, r->grad, r->x[0]->dtype);
}

const hy_op hy_op_convert = {"convert", 0, convert_forward, convert_backward, HY_PROMOTION_NONE};

hy_tensor *hy_convert(hy_scope *scope, hy_tensor *x, hy_dtype dtype)
{
    if (scope->status < 0 || x->dtype == dtype) {
        return scope->status < 0 ? NULL : x;
    }
    hy_attributes with = {.dtype = dtype};
    return hy_op_apply(scope, &hy_op_convert, &x, 1, &with);
}
