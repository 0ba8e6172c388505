#include "autodiff/arrangement.h"

#include "autodiff/ops.h"

#include <string.h>

hy_tensor *hy_flip(hy_scope *scope, hy_tensor *x, unsigned axes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *y = x;
    for (int axis = 0; axis < x->shape.rank; axis++) {
        size_t extent = x->shape.extent[axis];
        bool is_flipped = (axes >> axis) & 1U && extent > 0;
        y = is_flipped ? hy_slice(scope, y, axis, extent - 1, -1, extent) : y;
    }
    return y;
}

hy_tensor *hy_roll(hy_scope *scope, hy_tensor *x, ptrdiff_t shift, int axis)
{
    if (scope->status < 0 || x->shape.extent[axis] == 0) {
        return scope->status < 0 ? NULL : x;
    }
    ptrdiff_t extent = (ptrdiff_t)x->shape.extent[axis];
    size_t moved = (size_t)((shift % extent + extent) % extent);
    size_t rest = (size_t)extent - moved;
    hy_tensor *parts[] = {hy_narrow(scope, x, axis, rest, moved),
                          hy_narrow(scope, x, axis, 0, rest)};
    return parts[0] && parts[1] ? hy_concat(scope, parts, 2, axis) : NULL;
}

// `x` with another extent along an axis, of one value.
static hy_tensor *block(hy_scope *scope, const hy_tensor *x, int axis, size_t extent, double value)
{
    hy_shape shape = x->shape;
    shape.extent[axis] = extent;
    return hy_tensor_full(scope, x->dtype, &shape, value);
}

hy_tensor *hy_pad_axis(hy_scope *scope, hy_tensor *x, int axis, size_t before, size_t after,
                       double value)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (value == 0) {
        return hy_pad(scope, x, axis, before, before + x->shape.extent[axis] + after);
    }
    hy_tensor *parts[] = {block(scope, x, axis, before, value), x,
                          block(scope, x, axis, after, value)};
    return parts[0] && parts[2] ? hy_concat(scope, parts, 3, axis) : NULL;
}

hy_tensor *hy_tile(hy_scope *scope, hy_tensor *x, int axis, size_t count)
{
    hy_tensor *row = hy_unsqueeze(scope, x, axis);
    if (!row) {
        return NULL;
    }
    hy_shape repeated = row->shape;
    repeated.extent[axis] = count;
    hy_shape joined = x->shape;
    joined.extent[axis] *= count;
    return hy_reshape(scope, hy_expand(scope, row, &repeated), &joined);
}

// The shape of a grid of vectors; false when they are none, or too many.
static bool grid_shape(hy_scope *scope, hy_tensor *const x[], int count, hy_shape *shape)
{
    if (scope->status < 0) {
        return false;
    }
    *shape = (hy_shape){.rank = count};
    bool are_vectors = count <= HY_MAX_RANK;
    for (int i = 0; are_vectors && i < count; i++) {
        are_vectors = x[i]->shape.rank == 1;
        shape->extent[i] = x[i]->shape.extent[0];
    }
    if (!are_vectors) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "meshgrid wants vectors, at most %d", HY_MAX_RANK);
    }
    return are_vectors;
}

void hy_meshgrid(hy_scope *scope, hy_tensor *const x[], int count, hy_tensor *results[])
{
    hy_shape shape;
    if (!grid_shape(scope, x, count, &shape)) {
        return;
    }
    for (int i = 0; i < count; i++) {
        hy_shape line = {.rank = count, .extent = {1, 1, 1, 1, 1, 1}};
        line.extent[i] = shape.extent[i];
        results[i] = hy_expand(scope, hy_reshape(scope, x[i], &line), &shape);
    }
}

static bool check_matrix(hy_scope *scope, const char *name, const hy_tensor *x)
{
    if (scope->status == HY_OK && x->shape.rank < 2) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants a matrix, got rank %d", name,
                            x->shape.rank);
    }
    return scope->status == HY_OK;
}

