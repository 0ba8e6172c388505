#include "script/bind_tensor_parts.h"

#include "autodiff/logic.h"
#include "autodiff/ops.h"
#include "autodiff/selection.h"

static hy_tensor *call_and(hy_scope *scope, const hy_argument *given)
{
    return hy_logical_and(scope, given[0].tensor, given[1].tensor);
}

static hy_tensor *call_or(hy_scope *scope, const hy_argument *given)
{
    return hy_logical_or(scope, given[0].tensor, given[1].tensor);
}

static hy_tensor *call_xor(hy_scope *scope, const hy_argument *given)
{
    return hy_logical_xor(scope, given[0].tensor, given[1].tensor);
}

static hy_tensor *call_not(hy_scope *scope, const hy_argument *given)
{
    return hy_logical_not(scope, given[0].tensor);
}

static hy_tensor *call_any(hy_scope *scope, const hy_argument *given)
{
    return hy_any(scope, given[0].tensor, given[1].axes, given[2].flag);
}

static hy_tensor *call_all(hy_scope *scope, const hy_argument *given)
{
    return hy_all(scope, given[0].tensor, given[1].axes, given[2].flag);
}

static hy_tensor *call_count_nonzero(hy_scope *scope, const hy_argument *given)
{
    return hy_count_nonzero(scope, given[0].tensor, given[1].axes, given[2].flag);
}

static hy_tensor *call_isnan(hy_scope *scope, const hy_argument *given)
{
    return hy_isnan(scope, given[0].tensor);
}

static hy_tensor *call_isinf(hy_scope *scope, const hy_argument *given)
{
    return hy_isinf(scope, given[0].tensor);
}

static hy_tensor *call_isfinite(hy_scope *scope, const hy_argument *given)
{
    return hy_isfinite(scope, given[0].tensor);
}

static hy_tensor *call_isclose(hy_scope *scope, const hy_argument *given)
{
    const hy_tolerance tolerance = {.relative = given[2].number, .absolute = given[3].number};
    return hy_isclose(scope, given[0].tensor, given[1].tensor, &tolerance);
}

static hy_tensor *call_masked_fill(hy_scope *scope, const hy_argument *given)
{
    return hy_where(scope, given[1].tensor, given[2].tensor, given[0].tensor);
}

static hy_tensor *call_masked_select(hy_scope *scope, const hy_argument *given)
{
    return hy_masked_select(scope, given[0].tensor, given[1].tensor);
}

static hy_tensor *call_nonzero(hy_scope *scope, const hy_argument *given)
{
    return hy_nonzero(scope, given[0].tensor);
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

const hy_tensor_function hy_tensor_logic[] = {{{"all", over_axes}, call_all},
                                              {{"any", over_axes}, call_any},
                                              {{"count_nonzero", over_axes}, call_count_nonzero},
                                              {{"isclose", with_tolerance}, call_isclose},
                                              {{"isfinite", alone}, call_isfinite},
                                              {{"isinf", alone}, call_isinf},
                                              {{"isnan", alone}, call_isnan},
                                              {{"logical_and", two_operands}, call_and},
                                              {{"logical_not", alone}, call_not},
                                              {{"logical_or", two_operands}, call_or},
                                              {{"logical_xor", two_operands}, call_xor},
                                              {{"masked_fill", with_mask}, call_masked_fill},
                                              {{"masked_select", by_mask}, call_masked_select},
                                              {{"nonzero", alone}, call_nonzero},
                                              {{NULL, NULL}, NULL}};
