#include "script/bind_tensor_parts.h"

#include "autodiff/arrangement.h"
#include "autodiff/ops.h"
#include "autodiff/sort.h"

static hy_tensor *call_flip(hy_scope *scope, const hy_argument *given)
{
    return hy_flip(scope, given[0].tensor, given[1].axes);
}

static hy_tensor *call_roll(hy_scope *scope, const hy_argument *given)
{
    return hy_roll(scope, given[0].tensor, given[1].whole, given[2].axis);
}

// The position from 0 that Lua calls `position`, from the end when negative; may lie outside.
static ptrdiff_t from_end(ptrdiff_t position, size_t extent)
{
    return position < 0 ? position + (ptrdiff_t)extent : position - 1;
}

static hy_tensor *call_slice(hy_scope *scope, const hy_argument *given)
{
    size_t extent = given[0].tensor->shape.extent[given[1].axis];
    ptrdiff_t first = from_end(given[2].whole, extent);
    ptrdiff_t last = from_end(given[3].whole, extent);
    ptrdiff_t step = given[4].whole;
    if (step <= 0) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "slice wants a step of at least 1, got %td",
                             step);
    }
    first = first < 0 ? 0 : first;
    last = last < (ptrdiff_t)extent ? last : (ptrdiff_t)extent - 1;
    size_t length = last >= first ? (size_t)((last - first) / step) + 1 : 0;
    return hy_slice(scope, given[0].tensor, given[1].axis, (size_t)first, step, length);
}

static hy_tensor *select_position(hy_scope *scope, hy_tensor *x, int axis, size_t position)
{
    hy_shape shape = hy_shape_reduced(&x->shape, 1U << axis, false);
    return hy_reshape(scope, hy_narrow(scope, x, axis, position, 1), &shape);
}

static hy_tensor *call_select(hy_scope *scope, const hy_argument *given)
{
    size_t extent = given[0].tensor->shape.extent[given[1].axis];
    ptrdiff_t position = from_end(given[2].whole, extent);
    if (given[2].whole == 0 || position < 0 || position >= (ptrdiff_t)extent) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "select: no position %td among %zu",
                             given[2].whole, extent);
    }
    return select_position(scope, given[0].tensor, given[1].axis, (size_t)position);
}

static hy_tensor *call_pad(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *y = given[0].tensor;
    size_t rank = (size_t)y->shape.rank;
    if (given[1].count % 2 != 0 || given[1].count > 2 * rank) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT,
                             "pad wants pairs of widths, at most %zu, got %zu numbers", rank,
                             given[1].count);
    }
    for (size_t i = 0; y && i < given[1].count; i += 2) {
        const ptrdiff_t *width = &given[1].wholes[i];
        if (width[0] < 0 || width[1] < 0) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT, "pad wants widths of at least 0");
        }
        y = hy_pad_axis(scope, y, (int)(rank - 1 - i / 2), (size_t)width[0], (size_t)width[1],
                        given[2].number);
    }
    return y;
}

static hy_tensor *call_tile(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *y = given[0].tensor;
    if (given[1].count != (size_t)y->shape.rank) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "tile wants one count per axis, %d, got %zu",
                             y->shape.rank, given[1].count);
    }
    for (size_t i = 0; y && i < given[1].count; i++) {
        if (given[1].wholes[i] < 0) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT, "tile wants counts of at least 0");
        }
        size_t count = (size_t)given[1].wholes[i];
        y = count == 1 ? y : hy_tile(scope, y, (int)i, count);
    }
    return y;
}

static hy_tensor *call_flatten(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *x = given[0].tensor;
    int first = given[1].is_given ? given[1].axis : 0;
    int last = given[2].is_given ? given[2].axis : x->shape.rank - 1;
    return last < 0 ? hy_unsqueeze(scope, x, 0) : hy_flatten(scope, x, first, last);
}

static hy_tensor *call_tril(hy_scope *scope, const hy_argument *given)
{
    return hy_triangle(scope, given[0].tensor, given[1].whole, false);
}

static hy_tensor *call_triu(hy_scope *scope, const hy_argument *given)
{
    return hy_triangle(scope, given[0].tensor, given[1].whole, true);
}

static hy_tensor *call_diag(hy_scope *scope, const hy_argument *given)
{
    return hy_diag(scope, given[0].tensor, given[1].whole);
}

static hy_tensor *call_repeat_interleave(hy_scope *scope, const hy_argument *given)
{
    return hy_repeat_interleave(scope, given[0].tensor, given[1].count, given[2].axis);
}

static hy_tensor *call_scatter_add(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *x = given[0].tensor;
    int axis = given[1].axis;
    size_t extent = x->shape.extent[axis];
    hy_tensor *added = hy_scatter_add(scope, given[3].tensor, given[2].tensor, axis, extent);
    if (added && !hy_shape_equal(&added->shape, &x->shape)) {
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "scatter_add: only along axis %d may extents differ", axis + 1);
    }
    return hy_add(scope, x, added);
}

static hy_tensor *call_scatter(hy_scope *scope, const hy_argument *given)
{
    return hy_scatter(scope, given[0].tensor, given[2].tensor, given[3].tensor, given[1].axis);
}

static hy_tensor *call_index_add(hy_scope *scope, const hy_argument *given)
{
    return hy_index_add(scope, given[0].tensor, given[2].tensor, given[3].tensor, given[1].axis);
}

static hy_tensor *call_cumsum(hy_scope *scope, const hy_argument *given)
{
    return hy_cumsum(scope, given[0].tensor, given[1].axis, given[2].flag ? -1 : 1);
}

