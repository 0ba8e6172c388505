#include "autodiff/axis.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

#include <string.h>

size_t hy_windows_count(size_t extent, const hy_window *window)
{
    if (extent == 0 || window->size == 0 || window->stride == 0 || window->dilation == 0) {
        return 0;
    }
    // a product of size and dilation could overflow, a quotient cannot
    if (window->size - 1 > (extent - 1) / window->dilation) {
        return 0;
    }
    size_t span = (window->size - 1) * window->dilation + 1;
    return (extent - span) / window->stride + 1;
}

static bool check(hy_scope *scope, const char *name, const hy_tensor *x, int axis,
                  const hy_window *window)
{
    if (!hy_axis_check(scope, name, x, axis)) {
        return false;
    }
    if (window->size == 0 || window->stride == 0 || window->dilation == 0) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "%s wants a size, stride and dilation of at least 1, got %zu, %zu, %zu",
                            name, window->size, window->stride, window->dilation);
        return false;
    }
    return true;
}

static hy_tensor *windows_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    int axis = call->attributes->axis;
    const hy_window *window = &call->attributes->window;
    if (!check(scope, "windows", x, axis, window)) {
        return NULL;
    }
    if (x->shape.rank == HY_MAX_RANK) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "windows: rank is at most %d before, got %d",
                             HY_MAX_RANK - 1, x->shape.rank);
    }
    size_t count = hy_windows_count(x->shape.extent[axis], window);
    if (count == 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "windows of %zu elements, %zu apart, do not fit an extent of %zu",
                             window->size, window->dilation, x->shape.extent[axis]);
    }
    hy_shape shape = x->shape;
    ptrdiff_t stride[HY_MAX_RANK];
    memcpy(stride, x->stride, sizeof stride);
    size_t behind = (size_t)(shape.rank++ - axis);
    memmove(&shape.extent[axis + 1], &shape.extent[axis], behind * sizeof shape.extent[0]);
    memmove(&stride[axis + 1], &stride[axis], behind * sizeof stride[0]);
    shape.extent[axis] = window->size;
    shape.extent[axis + 1] = count;
    stride[axis] = x->stride[axis] * (ptrdiff_t)window->dilation;
    stride[axis + 1] = x->stride[axis] * (ptrdiff_t)window->stride;
    return hy_tensor_view(scope, x, &shape, stride, 0);
}

static hy_tensor *windows_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->attributes->axis;
    return hy_fold(s, r->grad, axis, &r->attributes->window, r->x[0]->shape.extent[axis]);
}

const hy_op hy_op_windows = {"windows", 0, windows_forward, windows_backward, HY_PROMOTION_NONE};

hy_tensor *hy_windows(hy_scope *scope, hy_tensor *x, int axis, const hy_window *window)
{
    hy_attributes with = {.axis = axis, .window = *window};
    return hy_op_apply(scope, &hy_op_windows, &x, 1, &with);
}

// Adds the elements at one place of all windows to where they came from.
static bool add_place(hy_scope *scope, hy_tensor *y, const hy_tensor *x, const hy_attributes *with,
                      size_t place)
{
    hy_shape shape = y->shape;
    ptrdiff_t to[HY_MAX_RANK];
    ptrdiff_t from[HY_MAX_RANK];
    int axis = with->axis;
    size_t behind = (size_t)(shape.rank - axis);
    memcpy(to, y->stride, sizeof to);
    memcpy(from, x->stride, sizeof from);
    memmove(&from[axis], &x->stride[axis + 1], behind * sizeof from[0]);
    shape.extent[axis] = x->shape.extent[axis + 1];
    to[axis] *= (ptrdiff_t)with->window.stride;
    ptrdiff_t begin = (ptrdiff_t)(place * with->window.dilation) * y->stride[axis];
    hy_tensor *target = hy_tensor_view(scope, y, &shape, to, begin);
    hy_tensor *part = hy_tensor_view(scope, x, &shape, from, (ptrdiff_t)place * x->stride[axis]);
    if (target && part) {
        hy_loop loop;
        hy_loop_init(&loop, target, &part, 1);
        hy_tensor_kernels(y)->accumulate(&loop);
    }
    return part != NULL;
}

// The shape of windows put back; false when they do not fit.
static bool fold_shape(hy_scope *scope, const hy_tensor *x, const hy_attributes *with,
                       hy_shape *out)
{
    int axis = with->axis;
    *out = x->shape;
    if (!check(scope, "fold", x, axis, &with->window)) {
        return false;
    }
    bool does_fit = axis + 1 < x->shape.rank && x->shape.extent[axis] == with->window.size &&
                    x->shape.extent[axis + 1] <= hy_windows_count(with->length, &with->window);
    if (!does_fit) {
        char text[HY_SHAPE_TEXT_SIZE];
        (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                            "fold: %s does not hold windows of %zu elements, %zu apart, in an "
                            "extent of %zu",
                            hy_shape_format(&x->shape, text), with->window.size,
                            with->window.dilation, with->length);
        return false;
    }
    memmove(&out->extent[axis], &out->extent[axis + 1],
            (size_t)(out->rank - axis - 1) * sizeof out->extent[0]);
    out->extent[axis] = with->length;
    out->rank--;
    return true;
}

static hy_tensor *fold_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    hy_shape shape;
    if (!fold_shape(scope, x, call->attributes, &shape)) {
        return NULL;
    }
    hy_tensor *y = hy_tensor_full(scope, x->dtype, &shape, 0);
    if (!y || hy_tensor_count(x) == 0) {
        return y;
    }
    for (size_t place = 0; place < call->attributes->window.size; place++) {
        if (!add_place(scope, y, x, call->attributes, place)) {
            return NULL;
        }
    }
    return y;
}

static hy_tensor *fold_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->attributes->axis;
    size_t count = r->x[0]->shape.extent[axis + 1];
    // windows that were not there to be added have no gradient
    hy_tensor *all = hy_windows(s, r->grad, axis, &r->attributes->window);
    return hy_narrow(s, all, axis + 1, 0, count);
}

const hy_op hy_op_fold = {"fold", 0, fold_forward, fold_backward, HY_PROMOTION_SAME};

hy_tensor *hy_fold(hy_scope *scope, hy_tensor *x, int axis, const hy_window *window, size_t length)
{
    hy_attributes with = {.axis = axis, .window = *window, .length = length};
    return hy_op_apply(scope, &hy_op_fold, &x, 1, &with);
}
