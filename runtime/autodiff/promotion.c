#include "autodiff/promotion.h"

#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/plan.h"

#include <math.h>

// whole numbers below it in size are exact in a double
static const double exact_limit = 9007199254740992.0;

static hy_dtype common_dtype(hy_tensor *const x[], int count)
{
    hy_dtype common = x[0]->dtype;
    for (int i = 1; i < count; i++) {
        common = x[i]->dtype > common ? x[i]->dtype : common;
    }
    return common;
}

static hy_dtype at_least(hy_dtype dtype, hy_dtype least)
{
    return dtype > least ? dtype : least;
}

static void convert_all(hy_scope *scope, hy_tensor *const x[], int count, hy_dtype dtype,
                        hy_tensor *out[])
{
    for (int i = 0; i < count; i++) {
        out[i] = hy_convert(scope, x[i], dtype);
    }
}

static hy_tensor *as_index(hy_scope *scope, const hy_op *op, hy_tensor *index)
{
    bool is_float = scope->status == HY_OK && hy_dtype_is_float(index->dtype);
    if (is_float && !hy_plan_allows(scope, op->name)) {
        return NULL;
    }
    for (size_t i = 0; is_float && i < hy_tensor_count(index); i++) {
        double value = hy_tensor_get(index, i);
        if (!(value == floor(value) && fabs(value) < exact_limit)) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s: index %g is not a whole number",
                                 op->name, value);
        }
    }
    return hy_convert(scope, index, HY_I64);
}

bool hy_promote(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count,
                hy_tensor *out[HY_PROMOTION_MAX_INPUTS])
{
    hy_dtype common = common_dtype(x, count);
    switch (op->promotion) {
    case HY_PROMOTION_FLOAT:
        convert_all(scope, x, count, at_least(common, HY_F32), out);
        break;
    case HY_PROMOTION_NUMBER:
        convert_all(scope, x, count, common == HY_BOOL ? HY_I64 : common, out);
        break;
    case HY_PROMOTION_SUM:
        convert_all(scope, x, count, at_least(common, HY_I64), out);
        break;
    case HY_PROMOTION_SAME:
    case HY_PROMOTION_NONE:
        convert_all(scope, x, count, common, out);
        break;
    case HY_PROMOTION_INDEX:
        out[0] = x[0];
        out[1] = as_index(scope, op, x[1]);
        break;
    case HY_PROMOTION_CLASSES:
        common = at_least(x[0]->dtype, count > 2 ? common_dtype(x + 2, count - 2) : HY_F32);
        common = at_least(common, HY_F32);
        out[0] = hy_convert(scope, x[0], common);
        out[1] = as_index(scope, op, x[1]);
        convert_all(scope, x + 2, count - 2, common, out + 2);
        break;
    case HY_PROMOTION_CONDITION:
        out[0] = hy_convert(scope, x[0], HY_BOOL);
        convert_all(scope, x + 1, count - 1, common_dtype(x + 1, count - 1), out + 1);
        break;
    }
    return scope->status == HY_OK;
}

hy_dtype hy_promotion_of_number(hy_dtype dtype, double number)
{
    if (hy_dtype_is_float(dtype)) {
        return dtype;
    }
    if (!(number == floor(number) && fabs(number) <= exact_limit)) {
        return HY_F32;
    }
    return dtype == HY_I32 && fabs(number) <= INT32_MAX ? HY_I32 : HY_I64;
}
