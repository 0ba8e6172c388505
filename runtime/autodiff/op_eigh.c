#include "autodiff/linalg.h"
#include "autodiff/op_matrix.h"
#include "autodiff/ops.h"
#include "kernels/lapack.h"

#include <string.h>

// An op has one result: the eigenvalues are row 0 of it, eigenvector i is row i + 1.

static hy_tensor *eigh_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    if (!hy_matrix_check_square(scope, "eigh", a) || !hy_matrix_check_finite(scope, "eigh", a)) {
        return NULL;
    }
    size_t n = a->shape.extent[a->shape.rank - 1];
    hy_shape shape = a->shape;
    shape.extent[shape.rank - 2] = n + 1;
    hy_tensor *part = hy_matrix_symmetric_part(scope, a);
    hy_tensor *y = hy_tensor_create(scope, a->dtype, &shape);
    void *work = hy_matrix_work(scope, hy_lapack_eigh_work(n));
    size_t size = n * hy_dtype_size(a->dtype);
    for (size_t i = 0; work && i < hy_matrix_count(a); i++) {
        char *values = hy_matrix_at(y, i);
        memcpy(values + size, hy_matrix_at(part, i), n * size);
        if (hy_lapack_eigh(a->dtype, n, values + size, values, work) != 0) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT, "eigh: matrix %zu did not converge",
                                 i + 1);
        }
    }
    return work ? y : NULL;
}

// 1 / (values[j] - values[i]), and 0 where they are equal: functions that do not depend on the
// choice of vectors with equal eigenvalues have no gradient there.
static hy_tensor *reciprocal_gaps(hy_scope *s, hy_tensor *values)
{
    hy_tensor *gaps = hy_sub(s, values, hy_matrix_transposed(s, values));
    hy_tensor *zero = hy_number(s, values, 0);
    hy_tensor *one = hy_number(s, values, 1);
    hy_tensor *are_equal = hy_eq(s, gaps, zero);
    // no division by zero anywhere: its derivative would be NaN even where it is not chosen
    hy_tensor *reciprocal = hy_div(s, one, hy_where(s, are_equal, one, gaps));
    return hy_where(s, are_equal, zero, reciprocal);
}

// V (diag(grad of values) + gaps (V^T grad of V)) V^T, the symmetric part of it: Giles 2008, "An
// extended collection of matrix derivative results", section 3.1.
static hy_tensor *eigh_backward(hy_scope *s, const hy_rule *r)
{
    int axis = r->y->shape.rank - 2;
    size_t n = r->y->shape.extent[axis + 1];
    hy_tensor *vectors = hy_narrow(s, r->y, axis, 1, n);
    hy_tensor *grad_values = hy_narrow(s, r->grad, axis, 0, 1);
    hy_tensor *grad_vectors = hy_narrow(s, r->grad, axis, 1, n);
    hy_tensor *gaps = reciprocal_gaps(s, hy_narrow(s, r->y, axis, 0, 1));
    hy_tensor *turning = hy_matmul(s, vectors, hy_matrix_transposed(s, grad_vectors));
    hy_tensor *diagonal = hy_mul(s, grad_values, hy_matrix_bands(s, r->x[0], 0, 1, 0));
    hy_tensor *inner = hy_add(s, hy_mul(s, gaps, turning), diagonal);
    hy_tensor *outer = hy_matmul(s, hy_matrix_transposed(s, vectors), hy_matmul(s, inner, vectors));
    return hy_scale(s, hy_add(s, outer, hy_matrix_transposed(s, outer)), 0.5);
}

const hy_op hy_op_eigh = {"eigh", 0, eigh_forward, eigh_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_eigh(hy_scope *scope, hy_tensor *a)
{
    return hy_op_apply(scope, &hy_op_eigh, &a, 1, NULL);
}