static hy_tensor *call_argsort(hy_scope *scope, const hy_argument *given)
{
    return hy_argsort(scope, given[0].tensor, given[1].axis, given[2].flag);
}

static const hy_parameter alone[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter along_axis[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXIS, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter from_axis_to_axis[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                                 {"first", HY_KIND_AXIS, HY_ABSENT},
                                                 {"last", HY_KIND_AXIS, HY_ABSENT},
                                                 {NULL, 0, 0}};
static const hy_parameter of_count[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"count", HY_KIND_COUNT, HY_REQUIRED},
                                        {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                        {NULL, 0, 0}};
static const hy_parameter of_axes[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXES, HY_ABSENT}, {NULL, 0, 0}};
static const hy_parameter of_offset[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"offset", HY_KIND_WHOLE, 0}, {NULL, 0, 0}};
static const hy_parameter of_counts[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"counts", HY_KIND_WHOLES, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_widths[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"widths", HY_KIND_WHOLES, HY_REQUIRED},
                                         {"value", HY_KIND_NUMBER, 0},
                                         {NULL, 0, 0}};
static const hy_parameter of_shift[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"shift", HY_KIND_WHOLE, HY_REQUIRED},
                                        {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                        {NULL, 0, 0}};
static const hy_parameter of_range[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXIS, HY_REQUIRED},
    {"first", HY_KIND_WHOLE, 1},        {"last", HY_KIND_WHOLE, -1},
    {"step", HY_KIND_WHOLE, 1},         {NULL, 0, 0}};
static const hy_parameter of_position[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                           {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                           {"position", HY_KIND_WHOLE, HY_REQUIRED},
                                           {NULL, 0, 0}};
static const hy_parameter of_index[] = {
    {"weight", HY_KIND_TENSOR, HY_REQUIRED}, {"index", HY_KIND_INDEX, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_source[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                         {"index", HY_KIND_INDEX, HY_REQUIRED},
                                         {"source", HY_KIND_TENSOR, HY_REQUIRED},
                                         {NULL, 0, 0}};
static const hy_parameter of_written[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                          {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                          {"index", HY_KIND_INDEX, HY_REQUIRED},
                                          {"source", HY_KIND_OPERAND, HY_REQUIRED},
                                          {NULL, 0, 0}};
static const hy_parameter summed[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                      {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                      {"reverse", HY_KIND_FLAG, false},
                                      {NULL, 0, 0}};
static const hy_parameter sorted[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                      {"axis", HY_KIND_AXIS, -1},
                                      {"descending", HY_KIND_FLAG, false},
                                      {NULL, 0, 0}};

const hy_tensor_function hy_tensor_arrangements[] = {
    {{"argsort", sorted}, .call = call_argsort},
    {{"cumprod", along_axis}, .of_axis = hy_cumprod},
    {{"cumsum", summed}, .call = call_cumsum},
    {{"diag", of_offset}, .call = call_diag},
    {{"diag_embed", alone}, .of_tensor = hy_diagonal_matrix},
    {{"embedding", of_index}, .of_two = hy_embedding},
    {{"flatten", from_axis_to_axis}, .call = call_flatten},
    {{"flip", of_axes}, .call = call_flip},
    {{"index_add", of_source}, .call = call_index_add},
    {{"pad", of_widths}, .call = call_pad},
    {{"repeat_interleave", of_count}, .call = call_repeat_interleave},
    {{"roll", of_shift}, .call = call_roll},
    {{"scatter", of_written}, .call = call_scatter},
    {{"scatter_add", of_source}, .call = call_scatter_add},
    {{"select", of_position}, .call = call_select},
    {{"slice", of_range}, .call = call_slice},
    {{"tile", of_counts}, .call = call_tile},
    {{"tril", of_offset}, .call = call_tril},
    {{"triu", of_offset}, .call = call_triu},
    {{NULL, NULL}, .call = NULL}};

static int call_sort(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_sort(scope, given[0].tensor, given[1].axis, given[2].flag, results);
    return HY_SORT_RESULTS;
}

static int call_topk(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_topk(scope, given[0].tensor, given[1].count, given[2].axis, given[3].flag, results);
    return HY_SORT_RESULTS;
}

static int call_unbind(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_tensor *x = given[0].tensor;
    size_t extent = x->shape.extent[given[1].axis];
    if (extent > HY_MAX_RESULTS) {
        (void)hy_scope_fail(scope, HY_ERR_LIMIT, "unbind makes at most %d tensors, got %zu",
                            HY_MAX_RESULTS, extent);
        return 0;
    }
    for (size_t i = 0; results && i < extent; i++) {
        results[i] = select_position(scope, x, given[1].axis, i);
    }
    return (int)extent;
}

static const hy_parameter along_first[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXIS, 1}, {NULL, 0, 0}};
static const hy_parameter of_the_first[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                            {"k", HY_KIND_COUNT, HY_REQUIRED},
                                            {"axis", HY_KIND_AXIS, -1},
                                            {"largest", HY_KIND_FLAG, true},
                                            {NULL, 0, 0}};

const hy_tensor_function_of_many hy_tensor_arrangements_of_many[] = {
    {{"sort", sorted}, HY_SORT_RESULTS, call_sort},
    {{"topk", of_the_first}, HY_SORT_RESULTS, call_topk},
    {{"unbind", along_first}, 0, call_unbind},
    {{NULL, NULL}, 0, NULL}};
