/// References: what ops that move elements should give, by naive loops.
///
/// Each is a map of places: taking reads where it points, its adjoint adds there.
#pragma once

#include "reference_elements.h"

#include <string.h>

/// Where the element at place `p`, of an array of shape `shape`, comes from or goes to.
typedef place (*place_map)(const question *q, const hy_shape *shape, const place *p);

/// y[p] = x[map(p)] for all p of a shape; false when one lies outside.
static inline bool take(const question *q, hy_shape shape, place_map map, array *y)
{
    y->shape = shape;
    for (size_t i = 0; i < array_count(&shape); i++) {
        place p = array_place(&shape, i);
        place from = map(q, &shape, &p);
        size_t position;
        if (!array_find(&q->x->shape, &from, &position)) {
            return false;
        }
        y->at[i] = q->x->at[position];
    }
    return true;
}

/// y[map(p)] += x[p], from zeros of a shape; false when one lies outside.
static inline bool put(const question *q, hy_shape shape, place_map map, array *y)
{
    *y = (array){.shape = shape};
    for (size_t i = 0; i < array_count(&q->x->shape); i++) {
        place p = array_place(&q->x->shape, i);
        place to = map(q, &q->x->shape, &p);
        size_t position;
        if (!array_find(&shape, &to, &position)) {
            return false;
        }
        y->at[position] += q->x->at[i];
    }
    return true;
}

// The shape of x with another extent along the axis of the op.
static inline hy_shape along_axis(const question *q, size_t extent)
{
    hy_shape shape = q->x->shape;
    shape.extent[q->with->axis] = extent;
    return shape;
}

static inline bool has_axis(const question *q)
{
    return q->with->axis < q->x->shape.rank;
}

static inline bool reshape_reference(const question *q, array *y)
{
    memcpy(y, q->x, sizeof *y);
    y->shape = q->with->shape;
    return array_count(&y->shape) == array_count(&q->x->shape);
}

static inline place permuted(const question *q, const hy_shape *shape, const place *p)
{
    place from = {.of = {0}};
    for (int axis = 0; axis < shape->rank; axis++) {
        from.of[q->with->order[axis]] = p->of[axis];
    }
    return from;
}

static inline bool permute_reference(const question *q, array *y)
{
    hy_shape shape = {.rank = q->x->shape.rank};
    for (int axis = 0; axis < shape.rank; axis++) {
        shape.extent[axis] = q->x->shape.extent[q->with->order[axis]];
    }
    return take(q, shape, permuted, y);
}

static inline place sliced(const question *q, const hy_shape *shape, const place *p)
{
    (void)shape;
    place from = *p;
    ptrdiff_t steps = (ptrdiff_t)p->of[q->with->axis] * q->with->step;
    // before the first element it wraps around and lies outside
    from.of[q->with->axis] = q->with->begin + (size_t)steps;
    return from;
}

// Whether the positions that a slice takes lie on an axis, whatever the other axes hold.
static inline bool is_slice(const question *q, size_t count, size_t extent)
{
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t steps = (ptrdiff_t)i * q->with->step;
        if (q->with->begin + (size_t)steps >= extent) {
            return false;
        }
    }
    return true;
}

static inline bool slice_reference(const question *q, array *y)
{
    return has_axis(q) && is_slice(q, q->with->length, q->x->shape.extent[q->with->axis]) &&
           take(q, along_axis(q, q->with->length), sliced, y);
}

static inline bool spread_reference(const question *q, array *y)
{
    return has_axis(q) && is_slice(q, q->x->shape.extent[q->with->axis], q->with->length) &&
           put(q, along_axis(q, q->with->length), sliced, y);
}

static inline place on_diagonal(const question *q, const hy_shape *shape, const place *p)
{
    (void)q;
    place from = *p;
    from.of[shape->rank] = p->of[shape->rank - 1];
    return from;
}

// The shape of the diagonals of a shape.
static inline hy_shape diagonal_shape(const hy_shape *of)
{
    hy_shape shape = *of;
    int last = --shape.rank - 1;
    shape.extent[last] =
        of->extent[last] < of->extent[last + 1] ? of->extent[last] : of->extent[last + 1];
    return shape;
}

static inline bool diagonal_reference(const question *q, array *y)
{
    return q->x->shape.rank >= 2 && take(q, diagonal_shape(&q->x->shape), on_diagonal, y);
}

static inline bool embed_diagonal_reference(const question *q, array *y)
{
    hy_shape shape = diagonal_shape(&q->with->shape);
    return hy_shape_equal(&shape, &q->x->shape) && put(q, q->with->shape, on_diagonal, y);
}

// Where an element of an expanded array comes from, for expand (from x) and sum_to (from y).
static inline place before_expansion(const hy_shape *from, const hy_shape *shape, const place *p)
{
    place before = {.of = {0}};
    for (int axis = 0; axis < from->rank; axis++) {
        size_t index = p->of[axis + shape->rank - from->rank];
        before.of[axis] = from->extent[axis] == 1 ? 0 : index;
    }
    return before;
}

static inline bool is_expansion(const hy_shape *from, const hy_shape *to)
{
    hy_shape common;
    return array_broadcast((const hy_shape *[]){from, to}, 2, &common) &&
           hy_shape_equal(&common, to);
}

