#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

// Runs a reduction of `x` over `axes` into a tensor of `shape`, which has the kept elements.
static hy_tensor *reduce(hy_scope *scope, const hy_op *op, hy_tensor *x, unsigned axes,
                         const hy_shape *shape)
{
    hy_tensor *y = hy_tensor_create(scope, x->dtype, shape);
    if (!y || hy_tensor_count(y) == 0) {
        return y;
    }
    if (hy_tensor_count(x) > 0) {
        hy_reduce_args args;
        hy_loop_init_reduction(&args, y, x, axes);
        hy_tensor_kernels(y)->reduce((hy_reduction)op->kernel, &args);
    } else if (op == &hy_op_max || op == &hy_op_min) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants at least one element", op->name);
    } else {
        hy_tensor_kernels(y)->fill(0, y->data, hy_tensor_count(y));
    }
    return y;
}

static hy_tensor *reduce_forward(hy_scope *scope, const hy_call *call)
{
    const hy_attributes *with = call->attributes;
    hy_shape shape = hy_shape_reduced(&call->x[0]->shape, with->axes, with->keeps_axes);
    return reduce(scope, call->op, call->x[0], with->axes, &shape);
}

// A result of the reduction, seen so that it broadcasts against the input: with its axes kept,
// unless it is a number.
static hy_tensor *with_axes(hy_scope *s, const hy_rule *r, hy_tensor *reduced)
{
    if (r->attributes->keeps_axes || r->y->shape.rank == 0) {
        return reduced;
    }
    hy_shape shape = hy_shape_reduced(&r->x[0]->shape, r->attributes->axes, true);
    return hy_reshape(s, reduced, &shape);
}

static hy_tensor *sum_backward(hy_scope *s, const hy_rule *r)
{
    return hy_expand(s, with_axes(s, r, r->grad), &r->x[0]->shape);
}

const hy_op hy_op_sum = {"sum", HY_REDUCTION_SUM, reduce_forward, sum_backward, HY_PROMOTION_SUM};

// One over the number of elements that each of y is the mean of.
static double share(const hy_tensor *x, const hy_tensor *y)
{
    return y->count > 0 ? (double)y->count / (double)x->count : 0;
}

static hy_tensor *mean_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *y = reduce_forward(scope, call);
    if (y && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init_row(&loop, y, y, NULL);
        hy_tensor_kernels(y)->scale(share(call->x[0], y), &loop);
    }
    return y;
}

static hy_tensor *mean_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *grad = hy_scale(s, r->grad, share(r->x[0], r->y));
    return hy_expand(s, with_axes(s, r, grad), &r->x[0]->shape);
}

const hy_op hy_op_mean = {"mean", HY_REDUCTION_SUM, mean_forward, mean_backward,
                          HY_PROMOTION_FLOAT};

// for max and min: elements that tie share the gradient
static hy_tensor *extremum_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *is_chosen = hy_convert(s, hy_eq(s, r->x[0], with_axes(s, r, r->y)), r->grad->dtype);
    hy_tensor *ties = hy_sum(s, is_chosen, r->attributes->axes, true);
    return hy_mul(s, with_axes(s, r, r->grad), hy_div(s, is_chosen, ties));
}

const hy_op hy_op_max = {"max", HY_REDUCTION_MAX, reduce_forward, extremum_backward,
                         HY_PROMOTION_SAME};
const hy_op hy_op_min = {"min", HY_REDUCTION_MIN, reduce_forward, extremum_backward,
                         HY_PROMOTION_SAME};

static hy_tensor *apply(hy_scope *scope, const hy_op *op, hy_tensor *x, unsigned axes,
                        bool keeps_axes)
{
    hy_attributes with = {.axes = axes, .keeps_axes = keeps_axes};
    return hy_op_apply(scope, op, &x, 1, &with);
}

hy_tensor *hy_sum(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    return apply(scope, &hy_op_sum, x, axes, keeps_axes);
}

hy_tensor *hy_max(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    return apply(scope, &hy_op_max, x, axes, keeps_axes);
}

hy_tensor *hy_min(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    return apply(scope, &hy_op_min, x, axes, keeps_axes);
}

hy_tensor *hy_mean(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0 || hy_dtype_is_float(x->dtype)) {
        return apply(scope, &hy_op_mean, x, axes, keeps_axes);
    }
    hy_tensor *sum = hy_sum(scope, x, axes, keeps_axes);
    if (!sum) {
        return NULL;
    }
    size_t count = hy_shape_count_axes(&x->shape, axes);
    // a quotient, so that the mean of a hundred times true is 1
    sum = hy_convert(scope, sum, HY_F32);
    return sum ? hy_div(scope, sum, hy_number(scope, sum, (double)count)) : NULL;
}

hy_tensor *hy_argmax(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, keeps_axes);
    hy_tensor *y = hy_tensor_create(scope, HY_I64, &shape);
    if (!y || hy_tensor_count(y) == 0) {
        return y;
    }
    if (hy_tensor_count(x) == 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "argmax wants at least one element");
    }
    hy_reduce_args args;
    hy_loop_init_reduction(&args, y, x, axes);
    hy_tensor_kernels(x)->argmax(&args);
    return y;
}

// The axes of `from` along which `to` would have to be expanded; false when it cannot be.
static bool find_expanded_axes(const hy_shape *from, const hy_shape *to, unsigned *axes)
{
    int leading = from->rank - to->rank;
    *axes = 0;
    for (int axis = 0; axis < from->rank; axis++) {
        size_t wanted = axis < leading ? 1 : to->extent[axis - leading];
        if (axis < leading || (wanted == 1 && from->extent[axis] != 1)) {
            *axes |= 1U << axis;
        } else if (wanted != from->extent[axis]) {
            return false;
        }
    }
    return leading >= 0;
}

static hy_tensor *sum_to_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    unsigned axes;
    if (!find_expanded_axes(&x->shape, &call->attributes->shape, &axes)) {
        char from[HY_SHAPE_TEXT_SIZE];
        char to[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s does not sum to %s",
                             hy_shape_format(&x->shape, from),
                             hy_shape_format(&call->attributes->shape, to));
    }
    const hy_shape *shape = &call->attributes->shape;
    if (hy_shape_count(shape) == x->count && x->is_contiguous) {
        ptrdiff_t stride[HY_MAX_RANK];
        hy_shape_strides(shape, stride);
        return hy_tensor_view(scope, x, shape, stride, 0);
    }
    return reduce(scope, &hy_op_sum, x, axes, shape);
}

static hy_tensor *sum_to_backward(hy_scope *s, const hy_rule *r)
{
    return hy_expand(s, r->grad, &r->x[0]->shape);
}

const hy_op hy_op_sum_to = {"sum_to", 0, sum_to_forward, sum_to_backward, HY_PROMOTION_SUM};

hy_tensor *hy_sum_to(hy_scope *scope, hy_tensor *x, const hy_shape *shape)
{
    hy_attributes with = {.shape = *shape};
    return hy_op_apply(scope, &hy_op_sum_to, &x, 1, &with);
}
