#include "autodiff/axis.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

#include <string.h>

// Fails unless `count` positions from `begin`, `step` apart, lie on an axis of `extent`.
static bool check(hy_scope *scope, const char *name, const hy_attributes *with, size_t count,
                  size_t extent)
{
    size_t begin = with->begin;
    size_t room = 0;
    if (with->step > 0 && begin < extent) {
        room = (extent - 1 - begin) / (size_t)with->step + 1;
    } else if (with->step < 0 && begin < extent) {
        room = begin / (size_t)-with->step + 1;
    }
    if (with->step == 0 || count > room) {
        (void)hy_scope_fail(
            scope, HY_ERR_SHAPE,
            "%s: %zu elements from element %zu on, %td apart, do not fit an extent of %zu", name,
            count, begin + 1, with->step, extent);
        return false;
    }
    return true;
}

// The elements of `x` that a slice of `count` takes.
static hy_tensor *view(hy_scope *scope, const hy_tensor *x, const hy_attributes *with, size_t count)
{
    hy_shape shape = x->shape;
    ptrdiff_t stride[HY_MAX_RANK];
    memcpy(stride, x->stride, sizeof stride);
    ptrdiff_t offset = count > 0 ? (ptrdiff_t)with->begin * stride[with->axis] : 0;
    shape.extent[with->axis] = count;
    stride[with->axis] *= with->step;
    return hy_tensor_view(scope, x, &shape, stride, offset);
}

static hy_tensor *slice_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    const hy_attributes *with = call->attributes;
    if (!hy_axis_check(scope, "slice", x, with->axis) ||
        !check(scope, "slice", with, with->length, x->shape.extent[with->axis])) {
        return NULL;
    }
    return view(scope, x, with, with->length);
}

static hy_tensor *slice_backward(hy_scope *s, const hy_rule *r)
{
    const hy_attributes *with = r->attributes;
    size_t extent = r->x[0]->shape.extent[with->axis];
    return hy_spread(s, r->grad, with->axis, with->begin, with->step, extent);
}

const hy_op hy_op_slice = {"slice", 0, slice_forward, slice_backward, HY_PROMOTION_NONE};

hy_tensor *hy_slice(hy_scope *scope, hy_tensor *x, int axis, size_t begin, ptrdiff_t step,
                    size_t length)
{
    hy_attributes with = {.axis = axis, .begin = begin, .step = step, .length = length};
    return hy_op_apply(scope, &hy_op_slice, &x, 1, &with);
}

hy_tensor *hy_narrow(hy_scope *scope, hy_tensor *x, int axis, size_t begin, size_t length)
{
    return hy_slice(scope, x, axis, begin, 1, length);
}

static hy_tensor *spread_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    const hy_attributes *with = call->attributes;
    if (!hy_axis_check(scope, "spread", x, with->axis)) {
        return NULL;
    }
    size_t count = x->shape.extent[with->axis];
    if (!check(scope, "spread", with, count, with->length)) {
        return NULL;
    }
    hy_shape shape = x->shape;
    shape.extent[with->axis] = with->length;
    hy_tensor *y = hy_tensor_full(scope, x->dtype, &shape, 0);
    hy_tensor *taken = y ? view(scope, y, with, count) : NULL;
    if (taken && hy_tensor_count(x) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, taken, &x, 1);
        hy_tensor_kernels(y)->unary(HY_UNARY_COPY, &loop);
    }
    return taken ? y : NULL;
}

static hy_tensor *spread_backward(hy_scope *s, const hy_rule *r)
{
    const hy_attributes *with = r->attributes;
    size_t count = r->x[0]->shape.extent[with->axis];
    return hy_slice(s, r->grad, with->axis, with->begin, with->step, count);
}

const hy_op hy_op_spread = {"spread", 0, spread_forward, spread_backward, HY_PROMOTION_NONE};

hy_tensor *hy_spread(hy_scope *scope, hy_tensor *x, int axis, size_t begin, ptrdiff_t step,
                     size_t length)
{
    hy_attributes with = {.axis = axis, .begin = begin, .step = step, .length = length};
    return hy_op_apply(scope, &hy_op_spread, &x, 1, &with);
}

hy_tensor *hy_pad(hy_scope *scope, hy_tensor *x, int axis, size_t begin, size_t length)
{
    return hy_spread(scope, x, axis, begin, 1, length);
}
