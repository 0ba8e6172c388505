#include "autodiff/convolution.h"

#include "autodiff/ops.h"

// An image becomes one column per window (a copy, unless the kernel is 1 wide), and a convolution
// one product per image and group:
// [groups, out / groups, c / groups * k] x [n, groups, c / groups * k, l'].

// what messages call a convolution over one or two axes
static const char *const conv_names[] = {"conv1d", "conv2d"};

// `x` with `padding` zeros at either end of an axis.
static hy_tensor *pad_axis(hy_scope *scope, hy_tensor *x, int axis, size_t padding)
{
    if (scope->status < 0 || padding == 0) {
        return x;
    }
    return hy_pad(scope, x, axis, padding, x->shape.extent[axis] + 2 * padding);
}

// Fails unless a window fits the padded axis.
static bool check_window(hy_scope *scope, const char *name, size_t extent, size_t padding,
                         const hy_window *window)
{
    if (hy_windows_count(extent + 2 * padding, window) > 0) {
        return true;
    }
    (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                        "%s: %zu elements, %zu apart, do not fit an extent of %zu padded by %zu",
                        name, window->size, window->dilation, extent, padding);
    return false;
}

static bool check_channels(hy_scope *scope, const hy_tensor *x, const hy_tensor *weight,
                           const hy_tensor *bias, const hy_sliding *how, size_t groups)
{
    const char *name = conv_names[how->axes - 1];
    char text_x[HY_SHAPE_TEXT_SIZE];
    char text_weight[HY_SHAPE_TEXT_SIZE];
    int rank = how->axes + 2;
    if (x->shape.rank != rank || weight->shape.rank != rank) {
        (void)hy_scope_fail(
            scope, HY_ERR_SHAPE,
            "%s wants x [n, c, ..] and weight [out, c / groups, ..] of rank %d, got "
            "%s and %s",
            name, rank, hy_shape_format(&x->shape, text_x),
            hy_shape_format(&weight->shape, text_weight));
        return false;
    }
    size_t out = weight->shape.extent[0];
    size_t channels = x->shape.extent[1];
    if (groups == 0 || channels % groups || out % groups ||
        weight->shape.extent[1] != channels / groups) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                            "%s: %zu channels in %zu groups do not fit a weight %s", name, channels,
                            groups, hy_shape_format(&weight->shape, text_weight));
        return false;
    }
    if (bias && (bias->shape.rank != 1 || bias->shape.extent[0] != out)) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants a bias of %zu elements, got %s", name,
                            out, hy_shape_format(&bias->shape, text_x));
        return false;
    }
    return true;
}

// Every window of the padded image: [n, c, h, w] -> [n, c, kh, h', kw, w'].
static hy_tensor *all_windows(hy_scope *scope, hy_tensor *x, const hy_tensor *weight,
                              const hy_sliding *how)
{
    const char *name = conv_names[how->axes - 1];
    for (int i = 0; i < how->axes && x; i++) {
        int axis = 2 + 2 * i;
        hy_window window = {weight->shape.extent[2 + i], how->stride[i], how->dilation[i]};
        if (!check_window(scope, name, x->shape.extent[axis], how->padding[i], &window)) {
            return NULL;
        }
        hy_tensor *padded = pad_axis(scope, x, axis, how->padding[i]);
        x = hy_windows(scope, padded, axis, &window);
    }
    return x;
}

// The places of each window in a column of its own, group by group:
// [n, c, kh, h', kw, w'] -> [n, groups, c / groups * kh * kw, h' * w'].
static hy_tensor *columns(hy_scope *scope, hy_tensor *windows, size_t groups)
{
    if (!windows) {
        return NULL;
    }
    hy_shape *shape = &windows->shape;
    size_t places = shape->extent[2];
    size_t count = shape->extent[3];
    if (shape->rank == HY_MAX_RANK) {
        places *= shape->extent[4];
        count *= shape->extent[5];
        windows = hy_transpose(scope, windows, 3, 4);
    }
    size_t depth = shape->extent[1] / groups * places;
    hy_shape packed = {.rank = 4, .extent = {shape->extent[0], groups, depth, count}};
    return hy_reshape(scope, windows, &packed);
}

