#include "autodiff/normalization.h"

#include "autodiff/ops.h"
#include "autodiff/statistics.h"

// [c] as [c, 1, ..], so that it broadcasts against [n, c, ..]; NULL for NULL
static hy_tensor *along_channels(hy_scope *scope, hy_tensor *values, int rank)
{
    if (!values) {
        return NULL;
    }
    hy_shape shape = {.rank = rank - 1, .extent = {hy_tensor_count(values), 1, 1, 1, 1, 1}};
    return hy_reshape(scope, values, &shape);
}

void hy_batch_norm(hy_scope *scope, hy_tensor *x, const hy_batch_norm_args *with,
                   hy_tensor *results[HY_BATCH_NORM_RESULTS])
{
    if (scope->status < 0) {
        return;
    }
    int rank = x->shape.rank;
    if (rank < 2) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "batch_norm wants [n, c, ..], got rank %d", rank);
        return;
    }
    unsigned others = ((1U << rank) - 1) & ~2U;
    hy_tensor *mean = with->mean ? with->mean : hy_mean(scope, x, others, false);
    hy_tensor *var = with->var ? with->var : hy_var(scope, x, others, 0, false);
    hy_tensor *shifted = var ? hy_add(scope, var, hy_number(scope, var, with->eps)) : NULL;
    hy_tensor *scale = along_channels(scope, hy_rsqrt(scope, shifted), rank);
    hy_tensor *y = hy_mul(scope, hy_sub(scope, x, along_channels(scope, mean, rank)), scale);
    y = with->weight ? hy_mul(scope, y, along_channels(scope, with->weight, rank)) : y;
    results[0] = with->bias ? hy_add(scope, y, along_channels(scope, with->bias, rank)) : y;
    results[1] = mean;
    results[2] = var;
}

hy_tensor *hy_dropout(hy_scope *scope, hy_tensor *x, double p, hy_rng *rng)
{
    if (scope->status < 0) {
        return NULL;
    }
    if (!(p >= 0 && p <= 1)) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "dropout wants a probability, got %g", p);
    }
    hy_dtype dtype = x->dtype == HY_F64 ? HY_F64 : HY_F32;
    hy_tensor *mask = hy_tensor_create(scope, dtype, &x->shape);
    double kept = p < 1 ? 1 / (1 - p) : 0;
    for (size_t i = 0; mask && i < hy_tensor_count(mask); i++) {
        hy_tensor_set(mask, i, hy_rng_uniform(rng) < p ? 0 : kept);
    }
    return hy_mul(scope, x, mask);
}
