/// References: what kernels should compute, in double precision and in the plainest way.
#pragma once

#include "kernels/backend.h"

#include <math.h>

static inline double reference_turn(hy_unary op, double x)
{
    switch (op) {
    case HY_UNARY_SIN:
        return sin(x);
    case HY_UNARY_COS:
        return cos(x);
    case HY_UNARY_TAN:
        return tan(x);
    case HY_UNARY_ASIN:
        return asin(x);
    case HY_UNARY_ACOS:
        return acos(x);
    case HY_UNARY_ATAN:
        return atan(x);
    case HY_UNARY_SINH:
        return sinh(x);
    case HY_UNARY_COSH:
        return cosh(x);
    default:
        return NAN;
    }
}

static inline double reference_unary(hy_unary op, double x)
{
    switch (op) {
    case HY_UNARY_COPY:
        return x;
    case HY_UNARY_NEG:
        return -x;
    case HY_UNARY_ABS:
        return fabs(x);
    case HY_UNARY_SIGN:
        return (x > 0) - (x < 0);
    case HY_UNARY_SQRT:
        return sqrt(x);
    case HY_UNARY_EXP:
        return exp(x);
    case HY_UNARY_LOG:
        return log(x);
    case HY_UNARY_ERF:
        return erf(x);
    case HY_UNARY_RELU:
        return fmax(x, 0);
    case HY_UNARY_TANH:
        return tanh(x);
    case HY_UNARY_SIGMOID:
        return 1 / (1 + exp(-x));
    case HY_UNARY_GELU:
        return 0.5 * x * (1 + erf(x / sqrt(2)));
    case HY_UNARY_SOFTPLUS:
        return log1p(exp(x));
    case HY_UNARY_RSQRT:
        return 1 / sqrt(x);
    case HY_UNARY_EXPM1:
        return expm1(x);
    case HY_UNARY_LOG1P:
        return log1p(x);
    case HY_UNARY_FLOOR:
        return floor(x);
    case HY_UNARY_CEIL:
        return ceil(x);
    case HY_UNARY_ROUND:
        return rint(x);
    default:
        return reference_turn(op, x);
    }
}

static inline double reference_binary(hy_binary op, double a, double b)
{
    switch (op) {
    case HY_BINARY_ADD:
        return a + b;
    case HY_BINARY_SUB:
        return a - b;
    case HY_BINARY_MUL:
        return a * b;
    case HY_BINARY_DIV:
        return a / b;
    case HY_BINARY_POW:
        return pow(a, b);
    case HY_BINARY_MAXIMUM:
        return fmax(a, b);
    case HY_BINARY_MINIMUM:
        return fmin(a, b);
    case HY_BINARY_MASK:
        return b > 0 ? a : 0;
    case HY_BINARY_REMAINDER:
        return a - b * floor(a / b);
    case HY_BINARY_FLOOR_DIVIDE:
        return floor(a / b);
    case HY_BINARY_ATAN2:
        return atan2(a, b);
    default:
        return NAN;
    }
}

static inline bool reference_compare(hy_comparison op, double a, double b)
{
    switch (op) {
    case HY_COMPARISON_EQ:
        return a == b;
    case HY_COMPARISON_GE:
        return a >= b;
    case HY_COMPARISON_GT:
        return a > b;
    case HY_COMPARISON_LE:
        return a <= b;
    case HY_COMPARISON_LT:
        return a < b;
    default:
        return a != b;
    }
}

/// A number as an element of a type that has room for it.
static inline double reference_element(hy_dtype dtype, double x)
{
    switch (dtype) {
    case HY_BOOL:
        return x != 0;
    case HY_I32:
    case HY_I64:
        return trunc(x);
    default:
        return x;
    }
}
