#include "autodiff/op.h"
#include "autodiff/ops.h"

// Checks ranks, element types and inner extents.
static bool check(hy_scope *scope, const hy_tensor *a, const hy_tensor *b)
{
    if (a->shape.rank < 2 || b->shape.rank < 2) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "matmul wants ranks of at least 2, got %d and %d",
                            a->shape.rank, b->shape.rank);
        return false;
    }
    size_t inner_a = a->shape.extent[a->shape.rank - 1];
    size_t inner_b = b->shape.extent[b->shape.rank - 2];
    if (inner_a != inner_b) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "matmul inner extents differ: %zu and %zu",
                            inner_a, inner_b);
        return false;
    }
    return hy_op_check_dtype(scope, "matmul", a, b);
}

// The leading axes of a product.
static hy_shape leading_axes(const hy_shape *shape)
{
    hy_shape leading = *shape;
    leading.rank -= 2;
    return leading;
}

// Elements from the first matrix of `x` to the one that belongs to matrix `position` of a product
// with the leading axes `batch`.
static ptrdiff_t matrix_offset(const hy_tensor *x, const hy_shape *batch, size_t position)
{
    ptrdiff_t offset = 0;
    int missing = batch->rank - (x->shape.rank - 2);
    for (int axis = batch->rank - 1; axis >= 0; axis--) {
        size_t index = position % batch->extent[axis];
        position /= batch->extent[axis];
        int own = axis - missing;
        if (own >= 0 && x->shape.extent[own] != 1) {
            offset += (ptrdiff_t)index * x->stride[own];
        }
    }
    return offset;
}

static const void *matrix_at(const hy_tensor *x, const hy_shape *batch, size_t position)
{
    ptrdiff_t size = (ptrdiff_t)hy_dtype_size(x->dtype);
    return (const char *)x->data + matrix_offset(x, batch, position) * size;
}

static void multiply(hy_tensor *y, const hy_tensor *a, const hy_tensor *b, const hy_shape *batch)
{
    int last_a = a->shape.rank - 1;
    int last_b = b->shape.rank - 1;
    hy_matmul_args args = {.m = a->shape.extent[last_a - 1],
                           .n = b->shape.extent[last_b],
                           .k = a->shape.extent[last_a],
                           .a_row_stride = a->stride[last_a - 1],
                           .a_column_stride = a->stride[last_a],
                           .b_row_stride = b->stride[last_b - 1],
                           .b_column_stride = b->stride[last_b]};
    size_t size = args.m * args.n * hy_dtype_size(y->dtype);
    for (size_t i = 0; i < hy_shape_count(batch); i++) {
        args.a = matrix_at(a, batch, i);
        args.b = matrix_at(b, batch, i);
        args.out = (char *)y->data + i * size;
        hy_tensor_kernels(y)->matmul(&args);
    }
}

static hy_tensor *matmul_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    hy_tensor *b = call->x[1];
    if (!check(scope, a, b)) {
        return NULL;
    }
    hy_shape batch_a = leading_axes(&a->shape);
    hy_shape batch_b = leading_axes(&b->shape);
    hy_shape batch;
    hy_error err;
    if (hy_shape_broadcast(&batch_a, &batch_b, &batch, &err) < 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "matmul: %s", err.text);
    }
    hy_shape shape = batch;
    shape.extent[shape.rank++] = a->shape.extent[a->shape.rank - 2];
    shape.extent[shape.rank++] = b->shape.extent[b->shape.rank - 1];
    hy_tensor *y = hy_tensor_create(scope, a->dtype, &shape);
    if (y && hy_tensor_count(y) > 0) {
        multiply(y, a, b, &batch);
    }
    return y;
}

// Its last two axes change places.
static hy_tensor *transposed(hy_scope *s, hy_tensor *x)
{
    return hy_transpose(s, x, x->shape.rank - 2, x->shape.rank - 1);
}

static hy_tensor *matmul_backward(hy_scope *s, const hy_rule *r)
{
    return r->wanted == 0 ? hy_matmul(s, r->grad, transposed(s, r->x[1]))
                          : hy_matmul(s, transposed(s, r->x[0]), r->grad);
}

const hy_op hy_op_matmul = {"matmul", 0, matmul_forward, matmul_backward};

hy_tensor *hy_matmul(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_op_apply(scope, &hy_op_matmul, (hy_tensor *[]){a, b}, 2, NULL);
}
