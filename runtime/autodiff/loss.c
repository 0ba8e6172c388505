#include "autodiff/op.h"
#include "autodiff/ops.h"

hy_tensor *hy_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes)
{
    return hy_mean(scope, hy_row_cross_entropy(scope, logits, classes), HY_ALL_AXES, false);
}

hy_tensor *hy_bce_with_logits(hy_scope *scope, hy_tensor *logits, hy_tensor *targets)
{
    // -t log p - (1 - t) log(1 - p) with p = sigmoid(x): softplus(x) - t x
    hy_tensor *loss = hy_sub(scope, hy_softplus(scope, logits), hy_mul(scope, targets, logits));
    return hy_mean(scope, loss, HY_ALL_AXES, false);
}

hy_tensor *hy_mse(hy_scope *scope, hy_tensor *a, hy_tensor *b)
{
    hy_tensor *difference = hy_sub(scope, a, b);
    return hy_mean(scope, hy_mul(scope, difference, difference), HY_ALL_AXES, false);
}
