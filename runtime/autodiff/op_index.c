#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"
#include "tensor/positions.h"

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
static bool check_indices(hy_scope *scope, const char *what, hy_tensor *index, size_t extent)
{
    const hy_tensor *list = hy_tensor_contiguous(scope, index);
    return list && hy_positions_check(scope, what, list, extent);
}

// The elements of `x` that index 1 would pick, repeated to `shape`: what a loop reads of a tensor.
static hy_tensor at_start(const hy_tensor *x, const hy_shape *shape, int axis)
{
    hy_tensor start = {.data = x->data, .count = hy_shape_count(shape), .shape = *shape};
    memcpy(start.stride, x->stride, sizeof start.stride);
    start.stride[axis] = 0;
    return start;
}

// The elements of `x` that `index`, which fits, points to.
static hy_tensor *pick(hy_scope *scope, const hy_tensor *x, hy_tensor *index, int axis)
{
    hy_shape shape = x->shape;
    shape.extent[axis] = index->shape.extent[axis];
    hy_tensor *y = hy_tensor_create(scope, x->dtype, &shape);
    if (y && hy_tensor_count(y) > 0) {
        hy_tensor start = at_start(x, &shape, axis);
        hy_loop loop;
        hy_loop_init(&loop, y, (hy_tensor *[]){&start, index}, 2);
        hy_tensor_kernels(y)->gather(&loop, x->stride[axis]);
    }
    return y;
}

static hy_tensor *gather_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *index = call->x[1];
    int axis = call->attributes->axis;
    if (!check_shapes(scope, "gather", x, index, axis) ||
        !check_indices(scope, "gather: index", index, x->shape.extent[axis])) {
        return NULL;
    }
    return pick(scope, x, index, axis);
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
        !check_indices(scope, "scatter_add: index", index, length)) {
        return NULL;
    }
    if (index->shape.extent[axis] != x->shape.extent[axis]) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "scatter_add: %zu indices for %zu elements",
                             index->shape.extent[axis], x->shape.extent[axis]);
    }
    hy_shape shape = x->shape;
    shape.extent[axis] = length;
    hy_tensor *y = hy_tensor_full(scope, x->dtype, &shape, 0);
    if (y && hy_tensor_count(x) > 0) {
        hy_tensor start = at_start(y, &x->shape, axis);
        hy_loop loop;
        hy_loop_init(&loop, &start, call->x, 2);
        hy_tensor_kernels(y)->scatter_add(&loop, y->stride[axis]);
    }
    return y;
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

// Where the elements of a result come from: for each element of `x` the number, from 1, of the last
// of the index that points to it, or 0.
static hy_tensor *scatter_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *index = call->x[1];
    int axis = call->attributes->axis;
    if (!check_shapes(scope, "scatter", x, index, axis) ||
        !check_indices(scope, "scatter: index", index, x->shape.extent[axis])) {
        return NULL;
    }
    hy_shape shape = x->shape;
    shape.extent[axis] = index->shape.extent[axis];
    hy_tensor *numbers = hy_tensor_full(scope, HY_I64, &x->shape, 0);
    hy_tensor *whole = hy_expand(scope, index, &shape);
    const hy_tensor *list = whole ? hy_tensor_contiguous(scope, whole) : NULL;
    if (!numbers || !list) {
        return NULL;
    }
    size_t inner = 1;
    for (int i = axis + 1; i < shape.rank; i++) {
        inner *= shape.extent[i];
    }
    const int64_t *position = list->data;
    int64_t *number = numbers->data;
    for (size_t i = 0; i < hy_tensor_count(list); i++) {
        size_t line = i / inner / shape.extent[axis];
        size_t place = line * x->shape.extent[axis] + (size_t)position[i] - 1;
        number[place * inner + i % inner] = (int64_t)i + 1;
    }
    return numbers;
}

// no row of the table: nobody but hy_scatter has a use for it
static const hy_op scatter_numbers = {"scatter", 0, scatter_forward, NULL, HY_PROMOTION_INDEX};

