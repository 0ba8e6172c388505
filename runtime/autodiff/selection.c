#include "autodiff/selection.h"

#include "autodiff/logic.h"
#include "autodiff/ops.h"
#include "autodiff/sort.h"
#include "tensor/plan.h"

// Writes the position of an element along each axis.
static void write_position(const hy_shape *shape, size_t element, int64_t *position)
{
    for (int axis = shape->rank - 1; axis >= 0; axis--) {
        position[axis] = (int64_t)(element % shape->extent[axis]) + 1;
        element /= shape->extent[axis];
    }
}

hy_tensor *hy_nonzero(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *truth = hy_convert(scope, x, HY_BOOL);
    hy_tensor *found = hy_sum(scope, truth, HY_ALL_AXES, false);
    const hy_tensor *row = truth ? hy_tensor_contiguous(scope, truth) : NULL;
    if (!found || !row || !hy_plan_allows(scope, "nonzero")) {
        return NULL;
    }
    size_t rank = (size_t)x->shape.rank;
    hy_shape shape = {.rank = 2, .extent = {(size_t)hy_tensor_get_whole(found, 0), rank}};
    hy_tensor *y = hy_tensor_create(scope, HY_I64, &shape);
    const bool *is_set = row->data;
    int64_t *position = y ? y->data : NULL;
    for (size_t i = 0; y && i < hy_tensor_count(row); i++) {
        if (is_set[i]) {
            write_position(&x->shape, i, position);
            position += rank;
        }
    }
    return y;
}

hy_tensor *hy_masked_select(hy_scope *scope, hy_tensor *x, hy_tensor *mask)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape shape = {.rank = 0};
    hy_error err;
    if (hy_shape_broadcast(&x->shape, &mask->shape, &shape, &err) < 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "masked_select: %s", err.text);
    }
    hy_shape row = {.rank = 1, .extent = {hy_shape_count(&shape)}};
    hy_tensor *elements = hy_reshape(scope, hy_expand(scope, x, &shape), &row);
    hy_tensor *truth = hy_reshape(scope, hy_expand(scope, mask, &shape), &row);
    hy_tensor *positions = hy_nonzero(scope, truth);
    if (!positions) {
        return NULL;
    }
    hy_shape list = {.rank = 1, .extent = {positions->shape.extent[0]}};
    return hy_index_select(scope, elements, hy_reshape(scope, positions, &list), 0);
}

hy_tensor *hy_quantile(hy_scope *scope, hy_tensor *x, double part, int axis)
{
    if (scope->status < 0) {
        return NULL;
    }
    size_t extent = x->shape.extent[axis];
    if (extent == 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "quantile wants at least one element");
    }
    if (!(part >= 0 && part <= 1)) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "quantile wants a q from 0 to 1, got %g",
                             part);
    }
    double place = part * (double)(extent - 1);
    size_t below = (size_t)place;
    hy_tensor *sorted[HY_SORT_RESULTS] = {NULL, NULL};
    hy_sort(scope, x, axis, false, sorted);
    hy_tensor *y = hy_narrow(scope, sorted[0], axis, below, 1);
    if (place > (double)below) {
        hy_tensor *step = hy_sub(scope, hy_narrow(scope, sorted[0], axis, below + 1, 1), y);
        y = hy_add(scope, y, hy_scale(scope, step, place - (double)below));
    }
    hy_tensor *last = hy_narrow(scope, sorted[0], axis, extent - 1, 1);
    return hy_where(scope, hy_isnan(scope, last), last, y);
}

void hy_median(hy_scope *scope, hy_tensor *x, int axis, hy_tensor *results[HY_MEDIAN_RESULTS])
{
    if (scope->status < 0) {
        return;
    }
    size_t extent = x->shape.extent[axis];
    if (extent == 0) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "median wants at least one element");
        return;
    }
    hy_tensor *order = hy_argsort(scope, x, axis, false);
    hy_tensor *middle = hy_narrow(scope, order, axis, (extent - 1) / 2, 1);
    hy_tensor *last = hy_narrow(scope, order, axis, extent - 1, 1);
    hy_tensor *is_nan = hy_isnan(scope, hy_gather(scope, x, last, axis));
    results[1] = hy_where(scope, is_nan, last, middle);
    results[0] = hy_gather(scope, x, results[1], axis);
}
