/// runtime/autodiff/normalization.c
#include "autodiff/normalization.h"

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

static hy_tensor *call_batch_norm(hy_scope *scope, hy_tensor *const x[])
{
    hy_batch_norm_args with = {.weight = x[1], .bias = x[2], .eps = 0.1};
    hy_tensor *results[HY_BATCH_NORM_RESULTS] = {NULL};
    hy_batch_norm(scope, x[0], &with, results);
    return results[0];
}

static hy_tensor *call_dropout(hy_scope *scope, hy_tensor *const x[])
{
    return hy_dropout(scope, hy_mul(scope, x[0], x[0]), 0.5, &(hy_rng){.seed = 3});
}

static const differentiable functions[] = {
    {"batch_norm", call_batch_norm, 3, {{3, {2, 3, 2}}, {1, {3}}, {1, {3}}}, 0},
    {"dropout", call_dropout, 1, {{1, {6}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(a_batch_gets_mean_zero_and_variance_one)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 2), ELEMENTS(1, 10, 3, 30));
    hy_tensor *results[HY_BATCH_NORM_RESULTS] = {NULL};
    hy_batch_norm(&g_test.scope, x, &(hy_batch_norm_args){.eps = 0}, results);
    fixture_same(results[0], SHAPE(2, 2, 2), ELEMENTS(-1, -1, 1, 1));
    fixture_same(results[1], SHAPE(1, 2), ELEMENTS(2, 20));
    fixture_same(results[2], SHAPE(1, 2), ELEMENTS(1, 100));
}
END_TEST

START_TEST(given_statistics_take_the_place_of_the_batch)
{
    hy_tensor *x = fixture_tensor(&g_test, SHAPE(2, 2, 2), ELEMENTS(1, 10, 3, 30));
    hy_tensor *mean = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 0));
    hy_tensor *var = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(4, 25));
    hy_tensor *results[HY_BATCH_NORM_RESULTS] = {NULL};
    hy_batch_norm(&g_test.scope, x, &(hy_batch_norm_args){.mean = mean, .var = var}, results);
    fixture_same(results[0], SHAPE(2, 2, 2), ELEMENTS(0, 2, 1, 6));
    ck_assert_ptr_eq(results[1], mean);
}
END_TEST

START_TEST(a_vector_has_no_channels)
{
    hy_tensor *results[HY_BATCH_NORM_RESULTS] = {NULL};
    hy_batch_norm(&g_test.scope, fixture_range(&g_test, SHAPE(1, 3)),
                  &(hy_batch_norm_args){.eps = 0}, results);
    ck_assert_ptr_null(results[0]);
    fixture_expect(&g_test, HY_ERR_SHAPE, "batch_norm wants [n, c, ..], got rank 1");
}
END_TEST

START_TEST(what_is_not_dropped_is_scaled)
{
    hy_rng rng = {.seed = 1};
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 1000), 1);
    hy_tensor *y = hy_dropout(&g_test.scope, x, 0.2, &rng);
    hy_tensor *kept = hy_gt(&g_test.scope, y, hy_number(&g_test.scope, y, 0));
    fixture_same(hy_max(&g_test.scope, y, 1, false), SHAPE(0, 0), ELEMENTS(1.25));
    ck_assert_double_eq_tol(hy_tensor_get(hy_sum(&g_test.scope, kept, 1, false), 0), 800, 50);
    ck_assert_uint_eq(rng.index, 1000);
}
END_TEST

START_TEST(all_or_nothing_may_be_dropped)
{
    hy_rng rng = {.seed = 1};
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, 2));
    fixture_same(hy_dropout(&g_test.scope, x, 0, &rng), SHAPE(1, 2), ELEMENTS(1, 2));
    fixture_same(hy_dropout(&g_test.scope, x, 1, &rng), SHAPE(1, 2), ELEMENTS(0, 0));
    ck_assert_ptr_null(hy_dropout(&g_test.scope, x, 1.5, &rng));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "dropout wants a probability, got 1.5");
}
END_TEST

static Suite *normalization_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_loop_test(values, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(values, a_batch_gets_mean_zero_and_variance_one);
    tcase_add_test(values, given_statistics_take_the_place_of_the_batch);
    tcase_add_test(values, a_vector_has_no_channels);
    tcase_add_test(values, what_is_not_dropped_is_scaled);
    tcase_add_test(values, all_or_nothing_may_be_dropped);

    Suite *suite = suite_create("normalization");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(normalization_suite());
}
