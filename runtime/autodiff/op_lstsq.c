#include "autodiff/linalg.h"
#include "autodiff/op_matrix.h"
#include "autodiff/ops.h"
#include "kernels/lapack.h"
#include "tensor/loop.h"

// The right-hand sides as LAPACK wants them: rows [.., k, max(m, n)], of which `b` fills the first
// m. A narrower view of them holds the solutions afterwards.
static hy_tensor *copy_sides(hy_scope *scope, const hy_tensor *b, size_t extent)
{
    hy_tensor *turned = hy_matrix_turn(scope, b);
    if (!turned) {
        return NULL;
    }
    hy_shape shape = turned->shape;
    shape.extent[shape.rank - 1] = extent;
    hy_tensor *sides = hy_tensor_full(scope, b->dtype, &shape, 0);
    hy_tensor *part = sides ? hy_tensor_view(scope, sides, &turned->shape, sides->stride, 0) : NULL;
    if (part && hy_tensor_count(part) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, part, &turned, 1);
        hy_tensor_kernels(part)->unary(HY_UNARY_COPY, &loop);
    }
    return part ? sides : NULL;
}

static hy_tensor *lstsq_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    hy_tensor *b = call->x[1];
    if (!hy_matrix_check_pair(scope, "lstsq", a, b) || !hy_matrix_check_finite(scope, "lstsq", a) ||
        !hy_matrix_check_finite(scope, "lstsq", b)) {
        return NULL;
    }
    hy_least_squares_args args = {.m = a->shape.extent[a->shape.rank - 2],
                                  .n = a->shape.extent[a->shape.rank - 1],
                                  .columns = b->shape.extent[b->shape.rank - 1]};
    hy_tensor *turned = hy_matrix_copy(scope, hy_matrix_turn(scope, a));
    hy_tensor *sides = copy_sides(scope, b, args.m > args.n ? args.m : args.n);
    args.work = hy_matrix_work(scope, hy_lapack_least_squares_work(&args));
    if (!args.work) {
        return NULL;
    }
    for (size_t i = 0; args.columns > 0 && i < hy_matrix_count(turned); i++) {
        args.a = hy_matrix_at(turned, i);
        args.b = hy_matrix_at(sides, i);
        hy_lapack_least_squares(a->dtype, &args);
    }
    hy_shape shape = sides->shape;
    shape.extent[shape.rank - 1] = args.n;
    return hy_matrix_turn(scope, hy_tensor_view(scope, sides, &shape, sides->stride, 0));
}

// x = A b with the pseudoinverse A of a, whose derivative is that of Golub & Pereyra 1973, equation
// 4.12: dA = -A da A + A A^T da^T (1 - a A) + (1 - A a) da^T A^T A.
static hy_tensor *lstsq_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *a = r->x[0];
    hy_tensor *turned = hy_matrix_transposed(s, a);
    hy_tensor *grad_b = hy_lstsq(s, turned, r->grad);
    if (r->wanted == 1) {
        return grad_b;
    }
    hy_tensor *residual = hy_sub(s, r->x[1], hy_matmul(s, a, r->y));
    hy_tensor *beyond = hy_sub(s, r->grad, hy_matmul(s, turned, grad_b));
    hy_tensor *first = hy_matmul(s, grad_b, hy_matrix_transposed(s, r->y));
    hy_tensor *second = hy_matmul(s, residual, hy_matrix_transposed(s, hy_lstsq(s, a, grad_b)));
    hy_tensor *third = hy_matmul(s, hy_lstsq(s, turned, r->y), hy_matrix_transposed(s, beyond));
    return hy_add(s, hy_sub(s, second, first), third);
}

const hy_op hy_op_lstsq = {"lstsq", 0, lstsq_forward, lstsq_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_lstsq(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_matrix_apply_right(scope, &hy_op_lstsq, a, b);
}
