#include "autodiff/op_matrix.h"

#include "autodiff/ops.h"
#include "kernels/lapack.h"
#include "tensor/loop.h"
#include "tensor/plan.h"

#include <math.h>
#include <string.h>

// beyond it the whole numbers of LAPACK, and the work that it asks for, could overflow
static const size_t largest_extent = 32000;

bool hy_matrix_check(hy_scope *scope, const char *name, const hy_tensor *a)
{
    if (a->shape.rank < 2) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants a matrix, got rank %d", name,
                            a->shape.rank);
        return false;
    }
    size_t rows = a->shape.extent[a->shape.rank - 2];
    size_t columns = a->shape.extent[a->shape.rank - 1];
    if (rows > largest_extent || columns > largest_extent) {
        (void)hy_scope_fail(scope, HY_ERR_LIMIT, "%s wants extents of at most %zu, got %zu by %zu",
                            name, largest_extent, rows, columns);
        return false;
    }
    if (!hy_lapack_is_there()) {
        (void)hy_scope_fail(scope, HY_ERR_NOT_FOUND,
                            "%s wants LAPACK (OpenBLAS), which is not installed", name);
        return false;
    }
    return hy_plan_allows(scope, name);
}

bool hy_matrix_check_square(hy_scope *scope, const char *name, const hy_tensor *a)
{
    if (!hy_matrix_check(scope, name, a)) {
        return false;
    }
    size_t rows = a->shape.extent[a->shape.rank - 2];
    size_t columns = a->shape.extent[a->shape.rank - 1];
    if (rows != columns) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants a square matrix, got %zu by %zu", name,
                            rows, columns);
    }
    return rows == columns;
}

bool hy_matrix_check_pair(hy_scope *scope, const char *name, const hy_tensor *a, const hy_tensor *b)
{
    if (!hy_matrix_check(scope, name, a) || !hy_matrix_check(scope, name, b)) {
        return false;
    }
    hy_shape like_a = b->shape;
    like_a.extent[like_a.rank - 1] = a->shape.extent[a->shape.rank - 1];
    if (!hy_shape_equal(&like_a, &a->shape)) {
        char text_a[HY_SHAPE_TEXT_SIZE];
        char text_b[HY_SHAPE_TEXT_SIZE];
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s: %s does not fit the rows of %s", name,
                            hy_shape_format(&b->shape, text_b), hy_shape_format(&a->shape, text_a));
        return false;
    }
    return true;
}

static bool is_finite(const hy_tensor *a, size_t i)
{
    return a->dtype == HY_F32 ? isfinite(((const float *)a->data)[i])
                              : isfinite(((const double *)a->data)[i]);
}

bool hy_matrix_check_finite(hy_scope *scope, const char *name, hy_tensor *a)
{
    hy_tensor *row = hy_tensor_contiguous(scope, a);
    for (size_t i = 0; row && i < hy_tensor_count(row); i++) {
        if (!is_finite(row, i)) {
            (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s wants finite elements", name);
            return false;
        }
    }
    return row != NULL;
}

void hy_matrix_fail(hy_scope *scope, const char *name, const hy_tensor *a, size_t matrix,
                    const char *what, size_t pivot)
{
    (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s: matrix %zu of %zu is %s at pivot %zu", name,
                        matrix + 1, hy_matrix_count(a), what, pivot);
}

size_t hy_matrix_count(const hy_tensor *a)
{
    hy_shape batch = a->shape;
    batch.rank -= 2;
    return hy_tensor_count(a) == 0 ? 0 : hy_shape_count(&batch);
}

void *hy_matrix_at(const hy_tensor *a, size_t position)
{
    const size_t *extent = &a->shape.extent[a->shape.rank - 2];
    return (char *)a->data + position * extent[0] * extent[1] * hy_dtype_size(a->dtype);
}

hy_tensor *hy_matrix_copy(hy_scope *scope, hy_tensor *a)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_tensor *copy = hy_tensor_create(scope, a->dtype, &a->shape);
    if (copy && hy_tensor_count(copy) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, copy, &a, 1);
        hy_tensor_kernels(copy)->unary(HY_UNARY_COPY, &loop);
    }
    return copy;
}

hy_tensor *hy_matrix_turn(hy_scope *scope, const hy_tensor *a)
{
    if (scope->status < 0) {
        return NULL;
    }
    int last = a->shape.rank - 1;
    hy_shape shape = a->shape;
    ptrdiff_t stride[HY_MAX_RANK];
    memcpy(stride, a->stride, sizeof stride);
    shape.extent[last] = a->shape.extent[last - 1];
    shape.extent[last - 1] = a->shape.extent[last];
    stride[last] = a->stride[last - 1];
    stride[last - 1] = a->stride[last];
    return hy_tensor_view(scope, a, &shape, stride, 0);
}

