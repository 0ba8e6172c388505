#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"

// 2 / sqrt(pi), sqrt(1 / 2) and 1 / sqrt(2 pi)
static const double two_over_root_pi = 1.12837916709551257390;
static const double root_half = 0.70710678118654752440;
static const double one_over_root_two_pi = 0.39894228040143267794;

static hy_tensor *unary_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *y = hy_tensor_create_like(scope, call->x[0]->dtype, call->x[0]);
    if (y && hy_tensor_count(y) > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, call->x, 1);
        hy_tensor_kernels(y)->unary((hy_unary)call->op->kernel, &loop);
    }
    return y;
}

static hy_tensor *abs_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_sign(s, r->x[0]));
}

const hy_op hy_op_abs = {"abs", HY_UNARY_ABS, unary_forward, abs_backward, HY_PROMOTION_SAME};

hy_tensor *hy_abs(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_abs, &x, 1, NULL);
}

// 1 / sqrt(1 - x^2)
static hy_tensor *asin_slope(hy_scope *s, hy_tensor *x)
{
    return hy_rsqrt(s, hy_sub(s, hy_number(s, x, 1), hy_mul(s, x, x)));
}

static hy_tensor *acos_backward(hy_scope *s, const hy_rule *r)
{
    return hy_neg(s, hy_mul(s, r->grad, asin_slope(s, r->x[0])));
}

const hy_op hy_op_acos = {"acos", HY_UNARY_ACOS, unary_forward, acos_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_acos(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_acos, &x, 1, NULL);
}

static hy_tensor *asin_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, asin_slope(s, r->x[0]));
}

const hy_op hy_op_asin = {"asin", HY_UNARY_ASIN, unary_forward, asin_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_asin(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_asin, &x, 1, NULL);
}

static hy_tensor *atan_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *x = r->x[0];
    return hy_div(s, r->grad, hy_add(s, hy_mul(s, x, x), hy_number(s, x, 1)));
}

const hy_op hy_op_atan = {"atan", HY_UNARY_ATAN, unary_forward, atan_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_atan(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_atan, &x, 1, NULL);
}

const hy_op hy_op_ceil = {"ceil", HY_UNARY_CEIL, unary_forward, NULL, HY_PROMOTION_SAME};

hy_tensor *hy_ceil(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_ceil, &x, 1, NULL);
}

static hy_tensor *clone_backward(hy_scope *s, const hy_rule *r)
{
    (void)s;
    return r->grad;
}

const hy_op hy_op_clone = {"clone", HY_UNARY_COPY, unary_forward, clone_backward,
                           HY_PROMOTION_SAME};

hy_tensor *hy_clone(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_clone, &x, 1, NULL);
}

static hy_tensor *cos_backward(hy_scope *s, const hy_rule *r)
{
    return hy_neg(s, hy_mul(s, r->grad, hy_sin(s, r->x[0])));
}

const hy_op hy_op_cos = {"cos", HY_UNARY_COS, unary_forward, cos_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_cos(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_cos, &x, 1, NULL);
}

static hy_tensor *cosh_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_sinh(s, r->x[0]));
}

const hy_op hy_op_cosh = {"cosh", HY_UNARY_COSH, unary_forward, cosh_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_cosh(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_cosh, &x, 1, NULL);
}

static hy_tensor *erf_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *x = r->x[0];
    hy_tensor *bell = hy_exp(s, hy_neg(s, hy_mul(s, x, x)));
    return hy_scale(s, hy_mul(s, r->grad, bell), two_over_root_pi);
}

const hy_op hy_op_erf = {"erf", HY_UNARY_ERF, unary_forward, erf_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_erf(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_erf, &x, 1, NULL);
}

static hy_tensor *exp_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, r->y);
}

const hy_op hy_op_exp = {"exp", HY_UNARY_EXP, unary_forward, exp_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_exp(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_exp, &x, 1, NULL);
}

static hy_tensor *expm1_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_add(s, r->y, hy_number(s, r->y, 1)));
}

const hy_op hy_op_expm1 = {"expm1", HY_UNARY_EXPM1, unary_forward, expm1_backward,
                           HY_PROMOTION_FLOAT};

hy_tensor *hy_expm1(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_expm1, &x, 1, NULL);
}

const hy_op hy_op_floor = {"floor", HY_UNARY_FLOOR, unary_forward, NULL, HY_PROMOTION_SAME};

hy_tensor *hy_floor(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_floor, &x, 1, NULL);
}

static hy_tensor *gelu_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *x = r->x[0];
    hy_tensor *half = hy_number(s, x, 0.5);
    hy_tensor *chance = hy_add(s, half, hy_scale(s, hy_erf(s, hy_scale(s, x, root_half)), 0.5));
    hy_tensor *bell = hy_exp(s, hy_scale(s, hy_mul(s, x, x), -0.5));
    hy_tensor *slope = hy_add(s, chance, hy_scale(s, hy_mul(s, x, bell), one_over_root_two_pi));
    return hy_mul(s, r->grad, slope);
}

