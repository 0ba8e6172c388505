/// runtime/autodiff/activation.c
#include "autodiff/activation.h"

#include "support/differences.h"
#include "support/run_suite.h"

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
    tcase_add_test(values, on_a_bound_the_gradient_passes);

    Suite *suite = suite_create("activation");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(activation_suite());
}
