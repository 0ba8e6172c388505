/// runtime/autodiff/logic.h
#include "autodiff/logic.h"

#include "autodiff/ops.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

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

static hy_tensor *pair(double first, double second)
{
    hy_tensor *x = hy_tensor_create(&g_test.scope, HY_F64, &SHAPE(1, 2));
    hy_tensor_set(x, 0, first);
    hy_tensor_set(x, 1, second);
    return x;
}

static void expect(hy_tensor *x, bool first, bool second)
{
    ck_assert_int_eq(x->dtype, HY_BOOL);
    fixture_same(x, SHAPE(1, 2), ELEMENTS(first, second));
}

START_TEST(what_is_not_zero_is_true)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *a = pair(0, NAN);
    hy_tensor *b = pair(-0.5, 3);
    expect(hy_logical_and(s, a, b), false, true);
    expect(hy_logical_or(s, a, b), true, true);
    expect(hy_logical_xor(s, a, b), true, false);
    expect(hy_logical_not(s, a), true, false);
}
END_TEST

START_TEST(no_element_is_all_true_and_none)
{
    hy_tensor *none = hy_tensor_create(&g_test.scope, HY_F32, &SHAPE(2, 2, 0));
    expect(hy_any(&g_test.scope, none, 2, false), false, false);
    expect(hy_all(&g_test.scope, none, 2, false), true, true);
    ck_assert_uint_eq(hy_tensor_count(hy_any(&g_test.scope, none, 1, true)), 0);
}
END_TEST

START_TEST(infinities_are_close_to_themselves)
{
    const hy_tolerance tolerance = {.relative = 0.1};
    hy_tensor *a = pair(INFINITY, INFINITY);
    expect(hy_isclose(&g_test.scope, a, pair(INFINITY, 1), &tolerance), true, false);
    expect(hy_isclose(&g_test.scope, pair(1, NAN), pair(1.05, NAN), &tolerance), true, false);
    expect(hy_isinf(&g_test.scope, a), true, true);
    expect(hy_isfinite(&g_test.scope, pair(NAN, 1)), false, true);
    expect(hy_isnan(&g_test.scope, pair(NAN, 1)), true, false);
}
END_TEST

START_TEST(nothing_follows_a_failure)
{
    const hy_tolerance tolerance = {.relative = 0.1};
    (void)hy_scope_fail(&g_test.scope, HY_ERR_ARGUMENT, "before");
    ck_assert_ptr_null(hy_logical_not(&g_test.scope, NULL));
    ck_assert_ptr_null(hy_any(&g_test.scope, NULL, 1, false));
    ck_assert_ptr_null(hy_all(&g_test.scope, NULL, 1, false));
    ck_assert_ptr_null(hy_isinf(&g_test.scope, NULL));
    ck_assert_ptr_null(hy_isfinite(&g_test.scope, NULL));
    ck_assert_ptr_null(hy_isclose(&g_test.scope, NULL, NULL, &tolerance));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "before");
}
END_TEST

static Suite *logic_suite(void)
{
    TCase *answers = tcase_create("answers");
    tcase_add_checked_fixture(answers, begin, end);
    tcase_add_test(answers, what_is_not_zero_is_true);
    tcase_add_test(answers, no_element_is_all_true_and_none);
    tcase_add_test(answers, infinities_are_close_to_themselves);
    tcase_add_test(answers, nothing_follows_a_failure);

    Suite *suite = suite_create("logic");
    suite_add_tcase(suite, answers);
    return suite;
}

int main(void)
{
    return run_suite(logic_suite());
}
