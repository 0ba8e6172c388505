/// kernels/cpu/logarithm.h
///
/// And trigonometry.h, error_function.h, exponential.h, power.h: how far results lie from those of
/// the C library in long double, in units in the last place of the element type.
#include "kernels/backend.h"

#include "base/rng.h"
#include "support/run_suite.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

// Every test runs once per back end of the machine and element type.
enum { MOST_VARIANTS = 6, SAMPLES = 20000 };

static hy_dtype g_dtype;
static const hy_kernels *g_kernels;

// False when the machine has no such variant.
static bool choose(int variant)
{
    const hy_backend *backend = hy_backend_at((size_t)variant / 2);
    g_dtype = variant % 2 ? HY_F64 : HY_F32;
    g_kernels = backend ? backend->kernels[g_dtype] : NULL;
    return g_kernels != NULL;
}

// Applies a function to `count` numbers as numbers of the element type, which replace them.
static void apply(hy_unary op, size_t count, double *x, double *y)
{
    static float single_x[SAMPLES], single_y[SAMPLES];
    bool is_single = g_dtype == HY_F32;
    for (size_t i = 0; i < count; i++) {
        single_x[i] = (float)x[i];
        x[i] = is_single ? (double)single_x[i] : x[i];
    }
    hy_loop loop = {.rank = 1,
                    .extent = {count},
                    .out = is_single ? (void *)single_y : (void *)y,
                    .out_stride = {1},
                    .in = {is_single ? (const void *)single_x : (const void *)x},
                    .in_stride = {{1}}};
    g_kernels->unary(op, &loop);
    for (size_t i = 0; is_single && i < count; i++) {
        y[i] = (double)single_y[i];
    }
}

static double apply_to_one(hy_unary op, double x)
{
    double y;
    apply(op, 1, &x, &y);
    return y;
}

// Units in the last place between a result and the true value.
static double units_off(double result, long double truth)
{
    int exponent;
    (void)frexpl(truth, &exponent);
    int digits = g_dtype == HY_F32 ? FLT_MANT_DIG : DBL_MANT_DIG;
    int least = g_dtype == HY_F32 ? FLT_MIN_EXP : DBL_MIN_EXP;
    exponent = exponent < least ? least : exponent;
    return (double)(fabsl((long double)result - truth) / ldexpl(1, exponent - digits));
}

static long double gelu(long double x)
{
    return x * 0.5L * erfcl(-x * sqrtl(0.5L));
}

static long double sigmoid(long double x)
{
    return 1 / (1 + expl(-x));
}

static long double softplus(long double x)
{
    return fmaxl(x, 0) + log1pl(expl(-fabsl(x)));
}

/// A function between two arguments and the most units that it may be off.
typedef struct claim {
    hy_unary op;
    long double (*truth)(long double x);
    double low, high, units;
} claim;

