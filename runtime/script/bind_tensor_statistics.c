#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "autodiff/statistics.h"

static hy_tensor *call_var(hy_scope *scope, const hy_argument *given)
{
    return hy_var(scope, given[0].tensor, given[1].axes, given[2].number, given[3].flag);
}

static hy_tensor *call_std(hy_scope *scope, const hy_argument *given)
{
    return hy_std(scope, given[0].tensor, given[1].axes, given[2].number, given[3].flag);
}

static hy_tensor *call_prod(hy_scope *scope, const hy_argument *given)
{
    return hy_prod(scope, given[0].tensor, given[1].axes, given[2].flag);
}

static hy_tensor *call_logsumexp(hy_scope *scope, const hy_argument *given)
{
    return hy_logsumexp(scope, given[0].tensor, given[1].axes, given[2].flag);
}

static hy_tensor *call_norm(hy_scope *scope, const hy_argument *given)
{
    return hy_norm(scope, given[0].tensor, given[1].number, given[2].axes, given[3].flag);
}

static hy_tensor *call_argmin(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *position = hy_argmin(scope, given[0].tensor, given[1].axes, given[2].flag);
    return position ? hy_add(scope, position, hy_number(scope, position, 1)) : NULL;
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

const hy_tensor_function hy_tensor_statistics[] = {{{"argmin", over_axes}, call_argmin},
                                                   {{"logsumexp", over_axes}, call_logsumexp},
                                                   {{"norm", of_power}, call_norm},
                                                   {{"prod", over_axes}, call_prod},
                                                   {{"std", corrected}, call_std},
                                                   {{"var", corrected}, call_var},
                                                   {{NULL, NULL}, NULL}};
