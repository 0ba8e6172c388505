/// runtime/autodiff/op.h
#include "autodiff/op.h"

#include "op_problem.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <string.h>

static fixture g_test;

// The sum of an input's second gradient, 0 after a failure.
static double sum_gradient(const problem *p, hy_tensor *y, int input)
{
    hy_tensor *grad = problem_gradient(p, y, input);
    hy_tensor *sum = hy_sum(&g_test.scope, grad, HY_ALL_AXES, false);
    return sum ? hy_tensor_get(sum, 0) : 0;
}

// The sum of the second gradients of a row, computed while the allocator fails as its heap says.
static double differentiate(int row, fixture_heap fails)
{
    fixture_begin(&g_test);
    problem p = problem_pose(&g_test, row, LAYOUT_TRANSPOSED);
    fails.live_blocks = g_test.heap.live_blocks;
    g_test.heap = fails;
    hy_tensor *y = problem_second_value(&p);
    double sum = 0;
    for (int i = 0; i < p.example->count; i++) {
        sum += problem_is_leaf(&p, i) ? sum_gradient(&p, y, i) : 0;
    }
    return sum;
}

// Ends the fixture, which finds what has leaked, and returns the status of its scope.
static hy_status finish(void)
{
    hy_status status = g_test.scope.status;
    fixture_end(&g_test);
    return status;
}

// Lets each call in turn fail, and `count` calls from there on; when the cache asks again and is
// given what it wants, nothing has failed.
static void check_row(int row, size_t count)
{
    double expected = differentiate(row, (fixture_heap){.calls = 0});
    size_t needed = g_test.heap.calls;
    ck_assert_int_eq(finish(), HY_OK);
    for (size_t call = 1; call <= needed; call++) {
        double sum =
            differentiate(row, (fixture_heap){.failing_call = call, .failing_count = count});
        bool is_refused = g_test.heap.refusals > 0;
        bool is_told = strncmp(g_test.err.text, "no memory for ", 14) == 0;
        hy_status status = finish();
        bool is_right = is_refused ? status == HY_ERR_MEMORY && is_told : sum == expected;
        ck_assert_msg(is_right && is_refused == (count != 1), "%s, call %zu of %zu: status %d",
                      op_examples[row].op, call, needed, (int)status);
    }
}

START_TEST(no_memory_from_any_call_on_leaks_nothing)
{
    check_row(_i, 0);
}
END_TEST

START_TEST(a_refusal_that_the_cache_gets_over_changes_nothing)
{
    check_row(_i, 1);
}
END_TEST

START_TEST(a_single_refusal_leaks_nothing)
{
    check_row(_i, 2);
}
END_TEST

static Suite *op_memory_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 60);
    tcase_add_loop_test(table, no_memory_from_any_call_on_leaks_nothing, 0, EXAMPLE_COUNT);
    tcase_add_loop_test(table, a_refusal_that_the_cache_gets_over_changes_nothing, 0,
                        EXAMPLE_COUNT);
    tcase_add_loop_test(table, a_single_refusal_leaks_nothing, 0, EXAMPLE_COUNT);

    Suite *suite = suite_create("op_memory");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(op_memory_suite());
}
