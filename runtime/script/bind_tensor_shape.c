#include "script/bind_tensor_parts.h"

#include "autodiff/arrangement.h"
#include "autodiff/ops.h"

static hy_tensor *call_reshape(hy_scope *scope, const hy_argument *given)
{
    return hy_reshape(scope, given[0].tensor, &given[1].shape);
}

static hy_tensor *call_expand(hy_scope *scope, const hy_argument *given)
{
    return hy_expand(scope, given[0].tensor, &given[1].shape);
}

static hy_tensor *call_transpose(hy_scope *scope, const hy_argument *given)
{
    return hy_transpose(scope, given[0].tensor, given[1].axis, given[2].axis);
}

static hy_tensor *call_permute(hy_scope *scope, const hy_argument *given)
{
    int rank = given[0].tensor->shape.rank;
    if (given[1].count != (size_t)rank) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "permute wants each of the %d axes once",
                             rank);
    }
    return hy_permute(scope, given[0].tensor, given[1].order);
}

static hy_tensor *call_narrow(hy_scope *scope, const hy_argument *given)
{
    if (given[2].count == 0) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "narrow: positions count from 1, got 0");
    }
    return hy_narrow(scope, given[0].tensor, given[1].axis, given[2].count - 1, given[3].count);
}

static unsigned axes_of_one(const hy_shape *shape)
{
    unsigned axes = 0;
    for (int axis = 0; axis < shape->rank; axis++) {
        axes |= shape->extent[axis] == 1 ? 1U << axis : 0;
    }
    return axes;
}

static hy_tensor *call_squeeze(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *x = given[0].tensor;
    unsigned ones = axes_of_one(&x->shape);
    unsigned axes = given[1].is_given ? given[1].axes : ones;
    if (axes & ~ones) {
        char text[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "squeeze wants axes of extent 1, got others of %s",
                             hy_shape_format(&x->shape, text));
    }
    hy_shape shape = hy_shape_reduced(&x->shape, axes, false);
    return hy_reshape(scope, x, &shape);
}

