#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

#include <string.h>

// The diagonals of the last two axes of `x`, as a view.
static hy_tensor *view_diagonal(hy_scope *scope, const hy_tensor *x)
{
    int last = x->shape.rank - 2;
    const size_t *extent = &x->shape.extent[last];
    hy_shape shape = x->shape;
    ptrdiff_t stride[HY_MAX_RANK];
    memcpy(stride, x->stride, sizeof stride);
    shape.rank--;
    shape.extent[last] = extent[0] < extent[1] ? extent[0] : extent[1];
    stride[last] += stride[last + 1];
    return hy_tensor_view(scope, x, &shape, stride, 0);
}

static hy_tensor *diagonal_forward(hy_scope *scope, const hy_call *call)
{
    if (call->x[0]->shape.rank < 2) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "diagonal wants a matrix, got rank %d",
                             call->x[0]->shape.rank);
    }
    return view_diagonal(scope, call->x[0]);
}

static hy_tensor *diagonal_backward(hy_scope *s, const hy_rule *r)
{
    return hy_embed_diagonal(s, r->grad, &r->x[0]->shape);
}

const hy_op hy_op_diagonal = {"diagonal", 0, diagonal_forward, diagonal_backward,
                              HY_PROMOTION_NONE};

hy_tensor *hy_diagonal(hy_scope *scope, hy_tensor *x, int axis, int other_axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    int rank = x->shape.rank;
    bool are_two = axis >= 0 && axis < rank && other_axis >= 0 && other_axis < rank;
    if (!are_two || axis == other_axis) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "diagonal wants two axes of %d that differ",
                             rank);
    }
    int order[HY_MAX_RANK] = {0};
    int count = 0;
    for (int i = 0; i < rank; i++) {
        if (i != axis && i != other_axis) {
            order[count++] = i;
        }
    }
    order[count++] = axis;
    order[count] = other_axis;
    bool are_last = axis == rank - 2 && other_axis == rank - 1;
    hy_tensor *arranged = are_last ? x : hy_permute(scope, x, order);
    return hy_op_apply(scope, &hy_op_diagonal, &arranged, 1, NULL);
}

static hy_tensor *embed_diagonal_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = call->x[0];
    const hy_shape *shape = &call->attributes->shape;
    hy_tensor *y = hy_tensor_full(scope, x->dtype, shape, 0);
    hy_tensor *target = y && shape->rank >= 2 ? view_diagonal(scope, y) : NULL;
    if (!target || !hy_shape_equal(&target->shape, &x->shape)) {
        char from[HY_SHAPE_TEXT_SIZE];
        char to[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s is no diagonal of %s",
                             hy_shape_format(&x->shape, from), hy_shape_format(shape, to));
    }
    if (hy_tensor_count(x) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, target, &x, 1);
        hy_tensor_kernels(y)->unary(HY_UNARY_COPY, &loop);
    }
    return y;
}

static hy_tensor *embed_diagonal_backward(hy_scope *s, const hy_rule *r)
{
    int rank = r->y->shape.rank;
    return hy_diagonal(s, r->grad, rank - 2, rank - 1);
}

const hy_op hy_op_embed_diagonal = {"embed_diagonal", 0, embed_diagonal_forward,
                                    embed_diagonal_backward, HY_PROMOTION_NONE};

hy_tensor *hy_embed_diagonal(hy_scope *scope, hy_tensor *x, const hy_shape *shape)
{
    hy_attributes with = {.shape = *shape};
    return hy_op_apply(scope, &hy_op_embed_diagonal, &x, 1, &with);
}
