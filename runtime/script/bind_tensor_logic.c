#include "script/bind_tensor_parts.h"

#include "autodiff/logic.h"
#include "autodiff/ops.h"
#include "autodiff/selection.h"

static hy_tensor *call_isclose(hy_scope *scope, const hy_argument *given)
{
    const hy_tolerance tolerance = {.relative = given[2].number, .absolute = given[3].number};
    return hy_isclose(scope, given[0].tensor, given[1].tensor, &tolerance);
}

static hy_tensor *call_masked_fill(hy_scope *scope, const hy_argument *given)
{
    return hy_where(scope, given[1].tensor, given[2].tensor, given[0].tensor);
}

static const hy_parameter alone[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter two_operands[] = {
    {"a", HY_KIND_OPERAND, HY_REQUIRED}, {"b", HY_KIND_OPERAND, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter over_axes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXES, HY_ABSENT},
                                         {"keepdim", HY_KIND_FLAG, false},
                                         {NULL, 0, 0}};
static const hy_parameter with_tolerance[] = {{"a", HY_KIND_TENSOR, HY_REQUIRED},
                                              {"b", HY_KIND_OPERAND, HY_REQUIRED},
                                              {"rtol", HY_KIND_NUMBER, 1e-5},
                                              {"atol", HY_KIND_NUMBER, 1e-8},
                                              {NULL, 0, 0}};
static const hy_parameter by_mask[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"mask", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter with_mask[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"mask", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"value", HY_KIND_OPERAND, HY_REQUIRED},
                                         {NULL, 0, 0}};

const hy_tensor_function hy_tensor_logic[] = {
    {{"all", over_axes}, .over_axes = hy_all},
    {{"any", over_axes}, .over_axes = hy_any},
    {{"count_nonzero", over_axes}, .over_axes = hy_count_nonzero},
    {{"isclose", with_tolerance}, .call = call_isclose},
    {{"isfinite", alone}, .of_tensor = hy_isfinite},
    {{"isinf", alone}, .of_tensor = hy_isinf},
    {{"isnan", alone}, .of_tensor = hy_isnan},
    {{"logical_and", two_operands}, .of_two = hy_logical_and},
    {{"logical_not", alone}, .of_tensor = hy_logical_not},
    {{"logical_or", two_operands}, .of_two = hy_logical_or},
    {{"logical_xor", two_operands}, .of_two = hy_logical_xor},
    {{"masked_fill", with_mask}, .call = call_masked_fill},
    {{"masked_select", by_mask}, .of_two = hy_masked_select},
    {{"nonzero", alone}, .of_tensor = hy_nonzero},
    {{NULL, NULL}, .call = NULL}};
