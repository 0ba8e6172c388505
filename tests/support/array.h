/// Arrays: small tensors of doubles in the plainest form, which references of ops read and write.
#pragma once

#include "tensor/shape.h"

#include <stdbool.h>
#include <stddef.h>

enum { ARRAY_MAX = 2048 };

typedef struct array {
    hy_shape shape;
    double at[ARRAY_MAX];  ///< Row-major.
} array;

/// One index per axis.
typedef struct place {
    size_t of[HY_MAX_RANK];
} place;

/// Elements of a shape.
static inline size_t array_count(const hy_shape *shape)
{
    size_t count = 1;
    for (int axis = 0; axis < shape->rank; axis++) {
        count *= shape->extent[axis];
    }
    return count;
}

/// The place of row-major position `position`.
static inline place array_place(const hy_shape *shape, size_t position)
{
    place p = {.of = {0}};
    for (int axis = shape->rank - 1; axis >= 0; axis--) {
        p.of[axis] = position % shape->extent[axis];
        position /= shape->extent[axis];
    }
    return p;
}

/// The row-major position of a place; false when it lies outside.
static inline bool array_find(const hy_shape *shape, const place *p, size_t *position)
{
    *position = 0;
    for (int axis = 0; axis < shape->rank; axis++) {
        if (p->of[axis] >= shape->extent[axis]) {
            return false;
        }
        *position = *position * shape->extent[axis] + p->of[axis];
    }
    return true;
}

// Makes an extent that of another one, unless that is 1; false when they do not fit.
static inline bool array_fit_extent(size_t *extent, size_t other)
{
    bool does_fit = other == 1 || *extent == 1 || other == *extent;
    *extent = other == 1 ? *extent : other;
    return does_fit;
}

/// The shape that shapes broadcast to; false when they do not.
static inline bool array_broadcast(const hy_shape *const shapes[], int count, hy_shape *out)
{
    *out = (hy_shape){.rank = 0, .extent = {1, 1, 1, 1, 1, 1}};
    for (int i = 0; i < count; i++) {
        out->rank = shapes[i]->rank > out->rank ? shapes[i]->rank : out->rank;
    }
    bool does_fit = true;
    for (int i = 0; i < count; i++) {
        int leading = out->rank - shapes[i]->rank;
        for (int axis = 0; axis < shapes[i]->rank; axis++) {
            does_fit &= array_fit_extent(&out->extent[leading + axis], shapes[i]->extent[axis]);
        }
    }
    return does_fit;
}

/// The element of `x` that broadcasting puts at `p`, a place of rank `rank`.
static inline double array_element(const array *x, const place *p, int rank)
{
    size_t position = 0;
    for (int axis = 0; axis < x->shape.rank; axis++) {
        size_t extent = x->shape.extent[axis];
        size_t index = extent == 1 ? 0 : p->of[axis + rank - x->shape.rank];
        position = position * extent + index;
    }
    return x->at[position];
}

/// Elements along the last axis; 1 for a scalar.
static inline size_t array_columns(const array *x)
{
    return x->shape.rank == 0 ? 1 : x->shape.extent[x->shape.rank - 1];
}