static hy_tensor *add_bias(hy_scope *scope, hy_tensor *y, hy_tensor *bias)
{
    if (!bias || !y) {
        return y;
    }
    hy_shape shape = {.rank = y->shape.rank - 1, .extent = {bias->shape.extent[0], 1, 1}};
    return hy_add(scope, y, hy_reshape(scope, bias, &shape));
}

hy_tensor *hy_convolve(hy_scope *scope, hy_tensor *x, hy_tensor *weight, hy_tensor *bias,
                       const hy_sliding *how, size_t groups)
{
    if (scope->status < 0 || !check_channels(scope, x, weight, bias, how, groups)) {
        return NULL;
    }
    hy_tensor *windows = all_windows(scope, x, weight, how);
    if (!windows) {
        return NULL;
    }
    size_t out = weight->shape.extent[0];
    hy_shape rows = {.rank = 3, .extent = {groups, out / groups, weight->shape.extent[1]}};
    hy_shape shape = {.rank = x->shape.rank, .extent = {x->shape.extent[0], out}};
    for (int i = 2; i < shape.rank; i++) {
        rows.extent[2] *= weight->shape.extent[i];
        shape.extent[i] = windows->shape.extent[2 * i - 1];
    }
    hy_tensor *product =
        hy_matmul(scope, hy_reshape(scope, weight, &rows), columns(scope, windows, groups));
    return add_bias(scope, hy_reshape(scope, product, &shape), bias);
}

/// One pool: what it is called over one or two axes, pads with, and makes of a window.
typedef struct pool {
    const char *names[HY_MAX_SPATIAL_AXES];
    hy_tensor *(*pad)(hy_scope *scope, hy_tensor *x, int axis, size_t padding);
    hy_tensor *(*reduce)(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
} pool;

// `x` with -infinity around: log(0), and log(1) = 0 over `x` itself.
static hy_tensor *pad_axis_low(hy_scope *scope, hy_tensor *x, int axis, size_t padding)
{
    if (scope->status < 0 || padding == 0) {
        return x;
    }
    hy_shape shape = {.rank = x->shape.rank - axis, .extent = {x->shape.extent[axis], 1, 1, 1, 1}};
    hy_tensor *inside = hy_tensor_full(scope, x->dtype, &shape, 1);
    hy_tensor *border = hy_log(scope, pad_axis(scope, inside, 0, padding));
    return hy_add(scope, pad_axis(scope, x, axis, padding), border);
}

static const pool max_pool = {{"max_pool1d", "max_pool2d"}, pad_axis_low, hy_max};
static const pool avg_pool = {{"avg_pool1d", "avg_pool2d"}, pad_axis, hy_mean};

// One axis after the other, outermost first: the rows of the next are then fewer.
static hy_tensor *reduce_windows(hy_scope *scope, hy_tensor *x, const pool *with,
                                 const size_t *size, const hy_sliding *how)
{
    if (scope->status < 0) {
        return NULL;
    }
    const char *name = with->names[how->axes - 1];
    int rank = x->shape.rank;
    if (rank < how->axes || rank == HY_MAX_RANK) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants a rank from %d to %d, got %d", name,
                             how->axes, HY_MAX_RANK - 1, rank);
    }
    for (int i = 0; i < how->axes && x; i++) {
        int axis = rank - how->axes + i;
        hy_window window = {size[i], how->stride[i], how->dilation[i]};
        if (how->padding[i] > size[i] / 2) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT,
                                 "%s: padding %zu is more than half of a window of %zu", name,
                                 how->padding[i], size[i]);
        }
        if (!check_window(scope, name, x->shape.extent[axis], how->padding[i], &window)) {
            return NULL;
        }
        hy_tensor *padded = with->pad(scope, x, axis, how->padding[i]);
        x = with->reduce(scope, hy_windows(scope, padded, axis, &window), 1U << axis, false);
    }
    return x;
}

hy_tensor *hy_max_pool(hy_scope *scope, hy_tensor *x, const size_t *size, const hy_sliding *how)
{
    return reduce_windows(scope, x, &max_pool, size, how);
}

hy_tensor *hy_avg_pool(hy_scope *scope, hy_tensor *x, const size_t *size, const hy_sliding *how)
{
    return reduce_windows(scope, x, &avg_pool, size, how);
}
