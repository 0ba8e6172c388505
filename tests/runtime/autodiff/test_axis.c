/// runtime/autodiff/axis.h
#include "autodiff/axis.h"

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

START_TEST(an_axis_is_below_the_rank)
{
    const hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert(hy_axis_check(&g_test.scope, "sort", x, 0));
    ck_assert(hy_axis_check(&g_test.scope, "sort", x, 1));
    ck_assert(!hy_axis_check(&g_test.scope, "sort", x, 2));
    fixture_expect(&g_test, HY_ERR_SHAPE, "sort: no axis 2 in a tensor of rank 2");
    ck_assert(!hy_axis_check(&g_test.scope, "sort", x, -1));
    fixture_expect(&g_test, HY_ERR_SHAPE, "sort: no axis -1 in a tensor of rank 2");
}
END_TEST

static Suite *axis_suite(void)
{
    TCase *axes = tcase_create("axes");
    tcase_add_checked_fixture(axes, begin, end);
    tcase_add_test(axes, an_axis_is_below_the_rank);

    Suite *suite = suite_create("axis");
    suite_add_tcase(suite, axes);
    return suite;
}

int main(void)
{
    return run_suite(axis_suite());
}
