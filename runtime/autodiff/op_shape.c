#include "autodiff/axis.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

#include <stdint.h>
#include <string.h>

// Copies `x`, in the type of `y`, into positions from `begin` of an axis of `y`.
static bool copy_slice(hy_scope *scope, hy_tensor *y, hy_tensor *x, int axis, size_t begin)
{
    hy_tensor *slice =
        hy_tensor_view(scope, y, &x->shape, y->stride, (ptrdiff_t)begin * y->stride[axis]);
    if (slice && hy_tensor_count(slice) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, slice, &x, 1);
        if (x->dtype == y->dtype) {
            hy_tensor_kernels(y)->unary(HY_UNARY_COPY, &loop);
        } else {
            hy_tensor_kernels(y)->convert(x->dtype, &loop);
        }
    }
    return slice != NULL;
}

static hy_tensor *reshape_forward(hy_scope *scope, const hy_call *call)
{
    const hy_shape *shape = &call->attributes->shape;
    hy_tensor *x = call->x[0];
    // the check comes first: a product of extents that overflows could equal the count
    if (hy_shape_check(shape, NULL) < 0 || hy_shape_count(shape) != hy_tensor_count(x)) {
        char from[HY_SHAPE_TEXT_SIZE];
        char to[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "reshape: the %zu elements of %s do not fill %s",
                             hy_tensor_count(x), hy_shape_format(&x->shape, from),
                             hy_shape_format(shape, to));
    }
    ptrdiff_t stride[HY_MAX_RANK];
    hy_shape_strides(shape, stride);
    hy_tensor *base = hy_tensor_contiguous(scope, x);
    return base ? hy_tensor_view(scope, base, shape, stride, 0) : NULL;
}

static hy_tensor *reshape_backward(hy_scope *s, const hy_rule *r)
{
    return hy_reshape(s, r->grad, &r->x[0]->shape);
}

const hy_op hy_op_reshape = {"reshape", 0, reshape_forward, reshape_backward, HY_PROMOTION_NONE};

hy_tensor *hy_reshape(hy_scope *scope, hy_tensor *x, const hy_shape *shape)
{
    hy_attributes with = {.shape = *shape};
    return hy_op_apply(scope, &hy_op_reshape, &x, 1, &with);
}

hy_tensor *hy_unsqueeze(hy_scope *scope, hy_tensor *x, int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (x->shape.rank == HY_MAX_RANK || axis < 0 || axis > x->shape.rank) {
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "unsqueeze: no axis %d beside a tensor of rank %d", axis,
                             x->shape.rank);
    }
    hy_shape shape = x->shape;
    memmove(&shape.extent[axis + 1], &shape.extent[axis],
            (size_t)(shape.rank - axis) * sizeof shape.extent[0]);
    shape.extent[axis] = 1;
    shape.rank++;
    return hy_reshape(scope, x, &shape);
}

static bool is_order(const int order[HY_MAX_RANK], int rank)
{
    unsigned seen = 0;
    for (int i = 0; i < rank; i++) {
        if (order[i] < 0 || order[i] >= rank) {
            return false;
        }
        seen |= 1U << order[i];
    }
    return seen == (1U << rank) - 1;
}

static hy_tensor *permute_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    const int *order = call->attributes->order;
    if (!is_order(order, x->shape.rank)) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "permute wants each of the %d axes once",
                             x->shape.rank);
    }
    hy_shape shape = {.rank = x->shape.rank};
    ptrdiff_t stride[HY_MAX_RANK];
    for (int i = 0; i < shape.rank; i++) {
        shape.extent[i] = x->shape.extent[order[i]];
        stride[i] = x->stride[order[i]];
    }
    return hy_tensor_view(scope, x, &shape, stride, 0);
}

static hy_tensor *permute_backward(hy_scope *s, const hy_rule *r)
{
    int inverse[HY_MAX_RANK] = {0};
    for (int i = 0; i < r->y->shape.rank; i++) {
        inverse[r->attributes->order[i]] = i;
    }
    return hy_permute(s, r->grad, inverse);
}

const hy_op hy_op_permute = {"permute", 0, permute_forward, permute_backward, HY_PROMOTION_NONE};

hy_tensor *hy_permute(hy_scope *scope, hy_tensor *x, const int order[HY_MAX_RANK])
{
    hy_attributes with = {.axis = 0};
    memcpy(with.order, order, sizeof with.order);
    return hy_op_apply(scope, &hy_op_permute, &x, 1, &with);
}

hy_tensor *hy_transpose(hy_scope *scope, hy_tensor *x, int axis, int other_axis)
{
    if (scope->status < 0 || !hy_axis_check(scope, "transpose", x, axis) ||
        !hy_axis_check(scope, "transpose", x, other_axis)) {
        return NULL;
    }
    int order[HY_MAX_RANK];
    for (int i = 0; i < HY_MAX_RANK; i++) {
        order[i] = i;
    }
    order[axis] = other_axis;
    order[other_axis] = axis;
    return hy_permute(scope, x, order);
}

