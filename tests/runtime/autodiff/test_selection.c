/// runtime/autodiff/selection.h
#include "autodiff/selection.h"

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

static hy_tensor *mask(void)
{
    return fixture_tensor(&g_test, SHAPE(2, 2, 3), ELEMENTS(0, -1, 0, 2, 0, 0.5));
}

static hy_tensor *call_masked_select(hy_scope *scope, hy_tensor *const x[])
{
    return hy_masked_select(scope, x[0], mask());
}

static hy_tensor *call_median(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *results[HY_MEDIAN_RESULTS] = {NULL, NULL};
    hy_median(scope, x[0], 1, results);
    return results[0];
}

static hy_tensor *call_quantile(hy_scope *scope, hy_tensor *const x[])
{
    return hy_quantile(scope, x[0], 0.3, 1);
}

static const differentiable functions[] = {
    {"masked_select", call_masked_select, 1, {{1, {3}}}, 0},
    {"median", call_median, 1, {{2, {2, 4}}}, 0},
    {"quantile", call_quantile, 1, {{2, {2, 4}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(what_is_not_zero_has_a_position)
{
    hy_tensor *x = hy_transpose(&g_test.scope, mask(), 0, 1);
    fixture_same(hy_nonzero(&g_test.scope, x), SHAPE(2, 3, 2), ELEMENTS(1, 2, 2, 1, 3, 2));
    hy_tensor *one = fixture_range(&g_test, SHAPE(0, 0));
    fixture_same(hy_nonzero(&g_test.scope, one), SHAPE(2, 1, 0), ELEMENTS(0));
    hy_tensor *none = fixture_range(&g_test, SHAPE(2, 0, 2));
    fixture_same(hy_nonzero(&g_test.scope, none), SHAPE(2, 0, 2), ELEMENTS(0));
}
END_TEST

START_TEST(a_mask_selects_row_by_row)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    fixture_same(hy_masked_select(&g_test.scope, x, mask()), SHAPE(1, 3), ELEMENTS(2, 4, 6));
    ck_assert_ptr_null(
        hy_masked_select(&g_test.scope, fixture_range(&g_test, SHAPE(1, 2)), mask()));
    fixture_expect(&g_test, HY_ERR_SHAPE, "masked_select: shapes do not broadcast: [2] and [2, 3]");
}
END_TEST

START_TEST(the_lower_of_two_is_the_median)
{
    hy_tensor *results[HY_MEDIAN_RESULTS] = {NULL, NULL};
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 4), ELEMENTS(4, 1, 3, 2, 5, 5, 5, 6));
    hy_median(&g_test.scope, x, 1, results);
    fixture_same(results[0], SHAPE(2, 2, 1), ELEMENTS(2, 5));
    fixture_same(results[1], SHAPE(2, 2, 1), ELEMENTS(4, 2));
    hy_median(&g_test.scope, fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(1, NAN, 3)), 0, results);
    ck_assert_double_nan(hy_tensor_get(results[0], 0));
    fixture_same(results[1], SHAPE(1, 1), ELEMENTS(2));
    hy_median(&g_test.scope, fixture_range(&g_test, SHAPE(1, 0)), 0, results);
    fixture_expect(&g_test, HY_ERR_SHAPE, "median wants at least one element");
}
END_TEST

START_TEST(a_quantile_lies_between_its_neighbours)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 4), ELEMENTS(4, 1, 10, 2, 5, 5, 6, 5));
    fixture_same(hy_quantile(s, x, 0, 1), SHAPE(2, 2, 1), ELEMENTS(1, 5));
    fixture_same(hy_quantile(s, x, 0.5, 1), SHAPE(2, 2, 1), ELEMENTS(3, 5));
    fixture_same(hy_quantile(s, x, 0.75, 1), SHAPE(2, 2, 1), ELEMENTS(5.5, 5.25));
    fixture_same(hy_quantile(s, x, 1, 1), SHAPE(2, 2, 1), ELEMENTS(10, 6));
    hy_tensor *none = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(1, NAN));
    ck_assert_double_nan(hy_tensor_get(hy_quantile(s, none, 0, 1), 0));
    ck_assert_ptr_null(hy_quantile(s, x, -0.1, 1));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "quantile wants a q from 0 to 1, got -0.1");
}
END_TEST

static Suite *selection_suite(void)
{
    TCase *picks = tcase_create("picks");
    tcase_add_checked_fixture(picks, begin, end);
    tcase_add_loop_test(picks, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(picks, what_is_not_zero_has_a_position);
    tcase_add_test(picks, a_mask_selects_row_by_row);
    tcase_add_test(picks, the_lower_of_two_is_the_median);
    tcase_add_test(picks, a_quantile_lies_between_its_neighbours);

    Suite *suite = suite_create("selection");
    suite_add_tcase(suite, picks);
    return suite;
}

int main(void)
{
    return run_suite(selection_suite());
}