static const claim claims[] = {
    {HY_UNARY_EXP, expl, -87, 88, 2},         {HY_UNARY_LOG, logl, 0, 10, 1.5},
    {HY_UNARY_LOG, logl, 0.9, 1.1, 1.5},      {HY_UNARY_LOG, logl, 0, 1e38, 1.5},
    {HY_UNARY_LOG, logl, 0, 1e-38, 1.5},      {HY_UNARY_SIN, sinl, -8, 8, 2.5},
    {HY_UNARY_SIN, sinl, -1.6e6, 1.6e6, 2.5}, {HY_UNARY_SIN, sinl, -1e12, 1e12, 2.5},
    {HY_UNARY_COS, cosl, -8, 8, 2.5},         {HY_UNARY_COS, cosl, -1.6e6, 1.6e6, 2.5},
    {HY_UNARY_ERF, erfl, -0.01, 0.01, 2},     {HY_UNARY_ERF, erfl, -6, 6, 2},
    {HY_UNARY_GELU, gelu, -1, 9, 3},          {HY_UNARY_GELU, gelu, -9, -1, 150},
    {HY_UNARY_TANH, tanhl, -0.01, 0.01, 4},   {HY_UNARY_TANH, tanhl, -9, 9, 4},
    {HY_UNARY_SIGMOID, sigmoid, -30, 30, 4},  {HY_UNARY_SOFTPLUS, softplus, -30, 30, 5},
    {HY_UNARY_TAN, tanl, -8, 8, 4},           {HY_UNARY_TAN, tanl, -1.6e6, 1.6e6, 4},
    {HY_UNARY_TAN, tanl, -1e12, 1e12, 4},     {HY_UNARY_ATAN, atanl, -3, 3, 2},
    {HY_UNARY_ATAN, atanl, -1e4, 1e4, 2},     {HY_UNARY_ATAN, atanl, -1e-3, 1e-3, 2},
    {HY_UNARY_ASIN, asinl, -1, 1, 3},         {HY_UNARY_ASIN, asinl, -1e-3, 1e-3, 3},
    {HY_UNARY_ACOS, acosl, -1, 1, 3},         {HY_UNARY_ACOS, acosl, 0.999, 1, 3},
    {HY_UNARY_SINH, sinhl, -1.5, 1.5, 3},     {HY_UNARY_SINH, sinhl, -89, 89, 3},
    {HY_UNARY_COSH, coshl, -1.5, 1.5, 3},     {HY_UNARY_COSH, coshl, -89, 89, 3}};
enum { CLAIM_COUNT = sizeof claims / sizeof claims[0] };

static void check_claim(const claim *c)
{
    static double x[SAMPLES], y[SAMPLES];
    hy_rng rng = {.seed = 5};
    for (size_t i = 0; i < SAMPLES; i++) {
        x[i] = c->low + (c->high - c->low) * hy_rng_uniform(&rng);
    }
    apply(c->op, SAMPLES, x, y);
    for (size_t i = 0; i < SAMPLES; i++) {
        double off = units_off(y[i], c->truth((long double)x[i]));
        ck_assert_msg(off <= c->units, "function %d of %.17g is %.3g units off", (int)c->op, x[i],
                      off);
    }
}

START_TEST(functions_keep_to_their_bounds)
{
    for (int i = 0; choose(_i) && i < CLAIM_COUNT; i++) {
        check_claim(&claims[i]);
    }
}
END_TEST

START_TEST(logarithms_and_exponentials_have_their_limits)
{
    if (choose(_i)) {
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG, 0), -INFINITY);
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG, -0.0), -INFINITY);
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG, INFINITY), INFINITY);
        ck_assert_double_nan(apply_to_one(HY_UNARY_LOG, -1));
        ck_assert_double_nan(apply_to_one(HY_UNARY_LOG, -INFINITY));
        ck_assert_double_nan(apply_to_one(HY_UNARY_LOG, NAN));
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG, 1), 0);
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG1P, -1), -INFINITY);
        ck_assert_double_eq(apply_to_one(HY_UNARY_LOG1P, INFINITY), INFINITY);
        ck_assert_double_nan(apply_to_one(HY_UNARY_LOG1P, -1.5));
        ck_assert_double_nan(apply_to_one(HY_UNARY_LOG1P, NAN));
        ck_assert(signbit(apply_to_one(HY_UNARY_LOG1P, -0.0)));
        ck_assert_double_eq(apply_to_one(HY_UNARY_EXPM1, -INFINITY), -1);
        ck_assert_double_eq(apply_to_one(HY_UNARY_EXPM1, INFINITY), INFINITY);
        ck_assert_double_nan(apply_to_one(HY_UNARY_EXPM1, NAN));
        ck_assert(signbit(apply_to_one(HY_UNARY_EXPM1, -0.0)));
        double least = g_dtype == HY_F32 ? 0x1p-149 : 0x1p-1074;
        ck_assert_double_lt(units_off(apply_to_one(HY_UNARY_LOG, least), logl(least)), 1.5);
    }
}
END_TEST

