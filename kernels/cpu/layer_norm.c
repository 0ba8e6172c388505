#include "kernels/cpu/fold.h"
#include "kernels/cpu/kernels.h"

#include <tgmath.h>

// Centres a row and returns the factor that makes its variance 1. The second pass over what the
// first has centred loses no digits to a large mean.
static scalar centre_row(size_t n, const scalar *x, scalar epsilon, scalar *restrict out)
{
    scalar mean = fold_sum(n, x) / (scalar)n;
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i] - mean;
    }
    return 1 / sqrt(line_dot(n, out, out) / (scalar)n + epsilon);
}

// Multiplies a centred row by its factor and, when there are any, by weights, and adds biases.
static void scale_row(size_t n, scalar factor, const scalar *weight, const scalar *bias,
                      scalar *restrict out)
{
    if (!weight) {
        for (size_t i = 0; i < n; i++) {
            out[i] *= factor;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = out[i] * factor * weight[i] + bias[i];
    }
}

void HY_NAME(cpu_layer_norm)(const hy_layer_norm_args *args)
{
    size_t n = args->columns;
    for (size_t row = 0; row < args->rows; row++) {
        scalar *out = (scalar *)args->out + row * n;
        scalar factor =
            centre_row(n, (const scalar *)args->in + row * n, (scalar)args->epsilon, out);
        scale_row(n, factor, args->weight, args->bias, out);
    }
}