// y = op(a, b) without a record.
static void compute(hy_tensor *y, hy_binary op, hy_tensor *a, hy_tensor *b)
{
    hy_loop loop;
    hy_loop_init(&loop, y, (hy_tensor *[]){a, b}, 2);
    hy_tensor_kernels(y)->binary(op, &loop);
}

hy_tensor *hy_matrix_symmetric_part(hy_scope *scope, hy_tensor *a)
{
    hy_tensor *turned = hy_matrix_turn(scope, a);
    hy_tensor *sum = hy_tensor_create(scope, a->dtype, &a->shape);
    hy_tensor *y = hy_tensor_create(scope, a->dtype, &a->shape);
    hy_tensor *half = hy_tensor_full(scope, a->dtype, &(hy_shape){.rank = 0}, 0.5);
    if (half && hy_tensor_count(y) > 0) {
        compute(sum, HY_BINARY_ADD, a, turned);
        compute(y, HY_BINARY_MUL, sum, half);
    }
    return half ? y : NULL;
}

void *hy_matrix_work(hy_scope *scope, size_t count)
{
    hy_shape shape = {.rank = 1, .extent = {count}};
    hy_tensor *work = hy_tensor_create(scope, HY_F64, &shape);
    return work ? work->data : NULL;
}

hy_tensor *hy_matrix_transposed(hy_scope *scope, hy_tensor *a)
{
    return a ? hy_transpose(scope, a, a->shape.rank - 2, a->shape.rank - 1) : NULL;
}

hy_tensor *hy_matrix_bands(hy_scope *scope, const hy_tensor *a, double below, double diagonal,
                           double above)
{
    size_t n = a->shape.extent[a->shape.rank - 1];
    hy_shape shape = {.rank = 2, .extent = {n, n}};
    hy_tensor *bands = hy_tensor_create(scope, a->dtype, &shape);
    for (size_t i = 0; bands && i < n * n; i++) {
        size_t row = i / n;
        size_t column = i % n;
        hy_tensor_set(bands, i, row > column ? below : row < column ? above : diagonal);
    }
    return bands;
}

// The shape of the last two axes of `x` under the leading axes `batch`.
static hy_shape under(const hy_shape *batch, const hy_shape *x)
{
    hy_shape shape = *batch;
    shape.extent[shape.rank++] = x->extent[x->rank - 2];
    shape.extent[shape.rank++] = x->extent[x->rank - 1];
    return shape;
}

static hy_tensor *expand_to(hy_scope *scope, hy_tensor *x, const hy_shape *shape)
{
    return hy_shape_equal(&x->shape, shape) ? x : hy_expand(scope, x, shape);
}

hy_tensor *hy_matrix_apply(hy_scope *scope, const hy_op *op, hy_tensor *a, hy_tensor *b,
                           const hy_attributes *with)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (!hy_matrix_check(scope, op->name, a) || !hy_matrix_check(scope, op->name, b)) {
        return NULL;
    }
    hy_shape batch_a = a->shape;
    hy_shape batch_b = b->shape;
    batch_a.rank -= 2;
    batch_b.rank -= 2;
    hy_shape batch;
    hy_error err;
    if (hy_shape_broadcast(&batch_a, &batch_b, &batch, &err) < 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s: %s", op->name, err.text);
    }
    hy_shape shape_a = under(&batch, &a->shape);
    hy_shape shape_b = under(&batch, &b->shape);
    hy_tensor *inputs[] = {expand_to(scope, a, &shape_a), expand_to(scope, b, &shape_b)};
    return hy_op_apply(scope, op, inputs, 2, with);
}

hy_tensor *hy_matrix_apply_right(hy_scope *scope, const hy_op *op, hy_tensor *a, hy_tensor *b)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_shape rows = a->shape;
    rows.rank -= rows.rank > 0;
    bool is_vector = b->shape.rank == 1 || (a->shape.rank > 2 && hy_shape_equal(&b->shape, &rows));
    if (!is_vector) {
        return hy_matrix_apply(scope, op, a, b, NULL);
    }
    hy_tensor *x = hy_matrix_apply(scope, op, a, hy_unsqueeze(scope, b, b->shape.rank), NULL);
    if (!x) {
        return NULL;
    }
    hy_shape shape = x->shape;
    shape.rank--;
    return hy_reshape(scope, x, &shape);
}
