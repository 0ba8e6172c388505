/// Normalization: layers that shift and scale what passes, as pure functions.
#pragma once

#include "base/rng.h"
#include "tensor/tensor.h"

/// What batch_norm takes besides its input, each [c] or NULL.
typedef struct hy_batch_norm_args {
    hy_tensor *weight;
    hy_tensor *bias;
    hy_tensor *mean;  ///< Of the channels; NULL for that of the batch.
    hy_tensor *var;
    double eps;  ///< Added to the variance.
} hy_batch_norm_args;

enum { HY_BATCH_NORM_RESULTS = 3 };

/// Each channel of `x`, [n, c, ..], less its mean, over its deviation, by the weight, plus the bias
/// (Ioffe and Szegedy 2015). Fails with HY_ERR_SHAPE unless `x` has a rank of at least 2.
///
/// @param[out] results  y, and the mean and variance that were used, [c]; variances are those of
///                      a population.
void hy_batch_norm(hy_scope *scope, hy_tensor *x, const hy_batch_norm_args *with,
                   hy_tensor *results[HY_BATCH_NORM_RESULTS]);

/// Elements of `x`, each with the probability `p` 0 and else over 1 - p (Srivastava et al. 2014).
/// `rng` moves by one draw per element. Fails with HY_ERR_ARGUMENT unless 0 <= p <= 1.
hy_tensor *hy_dropout(hy_scope *scope, hy_tensor *x, double p, hy_rng *rng);