const hy_op hy_op_gelu = {"gelu", HY_UNARY_GELU, unary_forward, gelu_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_gelu(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_gelu, &x, 1, NULL);
}

static hy_tensor *log_backward(hy_scope *s, const hy_rule *r)
{
    return hy_div(s, r->grad, r->x[0]);
}

const hy_op hy_op_log = {"log", HY_UNARY_LOG, unary_forward, log_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_log(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_log, &x, 1, NULL);
}

static hy_tensor *log1p_backward(hy_scope *s, const hy_rule *r)
{
    return hy_div(s, r->grad, hy_add(s, r->x[0], hy_number(s, r->x[0], 1)));
}

const hy_op hy_op_log1p = {"log1p", HY_UNARY_LOG1P, unary_forward, log1p_backward,
                           HY_PROMOTION_FLOAT};

hy_tensor *hy_log1p(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_log1p, &x, 1, NULL);
}

static hy_tensor *neg_backward(hy_scope *s, const hy_rule *r)
{
    return hy_neg(s, r->grad);
}

const hy_op hy_op_neg = {"neg", HY_UNARY_NEG, unary_forward, neg_backward, HY_PROMOTION_NUMBER};

hy_tensor *hy_neg(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_neg, &x, 1, NULL);
}

static hy_tensor *relu_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mask(s, r->grad, r->x[0]);
}

const hy_op hy_op_relu = {"relu", HY_UNARY_RELU, unary_forward, relu_backward, HY_PROMOTION_SAME};

hy_tensor *hy_relu(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_relu, &x, 1, NULL);
}

const hy_op hy_op_round = {"round", HY_UNARY_ROUND, unary_forward, NULL, HY_PROMOTION_SAME};

hy_tensor *hy_round(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_round, &x, 1, NULL);
}

static hy_tensor *rsqrt_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *slope = hy_mul(s, r->y, hy_mul(s, r->y, r->y));
    return hy_scale(s, hy_mul(s, r->grad, slope), -0.5);
}

const hy_op hy_op_rsqrt = {"rsqrt", HY_UNARY_RSQRT, unary_forward, rsqrt_backward,
                           HY_PROMOTION_FLOAT};

hy_tensor *hy_rsqrt(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_rsqrt, &x, 1, NULL);
}

static hy_tensor *sigmoid_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *rest = hy_sub(s, hy_number(s, r->y, 1), r->y);
    return hy_mul(s, r->grad, hy_mul(s, r->y, rest));
}

const hy_op hy_op_sigmoid = {"sigmoid", HY_UNARY_SIGMOID, unary_forward, sigmoid_backward,
                             HY_PROMOTION_FLOAT};

hy_tensor *hy_sigmoid(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_sigmoid, &x, 1, NULL);
}

const hy_op hy_op_sign = {"sign", HY_UNARY_SIGN, unary_forward, NULL, HY_PROMOTION_SAME};

hy_tensor *hy_sign(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_sign, &x, 1, NULL);
}

static hy_tensor *sin_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_cos(s, r->x[0]));
}

const hy_op hy_op_sin = {"sin", HY_UNARY_SIN, unary_forward, sin_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_sin(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_sin, &x, 1, NULL);
}

static hy_tensor *sinh_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_cosh(s, r->x[0]));
}

const hy_op hy_op_sinh = {"sinh", HY_UNARY_SINH, unary_forward, sinh_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_sinh(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_sinh, &x, 1, NULL);
}

static hy_tensor *softplus_backward(hy_scope *s, const hy_rule *r)
{
    return hy_mul(s, r->grad, hy_sigmoid(s, r->x[0]));
}

const hy_op hy_op_softplus = {"softplus", HY_UNARY_SOFTPLUS, unary_forward, softplus_backward,
                              HY_PROMOTION_FLOAT};

hy_tensor *hy_softplus(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_softplus, &x, 1, NULL);
}

static hy_tensor *sqrt_backward(hy_scope *s, const hy_rule *r)
{
    return hy_scale(s, hy_div(s, r->grad, r->y), 0.5);
}

const hy_op hy_op_sqrt = {"sqrt", HY_UNARY_SQRT, unary_forward, sqrt_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_sqrt(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_sqrt, &x, 1, NULL);
}

static hy_tensor *tan_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *slope = hy_add(s, hy_mul(s, r->y, r->y), hy_number(s, r->y, 1));
    return hy_mul(s, r->grad, slope);
}

const hy_op hy_op_tan = {"tan", HY_UNARY_TAN, unary_forward, tan_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_tan(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_tan, &x, 1, NULL);
}

static hy_tensor *tanh_backward(hy_scope *s, const hy_rule *r)
{
    hy_tensor *slope = hy_sub(s, hy_number(s, r->y, 1), hy_mul(s, r->y, r->y));
    return hy_mul(s, r->grad, slope);
}

const hy_op hy_op_tanh = {"tanh", HY_UNARY_TANH, unary_forward, tanh_backward, HY_PROMOTION_FLOAT};

hy_tensor *hy_tanh(hy_scope *scope, hy_tensor *x)
{
    return hy_op_apply(scope, &hy_op_tanh, &x, 1, NULL);
}