START_TEST(turns_of_no_number_are_none)
{
    if (choose(_i)) {
        ck_assert_double_nan(apply_to_one(HY_UNARY_SIN, INFINITY));
        ck_assert_double_nan(apply_to_one(HY_UNARY_COS, -INFINITY));
        ck_assert_double_nan(apply_to_one(HY_UNARY_SIN, NAN));
        ck_assert_double_eq(apply_to_one(HY_UNARY_COS, 0), 1);
        ck_assert(signbit(apply_to_one(HY_UNARY_SIN, -0.0)));
    }
}
END_TEST

START_TEST(the_error_function_has_its_limits)
{
    if (choose(_i)) {
        ck_assert_double_eq(apply_to_one(HY_UNARY_ERF, INFINITY), 1);
        ck_assert_double_eq(apply_to_one(HY_UNARY_ERF, -40), -1);
        ck_assert_double_nan(apply_to_one(HY_UNARY_ERF, NAN));
        ck_assert(signbit(apply_to_one(HY_UNARY_ERF, -0.0)));
        ck_assert_double_eq(apply_to_one(HY_UNARY_GELU, -INFINITY), 0);
        ck_assert_double_eq(apply_to_one(HY_UNARY_GELU, INFINITY), INFINITY);
        ck_assert_double_eq(apply_to_one(HY_UNARY_GELU, 50), 50);
        ck_assert_double_nan(apply_to_one(HY_UNARY_GELU, NAN));
    }
}
END_TEST

START_TEST(angles_and_hyperbolic_functions_have_their_limits)
{
    if (choose(_i)) {
        ck_assert_double_nan(apply_to_one(HY_UNARY_TAN, INFINITY));
        ck_assert(signbit(apply_to_one(HY_UNARY_TAN, -0.0)));
        ck_assert(signbit(apply_to_one(HY_UNARY_ATAN, -0.0)));
        ck_assert(signbit(apply_to_one(HY_UNARY_ASIN, -0.0)));
        ck_assert_double_nan(apply_to_one(HY_UNARY_ATAN, NAN));
        ck_assert_double_nan(apply_to_one(HY_UNARY_ASIN, 1.5));
        ck_assert_double_nan(apply_to_one(HY_UNARY_ACOS, -1.5));
        ck_assert_double_eq(apply_to_one(HY_UNARY_ACOS, 1), 0);
        ck_assert_double_eq(apply_to_one(HY_UNARY_SINH, -INFINITY), -INFINITY);
        ck_assert_double_eq(apply_to_one(HY_UNARY_COSH, -INFINITY), INFINITY);
        ck_assert_double_nan(apply_to_one(HY_UNARY_SINH, NAN));
        ck_assert_double_nan(apply_to_one(HY_UNARY_COSH, NAN));
        ck_assert(signbit(apply_to_one(HY_UNARY_SINH, -0.0)));
        double last = g_dtype == HY_F32 ? 89.41 : 710.47;
        ck_assert_double_gt(apply_to_one(HY_UNARY_SINH, last), 3e38);
        ck_assert(isfinite(apply_to_one(HY_UNARY_COSH, last)));
        ck_assert_double_eq(apply_to_one(HY_UNARY_COSH, last + 0.02), INFINITY);
    }
}
END_TEST

/// Powers of bases and exponents between bounds; the bases are evenly spread in their logarithm.
typedef struct power_claim {
    double base_low, base_high, exponent_low, exponent_high;
} power_claim;

static const power_claim power_claims[] = {
    {1e-3, 1e3, -12, 12}, {0.5, 2, -100, 100}, {0.999, 1.001, -8e4, 8e4}, {1e-44, 1e-30, -0.8, 0.9},
    {1e20, 1e38, -1, 1},  {0.7, 1.5, -3, 3},   {1e-9, 1e-8, 4, 5.6},      {0.5, 2, -1000, 1000}};
enum { POWER_CLAIM_COUNT = sizeof power_claims / sizeof power_claims[0] };

static double as_element(double x)
{
    return g_dtype == HY_F32 ? (double)(float)x : x;
}

