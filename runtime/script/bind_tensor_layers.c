#include "script/bind_tensor_parts.h"

#include "autodiff/activation.h"
#include "autodiff/normalization.h"
#include "autodiff/ops.h"

static hy_tensor *call_leaky_relu(hy_scope *scope, const hy_argument *given)
{
    return hy_leaky_relu(scope, given[0].tensor, given[1].number);
}

static hy_tensor *call_clamp(hy_scope *scope, const hy_argument *given)
{
    if (!given[1].is_given && !given[2].is_given) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "clamp wants a bound: min, max or both");
    }
    return hy_clamp(scope, given[0].tensor, given[1].tensor, given[2].tensor);
}

static hy_tensor *call_dropout(hy_scope *scope, const hy_argument *given)
{
    return hy_dropout(scope, given[0].tensor, given[1].number, given[2].rng);
}

static hy_tensor *call_huber(hy_scope *scope, const hy_argument *given)
{
    return hy_huber(scope, given[0].tensor, given[1].tensor, given[2].number);
}

static const hy_parameter sloped[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"slope", HY_KIND_NUMBER, 0.01}, {NULL, 0, 0}};
static const hy_parameter alone[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter bounded[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                       {"min", HY_KIND_OPERAND, HY_ABSENT},
                                       {"max", HY_KIND_OPERAND, HY_ABSENT},
                                       {NULL, 0, 0}};
static const hy_parameter with_chance[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                           {"p", HY_KIND_NUMBER, HY_REQUIRED},
                                           {"rng", HY_KIND_RNG, HY_REQUIRED},
                                           {NULL, 0, 0}};
static const hy_parameter two_tensors[] = {
    {"a", HY_KIND_TENSOR, HY_REQUIRED}, {"b", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter with_delta[] = {{"a", HY_KIND_TENSOR, HY_REQUIRED},
                                          {"b", HY_KIND_TENSOR, HY_REQUIRED},
                                          {"delta", HY_KIND_NUMBER, 1},
                                          {NULL, 0, 0}};
static const hy_parameter of_chances[] = {{"chances", HY_KIND_TENSOR, HY_REQUIRED},
                                          {"targets", HY_KIND_TENSOR, HY_REQUIRED},
                                          {NULL, 0, 0}};
static const hy_parameter of_log_chances[] = {{"log_chances", HY_KIND_TENSOR, HY_REQUIRED},
                                              {"classes", HY_KIND_INDEX, HY_REQUIRED},
                                              {NULL, 0, 0}};

const hy_tensor_function hy_tensor_layers[] = {{{"bce", of_chances}, .of_two = hy_bce},
                                               {{"clamp", bounded}, .call = call_clamp},
                                               {{"dropout", with_chance}, .call = call_dropout},
                                               {{"huber", with_delta}, .call = call_huber},
                                               {{"l1", two_tensors}, .of_two = hy_l1},
                                               {{"leaky_relu", sloped}, .call = call_leaky_relu},
                                               {{"nll", of_log_chances}, .of_two = hy_nll},
                                               {{"silu", alone}, .of_tensor = hy_silu},
                                               {{NULL, NULL}, .call = NULL}};

static int call_batch_norm(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_batch_norm_args with = {.weight = given[1].tensor,
                               .bias = given[2].tensor,
                               .mean = given[3].tensor,
                               .var = given[4].tensor,
                               .eps = given[5].number};
    hy_batch_norm(scope, given[0].tensor, &with, results);
    return HY_BATCH_NORM_RESULTS;
}

static const hy_parameter of_channels[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                           {"weight", HY_KIND_TENSOR, HY_ABSENT},
                                           {"bias", HY_KIND_TENSOR, HY_ABSENT},
                                           {"mean", HY_KIND_TENSOR, HY_ABSENT},
                                           {"var", HY_KIND_TENSOR, HY_ABSENT},
                                           {"eps", HY_KIND_NUMBER, 1e-5},
                                           {NULL, 0, 0}};

const hy_tensor_function_of_many hy_tensor_layers_of_many[] = {
    {{"batch_norm", of_channels}, HY_BATCH_NORM_RESULTS, call_batch_norm}, {{NULL, NULL}, 0, NULL}};
