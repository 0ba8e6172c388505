#include "script/bind_tensor_parts.h"

#include "autodiff/convolution.h"
#include "autodiff/ops.h"

/// What a function of images is called, and how many spatial axes it has.
typedef struct images {
    const char *name;
    int axes;
} images;

// Reads a number for every spatial axis, or one for all; leaves `out` alone when it is not given.
static bool read_extents(hy_scope *scope, const images *of, const char *what,
                         const hy_argument *given, ptrdiff_t least, size_t *out)
{
    if (!given->is_given) {
        return true;
    }
    bool is_one = given->count == 1;
    bool does_fit = is_one || given->count == (size_t)of->axes;
    for (int i = 0; does_fit && i < of->axes; i++) {
        ptrdiff_t value = given->wholes[is_one ? 0 : i];
        does_fit = value >= least;
        out[i] = (size_t)value;
    }
    if (!does_fit) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "%s wants a whole number of at least %td, or %d of them, as %s",
                            of->name, least, of->axes, what);
    }
    return does_fit;
}

// Reads stride, padding and dilation, which lie one after the other.
static bool read_sliding(hy_scope *scope, const images *of, const hy_argument *given,
                         hy_sliding *out)
{
    return read_extents(scope, of, "stride", &given[0], 1, out->stride) &&
           read_extents(scope, of, "padding", &given[1], 0, out->padding) &&
           read_extents(scope, of, "dilation", &given[2], 1, out->dilation);
}

static hy_tensor *convolve(hy_scope *scope, const images *of, const hy_argument *given)
{
    hy_sliding how = {of->axes, {1, 1}, {0, 0}, {1, 1}};
    if (!read_sliding(scope, of, &given[3], &how)) {
        return NULL;
    }
    return hy_convolve(scope, given[0].tensor, given[1].tensor, given[2].tensor, &how,
                       given[6].count);
}

static hy_tensor *call_conv1d(hy_scope *scope, const hy_argument *given)
{
    return convolve(scope, &(images){"conv1d", 1}, given);
}

static hy_tensor *call_conv2d(hy_scope *scope, const hy_argument *given)
{
    return convolve(scope, &(images){"conv2d", 2}, given);
}

typedef hy_tensor *(*pooling)(hy_scope *scope, hy_tensor *x, const size_t *size,
                              const hy_sliding *how);

static hy_tensor *pool(hy_scope *scope, const images *of, pooling apply, const hy_argument *given)
{
    size_t size[HY_MAX_SPATIAL_AXES] = {1, 1};
    if (!read_extents(scope, of, "kernel_size", &given[1], 1, size)) {
        return NULL;
    }
    // windows lie side by side unless told otherwise
    hy_sliding how = {of->axes, {size[0], size[1]}, {0, 0}, {1, 1}};
    return read_sliding(scope, of, &given[2], &how) ? apply(scope, given[0].tensor, size, &how)
                                                    : NULL;
}

static hy_tensor *call_avg_pool1d(hy_scope *scope, const hy_argument *given)
{
    return pool(scope, &(images){"avg_pool1d", 1}, hy_avg_pool, given);
}

static hy_tensor *call_avg_pool2d(hy_scope *scope, const hy_argument *given)
{
    return pool(scope, &(images){"avg_pool2d", 2}, hy_avg_pool, given);
}

static hy_tensor *call_max_pool1d(hy_scope *scope, const hy_argument *given)
{
    return pool(scope, &(images){"max_pool1d", 1}, hy_max_pool, given);
}

static hy_tensor *call_max_pool2d(hy_scope *scope, const hy_argument *given)
{
    return pool(scope, &(images){"max_pool2d", 2}, hy_max_pool, given);
}

static hy_tensor *call_unfold(hy_scope *scope, const hy_argument *given)
{
    int axis = given[1].axis;
    hy_window window = {given[2].count, given[3].count, given[4].count};
    hy_tensor *windows = hy_windows(scope, given[0].tensor, axis, &window);
    if (!windows) {
        return NULL;
    }
    // the places of a window come last
    int order[HY_MAX_RANK] = {0};
    int last = windows->shape.rank - 1;
    for (int i = 0; i <= last; i++) {
        order[i] = i < axis ? i : i == last ? axis : i + 1;
    }
    return hy_permute(scope, windows, order);
}

static const hy_parameter of_kernel[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED},     {"weight", HY_KIND_TENSOR, HY_REQUIRED},
    {"bias", HY_KIND_TENSOR, HY_ABSENT},    {"stride", HY_KIND_WHOLES, HY_ABSENT},
    {"padding", HY_KIND_WHOLES, HY_ABSENT}, {"dilation", HY_KIND_WHOLES, HY_ABSENT},
    {"groups", HY_KIND_COUNT, 1},           {NULL, 0, 0}};
static const hy_parameter of_window[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED},      {"kernel_size", HY_KIND_WHOLES, HY_REQUIRED},
    {"stride", HY_KIND_WHOLES, HY_ABSENT},   {"padding", HY_KIND_WHOLES, HY_ABSENT},
    {"dilation", HY_KIND_WHOLES, HY_ABSENT}, {NULL, 0, 0}};
static const hy_parameter of_axis_windows[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED},   {"axis", HY_KIND_AXIS, HY_REQUIRED},
    {"size", HY_KIND_COUNT, HY_REQUIRED}, {"step", HY_KIND_COUNT, 1},
    {"dilation", HY_KIND_COUNT, 1},       {NULL, 0, 0}};

const hy_tensor_function hy_tensor_images[] = {{{"avg_pool1d", of_window}, .call = call_avg_pool1d},
                                               {{"avg_pool2d", of_window}, .call = call_avg_pool2d},
                                               {{"conv1d", of_kernel}, .call = call_conv1d},
                                               {{"conv2d", of_kernel}, .call = call_conv2d},
                                               {{"max_pool1d", of_window}, .call = call_max_pool1d},
                                               {{"max_pool2d", of_window}, .call = call_max_pool2d},
                                               {{"unfold", of_axis_windows}, .call = call_unfold},
                                               {{NULL, NULL}, .call = NULL}};
