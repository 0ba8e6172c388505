/// Convolutions and pools: functions of images, over their last one or two axes.
///
/// Compositions of public ops, so every derivative is there. All return a new tensor held by the
/// scope, or NULL after a failure: HY_ERR_SHAPE or HY_ERR_ARGUMENT, naming the extents that do not
/// fit, HY_ERR_LIMIT or HY_ERR_MEMORY.
#pragma once

#include "tensor/tensor.h"

enum { HY_MAX_SPATIAL_AXES = 2 };

/// How windows lie on an image. One entry per spatial axis, outermost first.
typedef struct hy_sliding {
    int axes;                              ///< Spatial axes, the last ones: 1 or 2.
    size_t stride[HY_MAX_SPATIAL_AXES];    ///< Steps from one window to the next.
    size_t padding[HY_MAX_SPATIAL_AXES];   ///< Elements added at either end of the axis.
    size_t dilation[HY_MAX_SPATIAL_AXES];  ///< Steps from one element of a window to the next.
} hy_sliding;

/// Cross-correlation, as in PyTorch: [n, c, l] * [out, c / groups, k] -> [n, out, l'], or with two
/// spatial axes [n, c, h, w] * [out, c / groups, kh, kw] -> [n, out, h', w']. The image is padded
/// with zeros. Output channel i sees input channels of the same of `groups` equal parts only.
///
/// @param bias  [out], or NULL.
hy_tensor *hy_convolve(hy_scope *scope, hy_tensor *x, hy_tensor *weight, hy_tensor *bias,
                       const hy_sliding *how, size_t groups);

/// The greatest element of each window, padded with -infinity by at most half of a window:
/// [.., l] -> [.., l'], [.., h, w] -> [.., h', w']. Elements that tie share the gradient, first
/// among those of a column.
///
/// @param size  Elements of a window along each spatial axis.
hy_tensor *hy_max_pool(hy_scope *scope, hy_tensor *x, const size_t *size, const hy_sliding *how);

/// The mean of each window, of which padded zeros are a part. Otherwise like hy_max_pool.
hy_tensor *hy_avg_pool(hy_scope *scope, hy_tensor *x, const size_t *size, const hy_sliding *how);