static double binary(hy_binary op, double a, double b)
{
    float single[] = {(float)a, (float)b, 0};
    double result[] = {a, b, 0};
    bool is_single = g_dtype == HY_F32;
    hy_loop loop = {.rank = 1,
                    .extent = {1},
                    .out = is_single ? (void *)&single[2] : (void *)&result[2],
                    .out_stride = {1},
                    .in = {is_single ? (const void *)single : (const void *)result,
                           is_single ? (const void *)&single[1] : (const void *)&result[1]},
                    .in_stride = {{1}, {0}}};
    g_kernels->binary(op, &loop);
    return is_single ? (double)single[2] : result[2];
}

static double power(double a, double b)
{
    return binary(HY_BINARY_POW, a, b);
}

START_TEST(powers_with_common_exponents_agree)
{
    static const double exponents[] = {0.5, 1, 2, 3, -1, -2, -0.5, 0, 1.5};
    for (size_t i = 0; choose(_i) && i < sizeof exponents / sizeof exponents[0]; i++) {
        double b = exponents[i];
        ck_assert_double_lt(units_off(power(1.375, b), powl(1.375L, (long double)b)), 2);
        ck_assert_double_eq(power(0, b), pow(0, b));
        ck_assert_double_eq(power(-INFINITY, b), pow(-INFINITY, b));
        ck_assert_double_eq(power(INFINITY, b), pow(INFINITY, b));
    }
}
END_TEST

static void check_power_claim(const power_claim *c)
{
    hy_rng rng = {.seed = 6};
    for (size_t i = 0; i < SAMPLES / 4; i++) {
        double ratio = log(c->base_high / c->base_low);
        double a = (double)(float)(c->base_low * exp(ratio * hy_rng_uniform(&rng)));
        double b = (double)(float)(c->exponent_low +
                                   (c->exponent_high - c->exponent_low) * hy_rng_uniform(&rng));
        long double truth = powl((long double)a, (long double)b);
        bool is_too_large = truth > (g_dtype == HY_F32 ? (long double)FLT_MAX : DBL_MAX);
        double off = is_too_large ? !isinf(power(a, b)) : units_off(power(a, b), truth);
        double most = is_too_large ? 0 : 1.5;
        ck_assert_msg(off <= most, "%.17g to the power of %.17g is %.3g units off", a, b, off);
    }
}

START_TEST(powers_keep_to_their_bound)
{
    for (int i = 0; choose(_i) && i < POWER_CLAIM_COUNT; i++) {
        check_power_claim(&power_claims[i]);
    }
}
END_TEST

