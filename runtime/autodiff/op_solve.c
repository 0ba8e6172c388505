#include "autodiff/linalg.h"
#include "autodiff/op.h"
#include "autodiff/op_matrix.h"
#include "autodiff/ops.h"
#include "kernels/lapack.h"

// Right-hand sides are rows to LAPACK: ops solve in a transposed copy and return a view of it.

static bool check(hy_scope *scope, const char *name, const hy_call *call)
{
    return hy_matrix_check_square(scope, name, call->x[0]) &&
           hy_matrix_check_pair(scope, name, call->x[0], call->x[1]);
}

static hy_tensor *solve_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    if (!check(scope, "solve", call)) {
        return NULL;
    }
    size_t n = a->shape.extent[a->shape.rank - 1];
    size_t columns = call->x[1]->shape.extent[a->shape.rank - 1];
    hy_tensor *factors = hy_matrix_copy(scope, a);
    hy_tensor *rows = hy_matrix_copy(scope, hy_matrix_turn(scope, call->x[1]));
    int *pivots = hy_matrix_work(scope, n);
    for (size_t i = 0; pivots && i < hy_matrix_count(a); i++) {
        size_t pivot = hy_lapack_factorise(a->dtype, n, hy_matrix_at(factors, i), pivots);
        if (pivot) {
            hy_matrix_fail(scope, "solve", a, i, "singular", pivot);
            return NULL;
        }
        if (columns > 0) {
            hy_lapack_solve(a->dtype, n, hy_matrix_at(factors, i), pivots, columns,
                            hy_matrix_at(rows, i));
        }
    }
    return pivots ? hy_matrix_turn(scope, rows) : NULL;
}

// With grad_b = a^-T grad, grad_a is -grad_b x^T.
static hy_tensor *solve_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *grad_b = hy_solve(s, hy_matrix_transposed(s, r->x[0]), r->grad);
    return r->wanted == 1 ? grad_b : hy_neg(s, hy_matmul(s, grad_b, hy_matrix_transposed(s, r->y)));
}

const hy_op hy_op_solve = {"solve", 0, solve_forward, solve_backward, HY_PROMOTION_FLOAT};

static hy_tensor *triangular_forward(hy_scope *scope, const hy_call *call)
{
    if (!check(scope, "solve_triangular", call)) {
        return NULL;
    }
    hy_tensor *a = hy_tensor_contiguous(scope, call->x[0]);
    hy_tensor *rows = hy_matrix_copy(scope, hy_matrix_turn(scope, call->x[1]));
    for (size_t i = 0; rows && i < hy_matrix_count(rows); i++) {
        size_t n = a->shape.extent[a->shape.rank - 1];
        size_t columns = rows->shape.extent[a->shape.rank - 2];
        size_t pivot =
            hy_lapack_solve_triangular(a->dtype, n, hy_matrix_at(a, i), call->attributes->is_upper,
                                       columns, hy_matrix_at(rows, i));
        if (pivot) {
            hy_matrix_fail(scope, "solve_triangular", a, i, "singular", pivot);
            return NULL;
        }
    }
    return rows ? hy_matrix_turn(scope, rows) : NULL;
}

// As for solve; the half that is not read has no gradient.
static hy_tensor *triangular_backward(hy_scope *s, const hy_rule *r)
{
    bool is_upper = r->attributes->is_upper;
    hy_tensor *turned = hy_matrix_transposed(s, r->x[0]);
    hy_tensor *grad_b = hy_solve_triangular(s, turned, r->grad, !is_upper);
    if (r->wanted == 1) {
        return grad_b;
    }
    hy_tensor *grad_a = hy_neg(s, hy_matmul(s, grad_b, hy_matrix_transposed(s, r->y)));
    return hy_mul(s, grad_a, hy_matrix_bands(s, r->x[0], !is_upper, 1, is_upper));
}

const hy_op hy_op_solve_triangular = {"solve_triangular", 0, triangular_forward,
                                      triangular_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_solve(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    return hy_matrix_apply_right(scope, &hy_op_solve, a, b);
}

hy_tensor *hy_solve_triangular(hy_scope *scope, hy_tensor *a, hy_tensor *b, bool is_upper)
{
    hy_attributes with = {.is_upper = is_upper};
    return hy_matrix_apply(scope, &hy_op_solve_triangular, a, b, &with);
}

hy_tensor *hy_inverse(hy_scope *scope, hy_tensor *a)
{
    if (scope->status < 0 || !hy_matrix_check_square(scope, "inverse", a)) {
        return NULL;
    }
    // not hy_solve, which might take the rows of the unit matrix for one vector for each matrix
    return hy_matrix_apply(scope, &hy_op_solve, a, hy_matrix_bands(scope, a, 0, 1, 0), NULL);
}
