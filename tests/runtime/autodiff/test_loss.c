/// runtime/autodiff/loss.c
#include "autodiff/ops.h"

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

START_TEST(mse_is_the_mean_squared_difference)
{
    hy_tensor *a = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 4));
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(0, 2));
    fixture_same(hy_mse(&g_test.scope, a, b), SHAPE(0, 0), ELEMENTS(2.5));
}
END_TEST

START_TEST(cross_entropy_averages_the_rows)
{
    hy_tensor *logits = fixture_tensor(&g_test, SHAPE(2, 2, 2), ELEMENTS(0, 0, 0, 1));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 2));
    double wanted = (log(2) + log(1 + exp(-1))) / 2;
    fixture_same(hy_cross_entropy(&g_test.scope, logits, classes), SHAPE(0, 0), ELEMENTS(wanted));
}
END_TEST

START_TEST(large_logits_neither_overflow_nor_lose_the_loss)
{
    hy_tensor *logits = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(1e4, -1e4));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 1), ELEMENTS(2));
    fixture_same(hy_cross_entropy(&g_test.scope, logits, classes), SHAPE(0, 0), ELEMENTS(2e4));
    hy_tensor *targets = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(0, 1));
    fixture_same(hy_bce_with_logits(&g_test.scope, logits, targets), SHAPE(0, 0), ELEMENTS(1e4));
}
END_TEST

START_TEST(a_class_that_is_not_there_is_named)
{
    hy_tensor *logits = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 3));
    ck_assert_ptr_null(hy_cross_entropy(&g_test.scope, logits, classes));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "cross_entropy: class 3 at place 2 is not one of 2");
    ck_assert_ptr_null(hy_cross_entropy(&g_test.scope, classes, logits));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "cross_entropy wants logits [n, k] and classes [n], got [2] and [2, 2]");
}
END_TEST

static hy_tensor *call_huber(hy_scope *scope, hy_tensor *const x[])
{
    return hy_huber(scope, x[0], x[1], 0.4);
}

static hy_tensor *call_l1(hy_scope *scope, hy_tensor *const x[])
{
    return hy_l1(scope, x[0], x[1]);
}

static hy_tensor *call_bce(hy_scope *scope, hy_tensor *const x[])
{
    return hy_bce(scope, hy_sigmoid(scope, x[0]), x[1]);
}

static hy_tensor *call_nll(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(2, 1, 2));
    return hy_nll(scope, hy_mul(scope, x[0], x[0]), classes);
}

static const differentiable functions[] = {
    {"huber", call_huber, 2, {{2, {3, 4}}, {1, {4}}}, 0},
    {"l1", call_l1, 2, {{2, {3, 2}}, {2, {3, 2}}}, 0},
    {"bce", call_bce, 2, {{1, {5}}, {1, {5}}}, 0},
    {"nll", call_nll, 1, {{2, {3, 2}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(huber_is_a_square_near_and_a_line_far)
{
    hy_tensor *a = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(0, 3));
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 0));
    fixture_same(hy_huber(&g_test.scope, a, b, 1), SHAPE(0, 0), ELEMENTS((0.5 + 2.5) / 2));
    fixture_same(hy_l1(&g_test.scope, a, b), SHAPE(0, 0), ELEMENTS(2));
}
END_TEST

START_TEST(a_sure_mistake_costs_a_hundred)
{
    hy_tensor *chances = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(0, 1));
    hy_tensor *targets = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(1, 1));
    fixture_same(hy_bce(&g_test.scope, chances, targets), SHAPE(0, 0), ELEMENTS(50));
}
END_TEST

START_TEST(nll_picks_a_column_in_each_row)
{
    hy_tensor *rows = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(2, 1));
    fixture_same(hy_nll(&g_test.scope, rows, classes), SHAPE(0, 0), ELEMENTS(-2.5));
    ck_assert_ptr_null(hy_nll(&g_test.scope, classes, rows));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "nll wants log-probabilities [n, k] and classes [n], got [2] and [2, 2]");
    hy_tensor *class = fixture_tensor(&g_test, SHAPE(1, 1), ELEMENTS(2));
    ck_assert_ptr_null(hy_nll(&g_test.scope, rows, class));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "nll wants log-probabilities [n, k] and classes [n], got [2, 2] and [1]");
}
END_TEST

static Suite *loss_suite(void)
{
    TCase *losses = tcase_create("losses");
    tcase_add_checked_fixture(losses, begin, end);
    tcase_add_test(losses, mse_is_the_mean_squared_difference);
    tcase_add_test(losses, cross_entropy_averages_the_rows);
    tcase_add_test(losses, large_logits_neither_overflow_nor_lose_the_loss);
    tcase_add_test(losses, a_class_that_is_not_there_is_named);
    tcase_add_loop_test(losses, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(losses, huber_is_a_square_near_and_a_line_far);
    tcase_add_test(losses, a_sure_mistake_costs_a_hundred);
    tcase_add_test(losses, nll_picks_a_column_in_each_row);

    Suite *suite = suite_create("loss");
    suite_add_tcase(suite, losses);
    return suite;
}

int main(void)
{
    return run_suite(loss_suite());
}
