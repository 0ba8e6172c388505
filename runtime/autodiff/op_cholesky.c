#include "autodiff/linalg.h"
#include "autodiff/op.h"
#include "autodiff/op_matrix.h"
#include "autodiff/ops.h"
#include "kernels/lapack.h"

#include <string.h>

// Writes zeros above the diagonal of one matrix.
static void clear_upper(const hy_tensor *y, size_t position)
{
    size_t n = y->shape.extent[y->shape.rank - 1];
    size_t size = hy_dtype_size(y->dtype);
    char *matrix = hy_matrix_at(y, position);
    for (size_t i = 0; i < n; i++) {
        memset(matrix + (i * n + i + 1) * size, 0, (n - i - 1) * size);
    }
}

static hy_tensor *cholesky_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    if (!hy_matrix_check_square(scope, "cholesky", a)) {
        return NULL;
    }
    hy_tensor *y = hy_matrix_symmetric_part(scope, a);
    for (size_t i = 0; y && i < hy_matrix_count(y); i++) {
        size_t n = y->shape.extent[y->shape.rank - 1];
        size_t pivot = hy_lapack_cholesky(y->dtype, n, hy_matrix_at(y, i));
        if (pivot) {
            hy_matrix_fail(scope, "cholesky", a, i, "not positive definite", pivot);
            return NULL;
        }
        clear_upper(y, i);
    }
    return y;
}

// Murray 2016, "Differentiation of the Cholesky decomposition", equation 10: the symmetric part of
// L^-T Phi(L^T grad) L^-1, where Phi takes the lower half and halves the diagonal.
static hy_tensor *cholesky_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *turned = hy_matrix_transposed(s, r->y);
    // nothing flows from the zeros above the diagonal
    hy_tensor *grad = hy_mul(s, r->grad, hy_matrix_bands(s, r->y, 1, 1, 0));
    hy_tensor *phi = hy_mul(s, hy_matmul(s, turned, grad), hy_matrix_bands(s, r->y, 1, 0.5, 0));
    hy_tensor *left = hy_solve_triangular(s, turned, phi, true);
    hy_tensor *both = hy_solve_triangular(s, turned, hy_matrix_transposed(s, left), true);
    return hy_scale(s, hy_add(s, both, hy_matrix_transposed(s, both)), 0.5);
}

const hy_op hy_op_cholesky = {"cholesky", 0, cholesky_forward, cholesky_backward,
                              HY_PROMOTION_FLOAT};

hy_tensor *hy_cholesky(hy_scope *scope, hy_tensor *a)
{
    return hy_op_apply(scope, &hy_op_cholesky, &a, 1, NULL);
}
