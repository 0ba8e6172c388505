#include "autodiff/linalg.h"
#include "autodiff/op_matrix.h"
#include "autodiff/ops.h"
#include "kernels/lapack.h"

#include <math.h>

// Writes the sign and the logarithm of matrix `position` from its factors.
static void write_result(hy_tensor *y, const hy_tensor *factors, size_t position, const int *pivots)
{
    size_t n = factors->shape.extent[factors->shape.rank - 1];
    double sign = 1;
    double logarithm = 0;
    for (size_t i = 0; i < n; i++) {
        double element = hy_tensor_get(factors, (position * n + i) * n + i);
        bool is_exchanged = pivots[i] != (int)i + 1;
        sign *= element == 0 ? 0 : (element < 0) != is_exchanged ? -1 : 1;
        logarithm += log(fabs(element));
    }
    hy_tensor_set(y, 2 * position, sign);
    hy_tensor_set(y, 2 * position + 1, logarithm);
}

static hy_tensor *slogdet_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *a = call->x[0];
    if (!hy_matrix_check_square(scope, "slogdet", a)) {
        return NULL;
    }
    size_t n = a->shape.extent[a->shape.rank - 1];
    hy_shape shape = a->shape;
    shape.extent[--shape.rank - 1] = 2;
    hy_tensor *y = hy_tensor_create(scope, a->dtype, &shape);
    hy_tensor *factors = hy_matrix_copy(scope, a);
    int *pivots = hy_matrix_work(scope, n);
    // an empty matrix has the determinant 1
    for (size_t i = 0; pivots && i < hy_tensor_count(y) / 2; i++) {
        if (n > 0) {
            (void)hy_lapack_factorise(a->dtype, n, hy_matrix_at(factors, i), pivots);
        }
        write_result(y, factors, i, pivots);
    }
    return pivots ? y : NULL;
}

// The derivative of the logarithm is a^-T; the sign has none.
static hy_tensor *slogdet_backward(hy_scope *s, const hy_rule *r)
{
    int last = r->y->shape.rank - 1;
    hy_tensor *grad = hy_unsqueeze(s, hy_narrow(s, r->grad, last, 1, 1), last + 1);
    return hy_mul(s, grad, hy_matrix_transposed(s, hy_inverse(s, r->x[0])));
}

const hy_op hy_op_slogdet = {"slogdet", 0, slogdet_forward, slogdet_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_slogdet(hy_scope *scope, hy_tensor *a)
{
    return hy_op_apply(scope, &hy_op_slogdet, &a, 1, NULL);
}

hy_tensor *hy_det(hy_scope *scope, hy_tensor *a)
{
    hy_tensor *both = hy_slogdet(scope, a);
    if (!both) {
        return NULL;
    }
    int last = both->shape.rank - 1;
    hy_shape shape = both->shape;
    shape.rank--;
    hy_tensor *size = hy_exp(scope, hy_narrow(scope, both, last, 1, 1));
    return hy_reshape(scope, hy_mul(scope, size, hy_narrow(scope, both, last, 0, 1)), &shape);
}
