#include "tensor/shape.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

size_t hy_shape_count(const hy_shape *shape)
{
    size_t count = 1;
    for (int axis = 0; axis < shape->rank; axis++) {
        count *= shape->extent[axis];
    }
    return count;
}

hy_status hy_shape_lay_out(const hy_shape *shape, ptrdiff_t stride[HY_MAX_RANK], size_t *count,
                           hy_error *err)
{
    if (shape->rank < 0 || shape->rank > HY_MAX_RANK) {
        return hy_fail(err, HY_ERR_SHAPE, "rank is at most %d, got %d", HY_MAX_RANK, shape->rank);
    }
    // extents of 0 count as 1 where it is bounded, so that no product of strides overflows either
    size_t bounded = 1;
    size_t step = 1;
    for (int axis = shape->rank - 1; axis >= 0; axis--) {
        size_t extent = shape->extent[axis];
        stride[axis] = (ptrdiff_t)step;
        step *= extent;
        if (__builtin_mul_overflow(bounded, extent ? extent : 1, &bounded) ||
            bounded > PTRDIFF_MAX / sizeof(double)) {
            char text[HY_SHAPE_TEXT_SIZE];
            return hy_fail(err, HY_ERR_LIMIT, "shape %s has too many elements",
                           hy_shape_format(shape, text));
        }
    }
    *count = step;
    return HY_OK;
}

hy_status hy_shape_check(const hy_shape *shape, hy_error *err)
{
    ptrdiff_t stride[HY_MAX_RANK];
    size_t count;
    return hy_shape_lay_out(shape, stride, &count, err);
}

const char *hy_shape_format(const hy_shape *shape, char text[HY_SHAPE_TEXT_SIZE])
{
    size_t used = 1;
    text[0] = '[';
    for (int axis = 0; axis < shape->rank; axis++) {
        // at most 22 bytes per axis, so HY_SHAPE_TEXT_SIZE always suffices
        int size = snprintf(text + used, HY_SHAPE_TEXT_SIZE - used, axis ? ", %zu" : "%zu",
                            shape->extent[axis]);
        used += size > 0 ? (size_t)size : 0;
    }
    memcpy(text + used, "]", 2);
    return text;
}

static size_t extent_from_end(const hy_shape *shape, int position)
{
    return position < shape->rank ? shape->extent[shape->rank - 1 - position] : 1;
}

hy_status hy_shape_broadcast(const hy_shape *a, const hy_shape *b, hy_shape *out, hy_error *err)
{
    hy_shape result = {.rank = a->rank > b->rank ? a->rank : b->rank};
    for (int position = 0; position < result.rank; position++) {
        size_t from_a = extent_from_end(a, position);
        size_t from_b = extent_from_end(b, position);
        if (from_a != from_b && from_a != 1 && from_b != 1) {
            char text_a[HY_SHAPE_TEXT_SIZE];
            char text_b[HY_SHAPE_TEXT_SIZE];
            return hy_fail(err, HY_ERR_SHAPE, "shapes do not broadcast: %s and %s",
                           hy_shape_format(a, text_a), hy_shape_format(b, text_b));
        }
        result.extent[result.rank - 1 - position] = from_a == 1 ? from_b : from_a;
    }
    *out = result;
    return HY_OK;
}

hy_shape hy_shape_reduced(const hy_shape *shape, unsigned mask, bool keeps_axes)
{
    hy_shape result = {0};
    for (int axis = 0; axis < shape->rank; axis++) {
        bool is_reduced = (mask >> axis) & 1U;
        if (!is_reduced || keeps_axes) {
            result.extent[result.rank++] = is_reduced ? 1 : shape->extent[axis];
        }
    }
    return result;
}

size_t hy_shape_count_axes(const hy_shape *shape, unsigned mask)
{
    size_t count = 1;
    for (int axis = 0; axis < shape->rank; axis++) {
        count *= (mask >> axis) & 1U ? shape->extent[axis] : 1;
    }
    return count;
}

void hy_shape_strides(const hy_shape *shape, ptrdiff_t stride[HY_MAX_RANK])
{
    ptrdiff_t step = 1;
    for (int axis = shape->rank - 1; axis >= 0; axis--) {
        stride[axis] = step;
        step *= (ptrdiff_t)shape->extent[axis];
    }
}
