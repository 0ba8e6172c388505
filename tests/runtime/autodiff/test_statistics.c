/// runtime/autodiff/statistics.c
#include "autodiff/statistics.h"

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

static hy_tensor *call_var(hy_scope *scope, hy_tensor *const x[])
{
    return hy_var(scope, x[0], 2, 1, false);
}

static hy_tensor *call_std(hy_scope *scope, hy_tensor *const x[])
{
    return hy_std(scope, x[0], 3, 0, true);
}

static hy_tensor *call_prod(hy_scope *scope, hy_tensor *const x[])
{
    return hy_prod(scope, x[0], 5, false);
}

// two of the factors are 0
static hy_tensor *call_prod_of_zeros(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *ones = hy_tensor_full(scope, HY_F64, &SHAPE(1, 3), 1);
    hy_tensor *mask = hy_pad(scope, ones, 0, 1, 5);
    return hy_prod(scope, hy_mul(scope, x[0], mask), 1, false);
}

static hy_tensor *call_logsumexp(hy_scope *scope, hy_tensor *const x[])
{
    return hy_logsumexp(scope, x[0], 1, false);
}

static hy_tensor *call_norm(hy_scope *scope, hy_tensor *const x[])
{
    return hy_norm(scope, x[0], 2, 2, true);
}

static hy_tensor *call_cubic_norm(hy_scope *scope, hy_tensor *const x[])
{
    return hy_norm(scope, x[0], 3, 1, false);
}

static hy_tensor *call_greatest(hy_scope *scope, hy_tensor *const x[])
{
    return hy_norm(scope, x[0], INFINITY, 1, false);
}

static const differentiable functions[] = {
    {"var", call_var, 1, {{2, {3, 4}}}, 0},
    {"std", call_std, 1, {{2, {3, 4}}}, 0},
    {"prod", call_prod, 1, {{3, {3, 2, 5}}}, 0},
    {"prod of zeros", call_prod_of_zeros, 1, {{1, {5}}}, 0},
    {"logsumexp", call_logsumexp, 1, {{2, {3, 4}}}, 0},
    {"norm", call_norm, 1, {{2, {3, 4}}}, 0},
    {"norm of 3", call_cubic_norm, 1, {{2, {3, 2}}}, 0},
    {"norm of infinity", call_greatest, 1, {{2, {3, 2}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(variances_are_those_of_samples_or_populations)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 4), ELEMENTS(1, 3, 1, 3, 0, 0, 0, 4));
    fixture_same(hy_var(&g_test.scope, x, 2, 0, false), SHAPE(1, 2), ELEMENTS(1, 3));
    fixture_same(hy_var(&g_test.scope, x, 2, 1, true), SHAPE(2, 2, 1), ELEMENTS(4. / 3, 4));
    fixture_same(hy_std(&g_test.scope, x, 2, 0, false), SHAPE(1, 2), ELEMENTS(1, sqrt(3)));
    hy_tensor *one = fixture_range(&g_test, SHAPE(1, 1));
    ck_assert_double_nan(hy_tensor_get(hy_var(&g_test.scope, one, 1, 1, false), 0));
}
END_TEST

START_TEST(products_take_any_axes)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(3, 2, 3, 1));
    fixture_same(hy_prod(&g_test.scope, x, 1, false), SHAPE(2, 3, 1), ELEMENTS(4, 10, 18));
    fixture_same(hy_prod(&g_test.scope, x, 7, false), SHAPE(0, 0), ELEMENTS(720));
    hy_tensor *none = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 0, 2), 0);
    fixture_same(hy_prod(&g_test.scope, none, 1, false), SHAPE(1, 2), ELEMENTS(1, 1));
    fixture_same(hy_prod(&g_test.scope, x, 0, false), SHAPE(3, 2, 3, 1),
                 ELEMENTS(1, 2, 3, 4, 5, 6));
}
END_TEST

START_TEST(a_large_sum_of_exponentials_does_not_overflow)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1e4, 1e4));
    fixture_same(hy_logsumexp(&g_test.scope, x, 1, false), SHAPE(0, 0), ELEMENTS(1e4 + log(2)));
    hy_tensor *low = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 2), -INFINITY);
    ck_assert_double_eq(hy_tensor_get(hy_logsumexp(&g_test.scope, low, 1, false), 0), -INFINITY);
    hy_tensor *none = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 0), 0);
    ck_assert_double_eq(hy_tensor_get(hy_logsumexp(&g_test.scope, none, 1, false), 0), -INFINITY);
}
END_TEST

START_TEST(norms_are_of_any_power)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(3, 0, -4));
    fixture_same(hy_norm(s, x, 2, 1, false), SHAPE(0, 0), ELEMENTS(5));
    fixture_same(hy_norm(s, x, 1, 1, true), SHAPE(1, 1), ELEMENTS(7));
    fixture_same(hy_norm(s, x, 3, 1, false), SHAPE(0, 0), ELEMENTS(cbrt(91)));
    fixture_same(hy_norm(s, x, INFINITY, 1, false), SHAPE(0, 0), ELEMENTS(4));
    fixture_same(hy_norm(s, x, -INFINITY, 1, false), SHAPE(0, 0), ELEMENTS(0));
    fixture_same(hy_norm(s, x, 0, 1, false), SHAPE(0, 0), ELEMENTS(2));
}
END_TEST

START_TEST(the_gradient_of_a_norm_of_zeros_is_zero)
{
    hy_tensor *x = hy_leaf(&g_test.scope, hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 2), 0));
    hy_tensor *y = hy_norm(&g_test.scope, x, 2, 1, false);
    fixture_same(differences_gradient(&g_test, y, x), SHAPE(1, 2), ELEMENTS(0, 0));
}
END_TEST

START_TEST(the_least_element_has_a_position)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 3), ELEMENTS(3, 1, 1, 0, 5, -1));
    fixture_same(hy_argmin(&g_test.scope, x, 2, false), SHAPE(1, 2), ELEMENTS(2, 3));
    fixture_same(hy_argmin(&g_test.scope, x, 3, false), SHAPE(0, 0), ELEMENTS(6));
}
END_TEST

static Suite *statistics_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_loop_test(values, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(values, variances_are_those_of_samples_or_populations);
    tcase_add_test(values, products_take_any_axes);
    tcase_add_test(values, a_large_sum_of_exponentials_does_not_overflow);
    tcase_add_test(values, norms_are_of_any_power);
    tcase_add_test(values, the_gradient_of_a_norm_of_zeros_is_zero);
    tcase_add_test(values, the_least_element_has_a_position);

    Suite *suite = suite_create("statistics");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(statistics_suite());
}