// Whether two numbers are alike: both none, or equal with one sign.
static bool is_alike(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

// C99, annex F.9.4.4: the C library keeps to it, and these powers have no rounding
START_TEST(powers_of_special_numbers_are_those_of_the_standard)
{
    static const double numbers[] = {0, 0.25, 0.5,     1,      1.25,    2,        3,  4,
                                     7, 8,    0x1p24F, 0x1p40, 0x1p100, INFINITY, NAN};
    enum { COUNT = 2 * sizeof numbers / sizeof numbers[0] };
    for (int i = 0; choose(_i) && i < COUNT * COUNT; i++) {
        double a = i % 2 ? -numbers[i / 2 % (COUNT / 2)] : numbers[i / 2 % (COUNT / 2)];
        double b = numbers[i / COUNT / 2];
        for (int sign = -1; sign <= 1; sign += 2) {
            double expected =
                g_dtype == HY_F32 ? (double)powf((float)a, (float)(sign * b)) : pow(a, sign * b);
            double actual = power(a, sign * b);
            bool is_close = fabs(actual - expected) <= 3e-7 * fabs(expected);
            ck_assert_msg(is_alike(actual, expected) || (is_close && expected != 0),
                          "%g to the power of %g is %g, expected %g", a, sign * b, actual,
                          expected);
        }
    }
}
END_TEST

// C99, annex F.9.1.4, and points all around
START_TEST(angles_of_points_are_those_of_the_library)
{
    static const double numbers[] = {0, 1e-40, 0.3, 0.7, 1, 5, 1e30, 3e38, INFINITY, NAN};
    enum { COUNT = sizeof numbers / sizeof numbers[0] };
    for (int i = 0; choose(_i) && i < 4 * COUNT * COUNT; i++) {
        double y = as_element(numbers[i / 4 % COUNT] * (i % 2 ? -1 : 1));
        double x = as_element(numbers[i / 4 / COUNT] * (i / 2 % 2 ? -1 : 1));
        double actual = binary(HY_BINARY_ATAN2, y, x);
        long double truth = atan2l((long double)y, (long double)x);
        bool is_right = isnan(truth) || truth == 0 ? is_alike(actual, (double)truth)
                                                   : units_off(actual, truth) < 2;
        ck_assert_msg(is_right, "the angle of %g, %g is %.17g, expected %.17Lg", x, y, actual,
                      truth);
    }
}
END_TEST

// The same by the C library, in the element type.
static double remainder_of(double a, double b)
{
    double rest = g_dtype == HY_F32 ? (double)fmodf((float)a, (float)b) : fmod(a, b);
    bool is_other = rest != 0 && (rest < 0) != (b < 0);
    double moved = g_dtype == HY_F32 ? (double)((float)rest + (float)b) : rest + b;
    return is_other ? moved : rest;
}

static void check_division(double a, double b)
{
    double rest = remainder_of(a, b);
    double actual = binary(HY_BINARY_REMAINDER, a, b);
    ck_assert_msg(actual == rest || (isnan(actual) && isnan(rest)),
                  "the remainder of %.17g by %.17g is %.17g, expected %.17g", a, b, actual, rest);
    double quotient = binary(HY_BINARY_FLOOR_DIVIDE, a, b);
    long double truth = floorl((long double)a / (long double)b);
    bool is_exact = fabsl(truth) < 1e6L && isfinite(a) && isfinite(b);
    ck_assert_msg(!is_exact || quotient == (double)truth,
                  "%.17g by %.17g is %.17g, expected %.17Lg", a, b, quotient, truth);
}

START_TEST(remainders_are_those_of_the_library)
{
    static const double numbers[] = {0,   0.1, 1,     2,    3,      0.7,      1e-30,
                                     1e5, 1e7, 1e-40, 1e30, 3.4e38, INFINITY, NAN};
    enum { COUNT = sizeof numbers / sizeof numbers[0] };
    hy_rng rng = {.seed = 8};
    for (int i = 0; choose(_i) && i < COUNT * COUNT * 4; i++) {
        double a = numbers[i / 4 % COUNT] * (i % 2 ? -1 : 1);
        double b = numbers[i / 4 / COUNT] * (i / 2 % 2 ? -1 : 1);
        check_division(as_element(a), as_element(b));
    }
    for (int i = 0; choose(_i) && i < SAMPLES; i++) {
        double b = as_element(20 * hy_rng_uniform(&rng) - 10);
        double count = (double)hy_rng_below(&rng, 1000) - 500;
        // about a whole multiple, and anywhere
        check_division(as_element(b * count), b);
        check_division(as_element(b * count * hy_rng_uniform(&rng)), b);
    }
}
END_TEST

static Suite *functions_suite(void)
{
    TCase *bounds = tcase_create("bounds");
    tcase_set_timeout(bounds, 60);
    tcase_add_loop_test(bounds, functions_keep_to_their_bounds, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, logarithms_and_exponentials_have_their_limits, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, turns_of_no_number_are_none, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, the_error_function_has_its_limits, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, angles_and_hyperbolic_functions_have_their_limits, 0,
                        MOST_VARIANTS);
    tcase_add_loop_test(bounds, angles_of_points_are_those_of_the_library, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, powers_keep_to_their_bound, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, powers_of_special_numbers_are_those_of_the_standard, 0,
                        MOST_VARIANTS);
    tcase_add_loop_test(bounds, remainders_are_those_of_the_library, 0, MOST_VARIANTS);
    tcase_add_loop_test(bounds, powers_with_common_exponents_agree, 0, MOST_VARIANTS);

    Suite *suite = suite_create("functions");
    suite_add_tcase(suite, bounds);
    return suite;
}

int main(void)
{
    return run_suite(functions_suite());
}
