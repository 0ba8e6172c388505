#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "autodiff/sort.h"

static hy_tensor *argsort_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *x = hy_tensor_contiguous(scope, call->x[0]);
    hy_tensor *y = x ? hy_tensor_create(scope, HY_I64, &x->shape) : NULL;
    if (!y || hy_tensor_count(y) == 0) {
        return y;
    }
    hy_shape row = {.rank = 1, .extent = {x->shape.extent[x->shape.rank - 1]}};
    hy_tensor *spare = hy_tensor_create(scope, HY_I64, &row);
    if (!spare) {
        return NULL;
    }
    hy_sort_args args = {
        .count = row.extent[0], .is_descending = call->attributes->step < 0, .spare = spare->data};
    for (size_t begin = 0; begin < hy_tensor_count(x); begin += args.count) {
        args.in = (const char *)x->data + begin * hy_dtype_size(x->dtype);
        args.positions = (int64_t *)y->data + begin;
        hy_tensor_kernels(x)->sort(&args);
    }
    return y;
}

const hy_op hy_op_argsort = {"argsort", 0, argsort_forward, NULL, HY_PROMOTION_NONE};

hy_tensor *hy_argsort(hy_scope *scope, hy_tensor *x, int axis, bool is_descending)
{
    if (scope->status < 0) {
        return NULL;
    }
    int last = x->shape.rank - 1;
    hy_attributes with = {.step = is_descending ? -1 : 1};
    // the kernel sorts rows: the axis becomes the last and comes back
    hy_tensor *rows = hy_transpose(scope, x, axis, last);
    hy_tensor *positions = hy_op_apply(scope, &hy_op_argsort, &rows, 1, &with);
    return hy_transpose(scope, positions, axis, last);
}

void hy_sort(hy_scope *scope, hy_tensor *x, int axis, bool is_descending,
             hy_tensor *results[HY_SORT_RESULTS])
{
    hy_tensor *positions = hy_argsort(scope, x, axis, is_descending);
    results[0] = hy_gather(scope, x, positions, axis);
    results[1] = positions;
}

void hy_topk(hy_scope *scope, hy_tensor *x, size_t count, int axis, bool is_largest,
             hy_tensor *results[HY_SORT_RESULTS])
{
    hy_tensor *positions = hy_argsort(scope, x, axis, is_largest);
    positions = hy_narrow(scope, positions, axis, 0, count);
    results[0] = hy_gather(scope, x, positions, axis);
    results[1] = positions;
}