hy_tensor *hy_triangle(hy_scope *scope, hy_tensor *x, ptrdiff_t offset, bool is_upper)
{
    if (!check_matrix(scope, is_upper ? "triu" : "tril", x)) {
        return NULL;
    }
    size_t rows = x->shape.extent[x->shape.rank - 2];
    size_t columns = x->shape.extent[x->shape.rank - 1];
    hy_shape shape = {.rank = 2, .extent = {rows, columns}};
    hy_tensor *mask = hy_tensor_full(scope, HY_BOOL, &shape, 0);
    for (size_t i = 0; mask && i < rows * columns; i++) {
        ptrdiff_t place = (ptrdiff_t)(i % columns) - (ptrdiff_t)(i / columns);
        bool is_kept = is_upper ? place >= offset : place <= offset;
        hy_tensor_set(mask, i, is_kept);
    }
    return hy_where(scope, mask, x, hy_number(scope, x, 0));
}

hy_tensor *hy_diagonal_matrix(hy_scope *scope, hy_tensor *x)
{
    if (scope->status < 0) {
        return NULL;
    }
    int rank = x->shape.rank;
    if (rank < 1 || rank == HY_MAX_RANK) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "diag_embed wants a rank from 1 to %d, got %d",
                             HY_MAX_RANK - 1, rank);
    }
    hy_shape shape = x->shape;
    shape.extent[shape.rank++] = x->shape.extent[rank - 1];
    return hy_embed_diagonal(scope, x, &shape);
}

// The diagonal of a matrix that starts `offset` columns to the right, or rows down.
static hy_tensor *take_diagonal(hy_scope *scope, hy_tensor *x, ptrdiff_t offset)
{
    int axis = offset < 0 ? 0 : 1;
    size_t extent = x->shape.extent[axis];
    size_t skipped = offset < 0 ? (size_t)-offset : (size_t)offset;
    skipped = skipped < extent ? skipped : extent;
    return hy_diagonal(scope, hy_narrow(scope, x, axis, skipped, extent - skipped), 0, 1);
}

hy_tensor *hy_diag(hy_scope *scope, hy_tensor *x, ptrdiff_t offset)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (x->shape.rank == 2) {
        return take_diagonal(scope, x, offset);
    }
    if (x->shape.rank != 1) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "diag wants a vector or a matrix, got rank %d",
                             x->shape.rank);
    }
    size_t right = offset > 0 ? (size_t)offset : 0;
    size_t down = offset < 0 ? (size_t)-offset : 0;
    hy_tensor *y = hy_diagonal_matrix(scope, x);
    y = hy_pad_axis(scope, y, 0, down, right, 0);
    return hy_pad_axis(scope, y, 1, right, down, 0);
}

hy_tensor *hy_flatten(hy_scope *scope, hy_tensor *x, int first, int last)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (first > last) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "flatten: axis %d comes after axis %d",
                             first + 1, last + 1);
    }
    hy_shape shape = x->shape;
    shape.rank -= last - first;
    for (int axis = first; axis < shape.rank; axis++) {
        shape.extent[axis] = x->shape.extent[axis + last - first];
    }
    shape.extent[first] = 1;
    for (int axis = first; axis <= last; axis++) {
        shape.extent[first] *= x->shape.extent[axis];
    }
    return hy_reshape(scope, x, &shape);
}

hy_tensor *hy_repeat_interleave(hy_scope *scope, hy_tensor *x, size_t count, int axis)
{
    hy_tensor *column = hy_unsqueeze(scope, x, axis + 1);
    hy_tensor *repeated = hy_tile(scope, column, axis + 1, count);
    return repeated ? hy_flatten(scope, repeated, axis, axis + 1) : NULL;
}

hy_tensor *hy_embedding(hy_scope *scope, hy_tensor *weight, hy_tensor *index)
{
    if (scope->status < 0) {
        return NULL;
    }
    int rank = index->shape.rank + weight->shape.rank - 1;
    if (weight->shape.rank == 0 || rank > HY_MAX_RANK) {
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "embedding wants ranks that add up to at most %d, got %d and %d",
                             HY_MAX_RANK + 1, weight->shape.rank, index->shape.rank);
    }
    hy_shape shape = index->shape;
    shape.rank = rank;
    memcpy(&shape.extent[index->shape.rank], &weight->shape.extent[1],
           (size_t)(weight->shape.rank - 1) * sizeof shape.extent[0]);
    hy_shape list = {.rank = 1, .extent = {hy_tensor_count(index)}};
    hy_tensor *rows = hy_index_select(scope, weight, hy_reshape(scope, index, &list), 0);
    return hy_reshape(scope, rows, &shape);
}
