#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "autodiff/selection.h"
#include "autodiff/statistics.h"

static hy_tensor *call_var(hy_scope *scope, const hy_argument *given)
{
    return hy_var(scope, given[0].tensor, given[1].axes, given[2].number, given[3].flag);
}

static hy_tensor *call_std(hy_scope *scope, const hy_argument *given)
{
    return hy_std(scope, given[0].tensor, given[1].axes, given[2].number, given[3].flag);
}

static hy_tensor *call_norm(hy_scope *scope, const hy_argument *given)
{
    return hy_norm(scope, given[0].tensor, given[1].number, given[2].axes, given[3].flag);
}

// Without an axis the quantile of all elements.
static hy_tensor *call_quantile(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *x = given[0].tensor;
    double part = given[1].number;
    if (!given[2].is_given) {
        hy_shape row = {.rank = 1, .extent = {hy_tensor_count(x)}};
        hy_tensor *y = hy_quantile(scope, hy_reshape(scope, x, &row), part, 0);
        return hy_reshape(scope, y, &(hy_shape){.rank = 0});
    }
    hy_shape shape = hy_shape_reduced(&x->shape, 1U << given[2].axis, given[3].flag);
    return hy_reshape(scope, hy_quantile(scope, x, part, given[2].axis), &shape);
}

static const hy_parameter over_axes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXES, HY_ABSENT},
                                         {"keepdim", HY_KIND_FLAG, false},
                                         {NULL, 0, 0}};
static const hy_parameter corrected[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXES, HY_ABSENT},
                                         {"correction", HY_KIND_NUMBER, 1},
                                         {"keepdim", HY_KIND_FLAG, false},
                                         {NULL, 0, 0}};
static const hy_parameter of_power[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"p", HY_KIND_NUMBER, 2},
                                        {"axis", HY_KIND_AXES, HY_ABSENT},
                                        {"keepdim", HY_KIND_FLAG, false},
                                        {NULL, 0, 0}};

static const hy_parameter of_part[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                       {"q", HY_KIND_NUMBER, HY_REQUIRED},
                                       {"axis", HY_KIND_AXIS, HY_ABSENT},
                                       {"keepdim", HY_KIND_FLAG, false},
                                       {NULL, 0, 0}};

const hy_tensor_function hy_tensor_statistics[] = {
    {{"amax", over_axes}, .over_axes = hy_max},
    {{"amin", over_axes}, .over_axes = hy_min},
    {{"argmax", over_axes}, .over_axes = hy_argmax},
    {{"argmin", over_axes}, .over_axes = hy_argmin},
    {{"logsumexp", over_axes}, .over_axes = hy_logsumexp},
    {{"norm", of_power}, .call = call_norm},
    {{"prod", over_axes}, .over_axes = hy_prod},
    {{"quantile", of_part}, .call = call_quantile},
    {{"std", corrected}, .call = call_std},
    {{"var", corrected}, .call = call_var},
    {{NULL, NULL}, .call = NULL}};

enum { EXTREMUM_RESULTS = 2 };

typedef hy_tensor *(*reduction)(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

// The elements that are chosen and, over axes that are named, their positions.
static int choose(hy_scope *scope, const hy_argument *given, reduction element, reduction position,
                  hy_tensor *results[])
{
    bool is_over_axes = given[1].is_given;
    results[0] = element(scope, given[0].tensor, given[1].axes, given[2].flag);
    results[1] =
        is_over_axes ? position(scope, given[0].tensor, given[1].axes, given[2].flag) : NULL;
    return is_over_axes ? EXTREMUM_RESULTS : 1;
}

static int call_max(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    return choose(scope, given, hy_max, hy_argmax, results);
}

static int call_min(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    return choose(scope, given, hy_min, hy_argmin, results);
}

// Without an axis the median of all elements, alone.
static int call_median(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_tensor *x = given[0].tensor;
    if (!given[1].is_given) {
        hy_shape row = {.rank = 1, .extent = {hy_tensor_count(x)}};
        hy_tensor *both[HY_MEDIAN_RESULTS] = {NULL, NULL};
        hy_median(scope, hy_reshape(scope, x, &row), 0, both);
        results[0] = hy_reshape(scope, both[0], &(hy_shape){.rank = 0});
        return 1;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, 1U << given[1].axis, given[2].flag);
    hy_median(scope, x, given[1].axis, results);
    results[0] = hy_reshape(scope, results[0], &shape);
    results[1] = hy_reshape(scope, results[1], &shape);
    return HY_MEDIAN_RESULTS;
}

static const hy_parameter over_axis[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXIS, HY_ABSENT},
                                         {"keepdim", HY_KIND_FLAG, false},
                                         {NULL, 0, 0}};

const hy_tensor_function_of_many hy_tensor_statistics_of_many[] = {
    {{"max", over_axes}, EXTREMUM_RESULTS, call_max},
    {{"median", over_axis}, HY_MEDIAN_RESULTS, call_median},
    {{"min", over_axes}, EXTREMUM_RESULTS, call_min},
    {{NULL, NULL}, 0, NULL}};