static inline place unexpanded(const question *q, const hy_shape *shape, const place *p)
{
    return before_expansion(&q->x->shape, shape, p);
}

static inline bool expand_reference(const question *q, array *y)
{
    return is_expansion(&q->x->shape, &q->with->shape) && take(q, q->with->shape, unexpanded, y);
}

static inline place summed(const question *q, const hy_shape *shape, const place *p)
{
    return before_expansion(&q->with->shape, shape, p);
}

static inline bool sum_to_reference(const question *q, array *y)
{
    return is_expansion(&q->with->shape, &q->x->shape) && put(q, q->with->shape, summed, y);
}

static inline place in_window(const question *q, const hy_shape *shape, const place *p)
{
    const hy_window *window = &q->with->window;
    int axis = q->with->axis;
    place from = *p;
    from.of[axis] = p->of[axis] * window->dilation + p->of[axis + 1] * window->stride;
    for (int i = axis + 1; i < shape->rank - 1; i++) {
        from.of[i] = p->of[i + 1];
    }
    return from;
}

// Windows that fit an extent.
static inline size_t count_windows(const hy_window *window, size_t extent)
{
    size_t count = 0;
    while (count * window->stride + (window->size - 1) * window->dilation < extent) {
        count++;
    }
    return count;
}

static inline bool windows_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    const hy_shape *from = &q->x->shape;
    hy_shape shape = {.rank = from->rank + 1};
    for (int i = 0; i < shape.rank; i++) {
        shape.extent[i] = from->extent[i < axis ? i : i - 1];
    }
    if (!has_axis(q)) {
        return false;
    }
    shape.extent[axis] = q->with->window.size;
    shape.extent[axis + 1] = count_windows(&q->with->window, from->extent[axis]);
    return shape.extent[axis + 1] > 0 && take(q, shape, in_window, y);
}

static inline bool fold_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    const hy_shape *from = &q->x->shape;
    if (axis + 1 >= from->rank || from->extent[axis] != q->with->window.size ||
        from->extent[axis + 1] > count_windows(&q->with->window, q->with->length)) {
        return false;
    }
    hy_shape shape = {.rank = from->rank - 1};
    for (int i = 0; i < shape.rank; i++) {
        shape.extent[i] = i == axis ? q->with->length : from->extent[i < axis ? i : i + 1];
    }
    return put(q, shape, in_window, y);
}

static inline place indexed(const question *q, const hy_shape *shape, const place *p)
{
    place from = *p;
    from.of[q->with->axis] = (size_t)array_element(&q->x[1], p, shape->rank) - 1;
    return from;
}

// Whether the index has the axes of x, or 1, and points to 1 .. `bound`.
static inline bool is_index(const question *q, size_t bound)
{
    const array *index = &q->x[1];
    bool does_fit = has_axis(q) && index->shape.rank == q->x->shape.rank;
    for (int axis = 0; axis < q->x->shape.rank && does_fit; axis++) {
        size_t extent = index->shape.extent[axis];
        does_fit = axis == q->with->axis || extent == 1 || extent == q->x->shape.extent[axis];
    }
    for (size_t i = 0; does_fit && i < array_count(&index->shape); i++) {
        does_fit = index->at[i] >= 1 && index->at[i] <= (double)bound;
    }
    return does_fit;
}

static inline bool gather_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    return is_index(q, q->x->shape.extent[axis]) &&
           take(q, along_axis(q, q->x[1].shape.extent[axis]), indexed, y);
}

// Gather by an index that lies along the axis.
static inline bool index_select_reference(const question *q, array *y)
{
    question along = *q;
    array inputs[] = {q->x[0], q->x[1]};
    hy_shape *shape = &inputs[1].shape;
    bool is_list = has_axis(q) && shape->rank == 1;
    if (is_list) {
        size_t count = shape->extent[0];
        *shape = (hy_shape){.rank = q->x->shape.rank, .extent = {1, 1, 1, 1, 1, 1}};
        shape->extent[q->with->axis] = count;
    }
    along.x = inputs;
    return is_list && gather_reference(&along, y);
}

static inline bool scatter_add_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    return is_index(q, q->with->length) &&
           q->x[1].shape.extent[axis] == q->x[0].shape.extent[axis] &&
           put(q, along_axis(q, q->with->length), indexed, y);
}

// Whether arrays agree in all extents but that of the axis of the op.
static inline bool are_beside(const question *q)
{
    for (int i = 0; i < q->count; i++) {
        hy_shape shape = q->x[i].shape;
        shape.extent[q->with->axis] = q->x->shape.extent[q->with->axis];
        if (!hy_shape_equal(&shape, &q->x->shape)) {
            return false;
        }
    }
    return has_axis(q);
}

static inline bool concat_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    if (!are_beside(q)) {
        return false;
    }
    *y = (array){.shape = along_axis(q, 0)};
    for (int i = 0; i < q->count; i++) {
        y->shape.extent[axis] += q->x[i].shape.extent[axis];
    }
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        place p = array_place(&y->shape, i);
        const array *x = q->x;
        for (; p.of[axis] >= x->shape.extent[axis]; x++) {
            p.of[axis] -= x->shape.extent[axis];
        }
        y->at[i] = array_element(x, &p, x->shape.rank);
    }
    return true;
}
