/// runtime/autodiff/op_windows.c
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

static hy_tensor *windows_of_range(size_t extent, hy_window window)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, extent));
    return hy_windows(&g_test.scope, x, 0, &window);
}

START_TEST(windows_lie_a_stride_apart)
{
    hy_tensor *y = windows_of_range(7, (hy_window){3, 2, 1});
    fixture_same(y, SHAPE(2, 3, 3), ELEMENTS(1, 3, 5, 2, 4, 6, 3, 5, 7));
}
END_TEST

START_TEST(their_elements_lie_a_dilation_apart)
{
    hy_tensor *y = windows_of_range(6, (hy_window){2, 1, 3});
    fixture_same(y, SHAPE(2, 2, 3), ELEMENTS(1, 2, 3, 4, 5, 6));
}
END_TEST

START_TEST(windows_share_the_storage)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 5));
    hy_tensor *y = hy_windows(&g_test.scope, x, 1, &(hy_window){4, 1, 1});
    ck_assert_ptr_eq(y->storage, x->storage);
    fixture_same(y, SHAPE(3, 2, 4, 2), ELEMENTS(1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10));
}
END_TEST

START_TEST(fold_adds_windows_where_they_came_from)
{
    hy_tensor *y = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 3, 3), 1);
    y = hy_fold(&g_test.scope, y, 0, &(hy_window){3, 2, 1}, 8);
    fixture_same(y, SHAPE(1, 8), ELEMENTS(1, 1, 2, 1, 2, 1, 1, 0));
}
END_TEST

START_TEST(empty_batches_pass_through)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 0, 5), 1);
    hy_window window = {2, 1, 1};
    hy_tensor *y = hy_windows(&g_test.scope, x, 1, &window);
    fixture_same(y, SHAPE(3, 0, 2, 4), ELEMENTS(0));
    fixture_same(hy_fold(&g_test.scope, y, 1, &window, 5), SHAPE(2, 0, 5), ELEMENTS(0));
}
END_TEST

START_TEST(windows_that_do_not_fit_are_refused)
{
    ck_assert_ptr_null(windows_of_range(4, (hy_window){3, 1, 2}));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "windows of 3 elements, 2 apart, do not fit an extent of 4");
    ck_assert_ptr_null(windows_of_range(4, (hy_window){(size_t)1 << 40, 1, (size_t)1 << 40}));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "windows of 1099511627776 elements, 1099511627776 apart, do not fit an extent "
                   "of 4");
    ck_assert_ptr_null(windows_of_range(4, (hy_window){1, 0, 1}));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "windows wants a size, stride and dilation of at least 1, got 1, 0, 1");
    hy_tensor *x = fixture_range(&g_test, SHAPE(6, 1, 1, 1, 1, 1, 4));
    ck_assert_ptr_null(hy_windows(&g_test.scope, x, 5, &(hy_window){2, 1, 1}));
    fixture_expect(&g_test, HY_ERR_SHAPE, "windows: rank is at most 5 before, got 6");
    ck_assert_ptr_null(hy_windows(&g_test.scope, x, 6, &(hy_window){2, 1, 1}));
    fixture_expect(&g_test, HY_ERR_SHAPE, "windows: no axis 6 in a tensor of rank 6");
}
END_TEST

START_TEST(what_does_not_hold_windows_is_not_folded)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert_ptr_null(hy_fold(&g_test.scope, x, 0, &(hy_window){2, 1, 1}, 3));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "fold: [2, 3] does not hold windows of 2 elements, 1 apart, in an extent of 3");
    ck_assert_ptr_null(hy_fold(&g_test.scope, x, 1, &(hy_window){3, 1, 1}, 3));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "fold: [2, 3] does not hold windows of 3 elements, 1 apart, in an extent of 3");
}
END_TEST

static Suite *windows_suite(void)
{
    TCase *windows = tcase_create("windows");
    tcase_add_checked_fixture(windows, begin, end);
    tcase_add_test(windows, windows_lie_a_stride_apart);
    tcase_add_test(windows, their_elements_lie_a_dilation_apart);
    tcase_add_test(windows, windows_share_the_storage);
    tcase_add_test(windows, fold_adds_windows_where_they_came_from);
    tcase_add_test(windows, empty_batches_pass_through);
    tcase_add_test(windows, windows_that_do_not_fit_are_refused);
    tcase_add_test(windows, what_does_not_hold_windows_is_not_folded);

    Suite *suite = suite_create("op_windows");
    suite_add_tcase(suite, windows);
    return suite;
}

int main(void)
{
    return run_suite(windows_suite());
}