hy_tensor *hy_scatter(hy_scope *scope, hy_tensor *x, hy_tensor *index, hy_tensor *source, int axis)
{
    hy_attributes with = {.axis = axis};
    hy_tensor *inputs[] = {x, index};
    hy_tensor *numbers = hy_op_apply(scope, &scatter_numbers, inputs, 2, &with);
    if (!numbers) {
        return NULL;
    }
    hy_shape shape = x->shape;
    shape.extent[axis] = index->shape.extent[axis];
    hy_shape row = {.rank = 1, .extent = {hy_shape_count(&shape)}};
    hy_shape flat = {.rank = 1, .extent = {hy_tensor_count(x)}};
    hy_tensor *list = hy_reshape(scope, hy_expand(scope, source, &shape), &row);
    if (row.extent[0] == 0) {
        return list ? hy_clone(scope, x) : NULL;
    }
    // what nothing is written to reads the first, in vain
    hy_tensor *from = hy_maximum(scope, numbers, hy_number(scope, numbers, 1));
    hy_tensor *picked = hy_index_select(scope, list, hy_reshape(scope, from, &flat), 0);
    return hy_where(scope, numbers, hy_reshape(scope, picked, &x->shape), x);
}

// The shape of an index that picks the `count` positions of a list along an axis.
static hy_shape shape_along(int rank, int axis, size_t count)
{
    hy_shape shape = {.rank = rank, .extent = {1, 1, 1, 1, 1, 1}};
    shape.extent[axis] = count;
    return shape;
}

static hy_tensor *index_select_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_tensor *index = call->x[1];
    int axis = call->attributes->axis;
    if (index->shape.rank != 1 || axis < 0 || axis >= x->shape.rank) {
        return hy_scope_fail(
            scope, HY_ERR_SHAPE,
            "index_select wants an index of rank 1 and one of %d axes, got rank %d", x->shape.rank,
            index->shape.rank);
    }
    if (!check_indices(scope, "index_select: index", index, x->shape.extent[axis])) {
        return NULL;
    }
    hy_tensor along = {.data = index->data,
                       .count = index->count,
                       .shape = shape_along(x->shape.rank, axis, index->count),
                       .is_contiguous = index->is_contiguous};
    along.stride[axis] = index->stride[0];
    return pick(scope, x, &along, axis);
}

static hy_tensor *index_select_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->attributes->axis;
    if (r->wanted != 0) {
        return NULL;
    }
    const hy_shape *shape = &r->x[0]->shape;
    hy_shape along = shape_along(shape->rank, axis, hy_tensor_count(r->x[1]));
    return hy_scatter_add(s, r->grad, hy_reshape(s, r->x[1], &along), axis, shape->extent[axis]);
}

const hy_op hy_op_index_select = {"index_select", 0, index_select_forward, index_select_backward,
                                  HY_PROMOTION_INDEX};

hy_tensor *hy_index_select(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis)
{
    hy_attributes with = {.axis = axis};
    hy_tensor *inputs[] = {x, index};
    return hy_op_apply(scope, &hy_op_index_select, inputs, 2, &with);
}

hy_tensor *hy_index_add(hy_scope *scope, hy_tensor *x, hy_tensor *index, hy_tensor *source,
                        int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    bool is_list = index->shape.rank == 1 && axis >= 0 && axis < x->shape.rank;
    hy_shape fitting = x->shape;
    if (is_list) {
        fitting.extent[axis] = index->shape.extent[0];
    }
    if (!is_list || !hy_shape_equal(&source->shape, &fitting)) {
        char text_index[HY_SHAPE_TEXT_SIZE];
        char text_source[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "index_add: index %s and source %s do not fit",
                             hy_shape_format(&index->shape, text_index),
                             hy_shape_format(&source->shape, text_source));
    }
    hy_shape along = shape_along(x->shape.rank, axis, hy_tensor_count(index));
    index = hy_reshape(scope, index, &along);
    return hy_add(scope, x, hy_scatter_add(scope, source, index, axis, x->shape.extent[axis]));
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