static const hy_parameter to_shape[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"shape", HY_KIND_SHAPE, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter to_open_shape[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"shape", HY_KIND_OPEN_SHAPE, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_axes[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXES, HY_ABSENT}, {NULL, 0, 0}};
static const hy_parameter of_new_axis[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_NEW_AXIS, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_two_axes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                           {"axis", HY_KIND_AXIS, -2},
                                           {"other_axis", HY_KIND_AXIS, -1},
                                           {NULL, 0, 0}};
static const hy_parameter of_order[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"order", HY_KIND_ORDER, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_positions[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                            {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                            {"first", HY_KIND_COUNT, HY_REQUIRED},
                                            {"length", HY_KIND_COUNT, HY_REQUIRED},
                                            {NULL, 0, 0}};

const hy_tensor_function hy_tensor_shapings[] = {
    {{"expand", to_shape}, .call = call_expand},
    {{"narrow", of_positions}, .call = call_narrow},
    {{"permute", of_order}, .call = call_permute},
    {{"reshape", to_open_shape}, .call = call_reshape},
    {{"squeeze", of_axes}, .call = call_squeeze},
    {{"transpose", of_two_axes}, .call = call_transpose},
    {{"unsqueeze", of_new_axis}, .of_axis = hy_unsqueeze},
    {{NULL, NULL}, .call = NULL}};

static hy_tensor *call_concat(hy_scope *scope, const hy_argument *given)
{
    return hy_concat(scope, given[0].tensors, (int)given[0].count, given[1].axis);
}

static hy_tensor *call_stack(hy_scope *scope, const hy_argument *given)
{
    // the buffer is the call's own
    for (size_t i = 0; i < given[0].count; i++) {
        given[0].tensors[i] = hy_unsqueeze(scope, given[0].tensors[i], given[1].axis);
    }
    return hy_concat(scope, given[0].tensors, (int)given[0].count, given[1].axis);
}

static const hy_parameter along_first[] = {
    {"list", HY_KIND_TENSORS, HY_REQUIRED}, {"axis", HY_KIND_AXIS, 1}, {NULL, 0, 0}};
static const hy_parameter before_first[] = {
    {"list", HY_KIND_TENSORS, HY_REQUIRED}, {"axis", HY_KIND_NEW_AXIS, 1}, {NULL, 0, 0}};

const hy_tensor_function hy_tensor_joiners[] = {{{"concat", along_first}, .call = call_concat},
                                                {{"stack", before_first}, .call = call_stack},
                                                {{NULL, NULL}, .call = NULL}};

static int call_meshgrid(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    if (results) {
        hy_meshgrid(scope, given[0].tensors, (int)given[0].count, results);
    }
    return (int)given[0].count;
}

static const hy_parameter of_list[] = {{"list", HY_KIND_TENSORS, HY_REQUIRED}, {NULL, 0, 0}};

const hy_tensor_function_of_many hy_tensor_joiners_of_many[] = {
    {{"meshgrid", of_list}, 0, call_meshgrid}, {{NULL, NULL}, 0, NULL}};

// Pieces of `size` positions each; the last has what is left.
static int split_by_size(hy_scope *scope, const hy_argument *given, ptrdiff_t size,
                         hy_tensor *results[])
{
    hy_tensor *x = given[0].tensor;
    int axis = given[2].axis;
    size_t extent = x->shape.extent[axis];
    if (size <= 0 || extent / (size_t)size >= HY_MAX_RESULTS) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "%zu positions do not fall into pieces of %td",
                            extent, size);
        return 0;
    }
    // an empty axis gives one empty piece
    size_t count = extent > 0 ? (extent + (size_t)size - 1) / (size_t)size : 1;
    for (size_t i = 0; results && i < count; i++) {
        size_t begin = i * (size_t)size;
        size_t rest = extent - begin;
        size_t length = rest < (size_t)size ? rest : (size_t)size;
        results[i] = hy_narrow(scope, x, axis, begin, length);
    }
    return (int)count;
}

static int split_by_sizes(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_tensor *x = given[0].tensor;
    size_t left = x->shape.extent[given[2].axis];
    size_t begin = 0;
    size_t count = 0;
    for (; count < given[1].count && (size_t)given[1].wholes[count] <= left; count++) {
        // a negative size is too large as well
        size_t length = (size_t)given[1].wholes[count];
        if (results) {
            results[count] = hy_narrow(scope, x, given[2].axis, begin, length);
        }
        begin += length;
        left -= length;
    }
    if (count < given[1].count || left > 0) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "split wants sizes that add up to %zu",
                            x->shape.extent[given[2].axis]);
    }
    return (int)count;
}

static int call_split(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    return given[1].flag ? split_by_sizes(scope, given, results)
                         : split_by_size(scope, given, given[1].wholes[0], results);
}

static int call_chunk(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    size_t extent = given[0].tensor->shape.extent[given[2].axis];
    size_t count = given[1].count;
    size_t size = count > 0 ? (extent + count - 1) / count : 0;
    return split_by_size(scope, given, extent == 0 && count > 0 ? 1 : (ptrdiff_t)size, results);
}

static const hy_parameter of_sizes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"size", HY_KIND_WHOLES, HY_REQUIRED},
                                        {"axis", HY_KIND_AXIS, 1},
                                        {NULL, 0, 0}};
static const hy_parameter of_pieces[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"count", HY_KIND_COUNT, HY_REQUIRED},
                                         {"axis", HY_KIND_AXIS, 1},
                                         {NULL, 0, 0}};

const hy_tensor_function_of_many hy_tensor_splitters[] = {{{"chunk", of_pieces}, 0, call_chunk},
                                                          {{"split", of_sizes}, 0, call_split},
                                                          {{NULL, NULL}, 0, NULL}};
