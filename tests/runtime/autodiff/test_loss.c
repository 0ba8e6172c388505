/// runtime/autodiff/loss.c
#include "autodiff/ops.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

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
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(0, 1));
    double wanted = (log(2) + log(1 + exp(-1))) / 2;
    fixture_same(hy_cross_entropy(&g_test.scope, logits, classes), SHAPE(0, 0), ELEMENTS(wanted));
}
END_TEST

START_TEST(large_logits_neither_overflow_nor_lose_the_loss)
{
    hy_tensor *logits = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(1e4, -1e4));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 1), ELEMENTS(1));
    fixture_same(hy_cross_entropy(&g_test.scope, logits, classes), SHAPE(0, 0), ELEMENTS(2e4));
    hy_tensor *targets = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(0, 1));
    fixture_same(hy_bce_with_logits(&g_test.scope, logits, targets), SHAPE(0, 0), ELEMENTS(1e4));
}
END_TEST

START_TEST(a_class_that_is_not_there_is_named)
{
    hy_tensor *logits = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *classes = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(0, 2));
    ck_assert_ptr_null(hy_cross_entropy(&g_test.scope, logits, classes));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "cross_entropy: class 3 in row 2 is not one of 2");
    ck_assert_ptr_null(hy_cross_entropy(&g_test.scope, classes, logits));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "cross_entropy wants logits [n, k] and classes [n], got [2] and [2, 2]");
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

    Suite *suite = suite_create("loss");
    suite_add_tcase(suite, losses);
    return suite;
}

int main(void)
{
    return run_suite(loss_suite());
}
