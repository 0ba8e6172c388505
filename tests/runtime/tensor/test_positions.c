/// runtime/tensor/positions.h
#include "tensor/positions.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"
#include "tensor/plan.h"

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *positions(const double elements[3])
{
    hy_tensor *x = hy_tensor_create(&g_test.scope, HY_I64, &SHAPE(1, 3));
    for (size_t i = 0; i < 3; i++) {
        hy_tensor_set(x, i, elements[i]);
    }
    return x;
}

START_TEST(positions_count_from_one)
{
    hy_tensor *good = positions((double[]){1, 4, 2});
    ck_assert(hy_positions_check(&g_test.scope, "test: index", good, 4));
    ck_assert(!hy_positions_check(&g_test.scope, "test: index", good, 3));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "test: index 4 at place 2 is not one of 3");
    const double wrong[] = {0, -1, 5};
    for (size_t i = 0; i < 3; i++) {
        hy_tensor *bad = positions((double[]){1, 2, wrong[i]});
        ck_assert(!hy_positions_check(&g_test.scope, "test: index", bad, 4));
        ck_assert_int_eq(g_test.scope.status, HY_ERR_ARGUMENT);
        g_test.scope.status = HY_OK;
    }
}
END_TEST

START_TEST(a_plan_checks_them_whenever_it_runs)
{
    hy_tensor *x = positions((double[]){1, 4, 2});
    hy_plan *plan = NULL;
    ck_assert_int_eq(hy_plan_begin(g_test.context, &plan, &g_test.err), HY_OK);
    hy_plan_see(g_test.context, &x, 1);
    ck_assert(hy_positions_check(&g_test.scope, "test: index", x, 4));
    ck_assert_int_eq(hy_plan_end(plan, NULL, 0, NULL, 0, &g_test.err), HY_OK);
    ck_assert_int_eq(hy_plan_run(plan, NULL, &g_test.err), HY_OK);
    hy_tensor_set(x, 0, 7);
    ck_assert_int_eq(hy_plan_run(plan, NULL, &g_test.err), HY_ERR_ARGUMENT);
    ck_assert_str_eq(g_test.err.text, "test: index 7 at place 1 is not one of 4");
    hy_plan_destroy(plan);
}
END_TEST

static Suite *positions_suite(void)
{
    Suite *suite = suite_create("tensor/positions");
    TCase *cases = tcase_create("positions");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, positions_count_from_one);
    tcase_add_test(cases, a_plan_checks_them_whenever_it_runs);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return run_suite(positions_suite());
}