static hy_tensor *expand_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    const hy_shape *shape = &call->attributes->shape;
    hy_shape common = {.rank = 0};
    hy_error err;
    hy_status status = hy_shape_check(shape, &err);
    if (status < 0) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    if (hy_shape_broadcast(&x->shape, shape, &common, NULL) < 0 ||
        !hy_shape_equal(&common, shape)) {
        char from[HY_SHAPE_TEXT_SIZE];
        char to[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "expand: %s does not broadcast to %s",
                             hy_shape_format(&x->shape, from), hy_shape_format(shape, to));
    }
    ptrdiff_t stride[HY_MAX_RANK] = {0};
    int leading = shape->rank - x->shape.rank;
    for (int axis = 0; axis < x->shape.rank; axis++) {
        bool is_repeated = x->shape.extent[axis] == 1;
        stride[leading + axis] = is_repeated ? 0 : x->stride[axis];
    }
    return hy_tensor_view(scope, x, shape, stride, 0);
}

static hy_tensor *expand_backward(hy_scope *s, const hy_rule *r)
{
    return hy_sum_to(s, r->grad, &r->x[0]->shape);
}

const hy_op hy_op_expand = {"expand", 0, expand_forward, expand_backward, HY_PROMOTION_NONE};

hy_tensor *hy_expand(hy_scope *scope, hy_tensor *x, const hy_shape *shape)
{
    hy_attributes with = {.shape = *shape};
    return hy_op_apply(scope, &hy_op_expand, &x, 1, &with);
}

// The shape of tensors put one after the other; false when they do not fit.
static bool concat_shape(hy_scope *scope, const hy_call *call, hy_shape *out)
{
    int axis = call->attributes->axis;
    *out = call->x[0]->shape;
    for (int i = 1; i < call->count; i++) {
        hy_shape next = call->x[i]->shape;
        size_t extent = axis < next.rank ? next.extent[axis] : 0;
        next.extent[axis] = out->extent[axis];
        // expanded tensors may be so long that the sum of their extents would overflow
        bool is_countable = extent <= PTRDIFF_MAX - out->extent[axis];
        if (!is_countable || !hy_shape_equal(&next, out)) {
            char first[HY_SHAPE_TEXT_SIZE];
            char other[HY_SHAPE_TEXT_SIZE];
            (void)hy_scope_fail(scope, HY_ERR_SHAPE, "concat: %s does not fit beside %s",
                                hy_shape_format(&call->x[i]->shape, other),
                                hy_shape_format(&call->x[0]->shape, first));
            return false;
        }
        out->extent[axis] += extent;
    }
    return true;
}

static hy_tensor *concat_forward(hy_scope *scope, const hy_call *call)
{
    int axis = call->attributes->axis;
    hy_shape shape;
    if (!hy_axis_check(scope, "concat", call->x[0], axis) || !concat_shape(scope, call, &shape)) {
        return NULL;
    }
    hy_dtype dtype = HY_BOOL;
    for (int i = 0; i < call->count; i++) {
        dtype = call->x[i]->dtype > dtype ? call->x[i]->dtype : dtype;
    }
    hy_tensor *y = hy_tensor_create(scope, dtype, &shape);
    size_t begin = 0;
    for (int i = 0; y && i < call->count; i++) {
        if (!copy_slice(scope, y, call->x[i], axis, begin)) {
            return NULL;
        }
        begin += call->x[i]->shape.extent[axis];
    }
    return y;
}

static hy_tensor *concat_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->attributes->axis;
    size_t begin = 0;
    for (int i = 0; i < r->wanted; i++) {
        begin += r->x[i]->shape.extent[axis];
    }
    hy_tensor *x = r->x[r->wanted];
    return hy_convert(s, hy_narrow(s, r->grad, axis, begin, x->shape.extent[axis]), x->dtype);
}

const hy_op hy_op_concat = {"concat", 0, concat_forward, concat_backward, HY_PROMOTION_NONE};

hy_tensor *hy_concat(hy_scope *scope, hy_tensor *const x[], int count, int axis)
{
    hy_attributes with = {.axis = axis};
    return hy_op_apply(scope, &hy_op_concat, x, count, &with);
}

static hy_tensor *copy_elements(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *copy = hy_tensor_create(scope, x->dtype, &x->shape);
    if (copy && copy->count > 0) {
        hy_loop loop;
        hy_loop_init(&loop, copy, &x, 1);
        hy_tensor_kernels(copy)->unary(HY_UNARY_COPY, &loop);
    }
    return copy;
}

hy_tensor *hy_detach(hy_scope *scope, hy_tensor *x)
{
    if (!x) {
        return NULL;
    }
    hy_tensor *view = hy_tensor_view(scope, x, &x->shape, x->stride, 0);
    // tensors that nothing is recorded of must not share what a recorded result was written into
    return view && x->storage->is_recorded ? copy_elements(scope, view) : view;
}

hy_tensor *hy_leaf(hy_scope *scope, hy_tensor *x)
{
    if (x && !hy_dtype_is_float(x->dtype)) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "requires_grad wants a float, got %s",
                             hy_dtype_name(x->dtype));
    }
    hy_tensor *leaf = hy_detach(scope, x);
    if (leaf) {
        leaf->id = ++scope->context->last_id;
    }
    return leaf;
}
