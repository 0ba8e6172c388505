/// runtime/autodiff/anomaly.h
#include "autodiff/anomaly.h"

#include "autodiff/grad.h"
#include "autodiff/ops.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <stdio.h>

static fixture g_test;
static hy_watch g_watch;

// says that calls come from the line that `user` counts up
static void count_lines(void *user, hy_line *line)
{
    (void)snprintf(line->text, sizeof line->text, "agent.lua:%d", ++*(int *)user);
}

static int g_line;

static void begin(void)
{
    fixture_begin(&g_test);
    g_line = 0;
    g_watch = (hy_watch){.user = &g_line, .locate = count_lines};
    g_test.context->watch = &g_watch;
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *leaf(double first, double second)
{
    return hy_leaf(&g_test.scope, fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(first, second)));
}

START_TEST(a_nan_names_its_op)
{
    ck_assert_ptr_null(hy_log(&g_test.scope, leaf(-1, 1)));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "log made a NaN of inputs without one");
}
END_TEST

START_TEST(a_nan_that_was_there_before_is_no_anomaly)
{
    ck_assert_ptr_nonnull(hy_exp(&g_test.scope, leaf(NAN, 1)));
    ck_assert_ptr_nonnull(hy_log(&g_test.scope, leaf(0, 1)));
}
END_TEST

START_TEST(a_gradient_names_the_op_and_its_line)
{
    hy_tensor *x = leaf(0, 1);
    hy_tensor *y = hy_sqrt(&g_test.scope, x);
    hy_tensor *product = hy_mul(&g_test.scope, y, leaf(0, 1));
    hy_tensor *sum = hy_sum(&g_test.scope, product, HY_ALL_AXES, false);
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(sum, NULL, &x, 1, &grad, &g_test.err), HY_ERR_ARGUMENT);
    ck_assert_str_eq(g_test.err.text, "the gradient of sqrt, called at agent.lua:1, is NaN");
    ck_assert_ptr_null(g_watch.node);
}
END_TEST

START_TEST(a_call_without_a_line_is_named_alone)
{
    hy_tensor *x = leaf(0, 1);
    g_test.context->watch = NULL;
    hy_tensor *y = hy_sqrt(&g_test.scope, x);
    hy_tensor *zeros = hy_number(&g_test.scope, y, 0);
    hy_tensor *sum = hy_sum(&g_test.scope, hy_mul(&g_test.scope, y, zeros), HY_ALL_AXES, false);
    g_test.context->watch = &g_watch;
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(sum, NULL, &x, 1, &grad, &g_test.err), HY_ERR_ARGUMENT);
    ck_assert_str_eq(g_test.err.text, "the gradient of sqrt is NaN");
}
END_TEST

START_TEST(what_a_rule_records_has_the_line_of_its_call)
{
    hy_tensor *x = leaf(1, 2);
    hy_tensor *y = hy_sqrt(&g_test.scope, x);
    hy_tensor *grad = NULL;
    hy_tensor *sum = hy_sum(&g_test.scope, y, HY_ALL_AXES, false);
    ck_assert_int_eq(hy_grad(sum, NULL, &x, 1, &grad, &g_test.err), HY_OK);
    ck_assert_int_eq(grad->line, y->line);
    (void)hy_scope_take(&g_test.scope, grad);
}
END_TEST

static Suite *anomaly_suite(void)
{
    TCase *anomaly = tcase_create("anomaly");
    tcase_add_checked_fixture(anomaly, begin, end);
    tcase_add_test(anomaly, a_nan_names_its_op);
    tcase_add_test(anomaly, a_nan_that_was_there_before_is_no_anomaly);
    tcase_add_test(anomaly, a_gradient_names_the_op_and_its_line);
    tcase_add_test(anomaly, a_call_without_a_line_is_named_alone);
    tcase_add_test(anomaly, what_a_rule_records_has_the_line_of_its_call);

    Suite *suite = suite_create("anomaly");
    suite_add_tcase(suite, anomaly);
    return suite;
}

int main(void)
{
    return run_suite(anomaly_suite());
}
