#include "autodiff/op.h"
#include "autodiff/ops.h"

/// A stack of matrices as it enters the product.
typedef struct operand {
    const hy_tensor *x;
    size_t rows, columns;
    ptrdiff_t row_stride, column_stride;
} operand;

static operand describe(const hy_tensor *x, bool is_transposed)
{
    int row_axis = x->shape.rank - (is_transposed ? 1 : 2);
    int column_axis = x->shape.rank - (is_transposed ? 2 : 1);
    return (operand){x, x->shape.extent[row_axis], x->shape.extent[column_axis],
                     x->stride[row_axis], x->stride[column_axis]};
}

// A product without attributes transposes nothing.
static bool flips(const hy_attributes *attributes, int input)
{
    return attributes && attributes->transposes[input];
}

// Checks ranks and inner extents.
static bool check(hy_scope *scope, const hy_call *call, operand operands[2])
{
    const hy_tensor *a = call->x[0];
    const hy_tensor *b = call->x[1];
    if (a->shape.rank < 2 || b->shape.rank < 2) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "matmul wants ranks of at least 1, got %d and %d",
                            a->shape.rank, b->shape.rank);
        return false;
    }
    operands[0] = describe(a, flips(call->attributes, 0));
    operands[1] = describe(b, flips(call->attributes, 1));
    if (operands[0].columns != operands[1].rows) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "matmul inner extents differ: %zu and %zu",
                            operands[0].columns, operands[1].rows);
        return false;
    }
    return true;
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

static hy_matmul_args args_of(const hy_tensor *y, const operand *a, const operand *b)
{
    return (hy_matmul_args){.m = a->rows,
                            .n = b->columns,
                            .k = a->columns,
                            .a = a->x->data,
                            .a_row_stride = a->row_stride,
                            .a_column_stride = a->column_stride,
                            .b = b->x->data,
                            .b_row_stride = b->row_stride,
                            .b_column_stride = b->column_stride,
                            .out = y->data};
}

static void charge(const hy_tensor *y, const operand *a)
{
    double multiply_adds = (double)y->count * (double)a->columns;
    hy_meter_charge(&y->context->meter, HY_METER_MULTIPLY_ADD * multiply_adds);
}

static void multiply_stacks(hy_tensor *y, const operand *a, const operand *b, const hy_shape *batch)
{
    hy_matmul_args args = args_of(y, a, b);
    size_t size = args.m * args.n * hy_dtype_size(y->dtype);
    size_t count = hy_shape_count(batch);
    charge(y, a);
    for (size_t i = 0; i < count; i++) {
        args.a = matrix_at(a->x, batch, i);
        args.b = matrix_at(b->x, batch, i);
        args.out = (char *)y->data + i * size;
        hy_tensor_kernels(y)->matmul(&args);
    }
}

// The product of two matrices: most products are, and small ones should not pay for stacks.
static hy_tensor *multiply_matrices(hy_scope *scope, const operand *a, const operand *b)
{
    hy_shape shape = {.rank = 2, .extent = {a->rows, b->columns}};
    hy_tensor *y = hy_tensor_create(scope, a->x->dtype, &shape);
    if (y && y->count > 0) {
        charge(y, a);
        hy_matmul_args args = args_of(y, a, b);
        hy_tensor_kernels(y)->matmul(&args);
    }
    return y;
}

static hy_tensor *matmul_forward(hy_scope *scope, const hy_call *call)
{
    operand operands[2];
    if (!check(scope, call, operands)) {
        return NULL;
    }
    if (call->x[0]->shape.rank == 2 && call->x[1]->shape.rank == 2) {
        return multiply_matrices(scope, &operands[0], &operands[1]);
    }
    hy_shape batch_a = leading_axes(&call->x[0]->shape);
    hy_shape batch_b = leading_axes(&call->x[1]->shape);
    hy_shape batch;
    hy_error err;
    if (hy_shape_broadcast(&batch_a, &batch_b, &batch, &err) < 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "matmul: %s", err.text);
    }
    hy_shape shape = batch;
    shape.extent[shape.rank++] = operands[0].rows;
    shape.extent[shape.rank++] = operands[1].columns;
    hy_tensor *y = hy_tensor_create(scope, call->x[0]->dtype, &shape);
    if (y && hy_tensor_count(y) > 0) {
        multiply_stacks(y, &operands[0], &operands[1], &batch);
    }
    return y;
}

// For y = A B with A = a or its transpose, B likewise: the gradient of A is g B^T, that of B is
// A^T g, and each is transposed by exchanging the factors.
static hy_tensor *matmul_backward(hy_scope *s, const hy_rule *r)
{
    bool flips_a = flips(r->attributes, 0);
    bool flips_b = flips(r->attributes, 1);
    hy_tensor *a = r->x[0];
    hy_tensor *b = r->x[1];
    if (r->wanted == 0) {
        return flips_a ? hy_matmul_transposed(s, b, flips_b, r->grad, true)
                       : hy_matmul_transposed(s, r->grad, false, b, !flips_b);
    }
    return flips_b ? hy_matmul_transposed(s, r->grad, true, a, flips_a)
                   : hy_matmul_transposed(s, a, !flips_a, r->grad, false);
}

const hy_op hy_op_matmul = {"matmul", 0, matmul_forward, matmul_backward, HY_PROMOTION_NUMBER};

// A vector in front is a row of a matrix, one behind a column; the product lacks that axis.
static hy_tensor *multiply_vector(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    bool is_row = a->shape.rank == 1;
    bool is_column = b->shape.rank == 1;
    hy_tensor *factors[] = {is_row ? hy_unsqueeze(scope, a, 0) : a,
                            is_column ? hy_unsqueeze(scope, b, 1) : b};
    hy_tensor *y = hy_op_apply(scope, &hy_op_matmul, factors, 2, NULL);
    if (!y) {
        return NULL;
    }
    hy_shape shape = leading_axes(&y->shape);
    if (!is_row) {
        shape.extent[shape.rank++] = y->shape.extent[y->shape.rank - 2];
    }
    if (!is_column) {
        shape.extent[shape.rank++] = y->shape.extent[y->shape.rank - 1];
    }
    return hy_reshape(scope, y, &shape);
}

hy_tensor *hy_matmul(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    if (scope->status == HY_OK && (a->shape.rank == 1 || b->shape.rank == 1)) {
        return multiply_vector(scope, a, b);
    }
    return hy_op_apply(scope, &hy_op_matmul, (hy_tensor *[]){a, b}, 2, NULL);
}

hy_tensor *hy_matmul_transposed(hy_scope *scope, hy_tensor *a, bool flips_a, hy_tensor *b,
                                bool flips_b)
{
    hy_attributes with = {.transposes = {flips_a, flips_b}};
    return hy_op_apply(scope, &hy_op_matmul, (hy_tensor *[]){a, b}, 2, &with);
}
