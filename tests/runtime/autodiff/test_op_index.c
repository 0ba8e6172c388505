/// runtime/autodiff/op_index.c
///
/// The functions that are made of several ops; the ops themselves are tested by their table.
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

// Two of the six point to one place.
static hy_tensor *index_of_two_rows(void)
{
    return fixture_tensor(&g_test, SHAPE(2, 2, 3), ELEMENTS(3, 1, 2, 3, 2, 1));
}

static hy_tensor *call_scatter(hy_scope *scope, hy_tensor *const x[])
{
    return hy_scatter(scope, x[0], index_of_two_rows(), x[1], 0);
}

static hy_tensor *call_index_add(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *index = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(2, 1, 2));
    return hy_index_add(scope, x[0], index, hy_mul(scope, x[1], x[1]), 1);
}

static const differentiable functions[] = {
    {"scatter", call_scatter, 2, {{2, {3, 3}}, {2, {2, 3}}}, 0},
    {"index_add", call_index_add, 2, {{2, {2, 2}}, {2, {2, 3}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(the_last_element_for_a_place_counts)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 3, 3));
    hy_tensor *source = fixture_tensor(&g_test, SHAPE(2, 2, 3), ELEMENTS(-1, -2, -3, -4, -5, -6));
    hy_tensor *y = hy_scatter(&g_test.scope, x, index_of_two_rows(), source, 0);
    hy_tensor *lines = hy_transpose(&g_test.scope, y, 0, 1);
    fixture_same(lines, SHAPE(2, 3, 3), ELEMENTS(1, 4, -4, -2, -5, 8, -6, -3, 9));
}
END_TEST

START_TEST(one_element_is_written_everywhere)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    hy_tensor *index = fixture_tensor(&g_test, SHAPE(2, 2, 1), ELEMENTS(3, 1));
    hy_tensor *number = hy_number(&g_test.scope, x, 0);
    hy_tensor *y = hy_scatter(&g_test.scope, x, index, number, 1);
    fixture_same(y, SHAPE(2, 2, 3), ELEMENTS(1, 2, 0, 0, 5, 6));
    hy_tensor *none = fixture_range(&g_test, SHAPE(2, 2, 0));
    fixture_same(hy_scatter(&g_test.scope, x, none, number, 1), SHAPE(2, 2, 3),
                 ELEMENTS(1, 2, 3, 4, 5, 6));
}
END_TEST

START_TEST(places_that_are_not_there_are_refused)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *index = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(1, 3));
    ck_assert_ptr_null(hy_scatter(&g_test.scope, x, index, x, 0));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "scatter: index 3 at place 2 is not one of 2");
}
END_TEST

START_TEST(positions_are_added_as_often_as_they_are_named)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *rows = fixture_range(&g_test, SHAPE(2, 3, 2));
    hy_tensor *index = fixture_tensor(&g_test, SHAPE(1, 3), ELEMENTS(2, 1, 2));
    fixture_same(hy_index_add(&g_test.scope, x, index, rows, 0), SHAPE(2, 2, 2),
                 ELEMENTS(4, 6, 9, 12));
    ck_assert_ptr_null(hy_index_add(&g_test.scope, x, index, x, 0));
    fixture_expect(&g_test, HY_ERR_SHAPE, "index_add: index [3] and source [2, 2] do not fit");
}
END_TEST

static Suite *op_index_suite(void)
{
    TCase *places = tcase_create("places");
    tcase_add_checked_fixture(places, begin, end);
    tcase_add_loop_test(places, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(places, the_last_element_for_a_place_counts);
    tcase_add_test(places, one_element_is_written_everywhere);
    tcase_add_test(places, places_that_are_not_there_are_refused);
    tcase_add_test(places, positions_are_added_as_often_as_they_are_named);

    Suite *suite = suite_create("op_index");
    suite_add_tcase(suite, places);
    return suite;
}

int main(void)
{
    return run_suite(op_index_suite());
}
