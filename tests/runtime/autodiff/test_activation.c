/// runtime/autodiff/activation.c
#include "autodiff/activation.h"

#include "support/differences.h"
#include "support/run_suite.h"
#include "tensor/pending.h"

#include <math.h>

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *call_leaky_relu(hy_scope *scope, hy_tensor *const x[])
{
    return hy_leaky_relu(scope, x[0], 0.2);
}

static hy_tensor *call_silu(hy_scope *scope, hy_tensor *const x[])
{
    return hy_silu(scope, x[0]);
}

static hy_tensor *call_clamp(hy_scope *scope, hy_tensor *const x[])
{
    return hy_clamp(scope, x[0], hy_scale(scope, x[1], 0.1), hy_number(scope, x[0], 0.5));
}

static const differentiable functions[] = {
    {"leaky_relu", call_leaky_relu, 1, {{2, {3, 2}}}, 0},
    {"silu", call_silu, 1, {{1, {5}}}, 0},
    {"clamp", call_clamp, 2, {{2, {3, 4}}, {1, {4}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(values_are_what_the_formulas_say)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(-2, 0, 3));
    fixture_same(hy_leaky_relu(&g_test.scope, x, 0.1), SHAPE(1, 3), ELEMENTS(-0.2, 0, 3));
    fixture_same(hy_silu(&g_test.scope, x), SHAPE(1, 3),
                 ELEMENTS(-2 / (1 + exp(2)), 0, 3 / (1 + exp(-3))));
}
END_TEST

START_TEST(a_bound_may_be_missing)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(-2, 0, 3));
    hy_tensor *low = hy_number(&g_test.scope, x, -1);
    hy_tensor *high = hy_number(&g_test.scope, x, 1);
    fixture_same(hy_clamp(&g_test.scope, x, low, NULL), SHAPE(1, 3), ELEMENTS(-1, 0, 3));
    fixture_same(hy_clamp(&g_test.scope, x, NULL, high), SHAPE(1, 3), ELEMENTS(-2, 0, 1));
    fixture_same(hy_clamp(&g_test.scope, x, high, low), SHAPE(1, 3), ELEMENTS(-1, -1, -1));
}
END_TEST

START_TEST(a_large_result_waits)
{
    hy_scope *scope = &g_test.scope;
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 3, HY_PENDING_LEAST_COUNT));
    hy_tensor *low = hy_number(scope, x, 10);
    hy_tensor *results[] = {hy_leaky_relu(scope, x, 0.2), hy_silu(scope, x),
                            hy_clamp(scope, x, low, hy_number(scope, x, 20))};
    for (int i = 0; i < 3; i++) {
        ck_assert(hy_tensor_is_pending(results[i]));
        ck_assert_int_eq(hy_tensor_realize(results[i], &g_test.err), HY_OK);
    }
    ck_assert_double_eq(hy_tensor_get(results[2], 7), 10);
    ck_assert_double_eq(hy_tensor_get(results[2], 15), 16);
    ck_assert_double_eq(hy_tensor_get(results[2], 7777), 20);
}
END_TEST

static double signed_zero(double x)
{
    return x == 0 && signbit(x) ? -2 : x;
}

START_TEST(a_leaky_relu_is_the_same_recorded_or_not)
{
    static const double slopes[] = {0, 0.1, 1, 1.5, -0.5};
    hy_scope *scope = &g_test.scope;
    hy_tensor *x =
        fixture_tensor(&g_test, SHAPE(1, 7), ELEMENTS(-1, -0.0, 0, 3, INFINITY, -INFINITY, 1e-45));
    for (size_t i = 0; i < sizeof slopes / sizeof slopes[0]; i++) {
        const hy_tensor *y = hy_leaky_relu(scope, x, slopes[i]);
        const hy_tensor *recorded = hy_leaky_relu(scope, hy_leaf(scope, x), slopes[i]);
        for (size_t k = 0; k < 7; k++) {
            double a = signed_zero(hy_tensor_get(y, k));
            double b = signed_zero(hy_tensor_get(recorded, k));
            ck_assert(a == b || (isnan(a) && isnan(b)));
        }
    }
}
END_TEST

START_TEST(on_a_bound_the_gradient_passes)
{
    hy_tensor *x = hy_leaf(&g_test.scope, fixture_range(&g_test, SHAPE(1, 3)));
    hy_tensor *low = hy_number(&g_test.scope, x, 1);
    hy_tensor *y = hy_sum(&g_test.scope, hy_clamp(&g_test.scope, x, low, low), 1, false);
    fixture_same(differences_gradient(&g_test, y, x), SHAPE(1, 3), ELEMENTS(1, 0, 0));
}
END_TEST

static Suite *activation_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_loop_test(values, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(values, values_are_what_the_formulas_say);
    tcase_add_test(values, a_bound_may_be_missing);
    tcase_add_test(values, a_large_result_waits);
    tcase_add_test(values, a_leaky_relu_is_the_same_recorded_or_not);
    tcase_add_test(values, on_a_bound_the_gradient_passes);

    Suite *suite = suite_create("activation");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(activation_suite());
}
