/// runtime/autodiff/op.h
#include "autodiff/op.h"

#include "autodiff/ops.h"
#include "op_problem.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <string.h>

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

typedef hy_tensor *(*value)(const problem *p);

static double value_at(const problem *p, value of, hy_tensor *x, size_t position, double at)
{
    hy_tensor_set(x, position, at);
    return hy_tensor_get(of(p), 0);
}

static double central_difference(const problem *p, value of, hy_tensor *x, size_t position)
{
    // the cube root of the rounding error balances it against the truncation error
    const double step = 6e-6;
    double before = hy_tensor_get(x, position);
    double above = value_at(p, of, x, position, before + step);
    double below = value_at(p, of, x, position, before - step);
    hy_tensor_set(x, position, before);
    return (above - below) / (2 * step);
}

// What lies between the elements that the op is given has no gradient.
static void check_rest(const problem *p, const hy_tensor *grad, const hy_tensor *seen)
{
    double rest = 0;
    for (size_t i = 0; i < hy_tensor_count(grad); i++) {
        rest += hy_tensor_get(grad, i);
    }
    for (size_t i = 0; i < hy_tensor_count(seen); i++) {
        rest -= hy_tensor_get(seen, i);
    }
    ck_assert_msg(p->lies == LAYOUT_BROADCAST || fabs(rest) < 1e-9, "%s, %s: %g flows beside",
                  p->op->name, layout_name(p->lies), rest);
}

static void check_input(const problem *p, value of, int input)
{
    hy_tensor *all = problem_gradient(p, of(p), input);
    ck_assert_msg(all != NULL, "%s: %s", p->op->name, g_test.err.text);
    hy_tensor *grad = layout_view(p->lies, &g_test.scope, all, &p->seen[input]->shape);
    check_rest(p, all, grad);
    for (size_t i = 0; i < hy_tensor_count(grad); i++) {
        double expected = central_difference(p, of, p->seen[input], i);
        double error = fabs(hy_tensor_get(grad, i) - expected);
        ck_assert_msg(error <= 1e-7 * (1 + fabs(expected)),
                      "%s, %s: input %d, element %zu: %.10g, expected %.10g", p->op->name,
                      layout_name(p->lies), input, i, hy_tensor_get(grad, i), expected);
    }
}

static void check_inputs(const problem *p, value of)
{
    for (int i = 0; i < p->example->count; i++) {
        if (problem_is_leaf(p, i)) {
            check_input(p, of, i);
        }
    }
}

static void check_example(int row, value of)
{
    for (int lies = 0; lies < LAYOUT_COUNT; lies++) {
        problem p = problem_pose(&g_test, row, (layout)lies);
        check_inputs(&p, of);
        // the next layout gets the same memory again
        (void)hy_scope_deinit(&g_test.scope);
        hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
    }
}

START_TEST(a_gradient_is_the_limit_of_differences)
{
    check_example(_i, problem_value);
}
END_TEST

START_TEST(a_gradient_of_a_gradient_is_too)
{
    check_example(_i, problem_second_value);
}
END_TEST

START_TEST(every_op_of_the_table_has_an_example)
{
    for (const hy_op *const *op = hy_op_table; *op; op++) {
        bool is_found = false;
        for (int i = 0; i < EXAMPLE_COUNT; i++) {
            is_found = is_found || strcmp(op_examples[i].op, (*op)->name) == 0;
        }
        ck_assert_msg(is_found, "no example of %s", (*op)->name);
    }
}
END_TEST

START_TEST(ops_are_found_by_name)
{
    ck_assert_ptr_eq(hy_op_find("matmul"), &hy_op_matmul);
    ck_assert_ptr_null(hy_op_find("nothing"));
}
END_TEST

START_TEST(matmul_names_the_extents_that_differ)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert_ptr_null(hy_matmul(&g_test.scope, x, x));
    fixture_expect(&g_test, HY_ERR_SHAPE, "matmul inner extents differ: 3 and 2");
}
END_TEST

START_TEST(a_large_product_is_right_whatever_multiplies)
{
    hy_tensor *a = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 70, 90), 0.5);
    hy_tensor *b = fixture_range(&g_test, SHAPE(2, 80, 90));
    hy_tensor *y = hy_matmul(&g_test.scope, a, hy_transpose(&g_test.scope, b, 0, 1));
    ck_assert_double_eq_tol(hy_tensor_get(y, 0), 0.5 * 45 * 91, 1e-9);
    ck_assert_double_eq_tol(hy_tensor_get(y, 5), 0.5 * (45 * 91 + 90 * 450), 1e-9);
}
END_TEST

START_TEST(empty_tensors_pass_through)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 0, 3), 1);
    fixture_same(hy_sum(&g_test.scope, x, 1, false), SHAPE(1, 3), ELEMENTS(0, 0, 0));
    ck_assert_uint_eq(hy_tensor_count(hy_exp(&g_test.scope, x)), 0);
    hy_tensor *product = hy_matmul(&g_test.scope, hy_transpose(&g_test.scope, x, 0, 1), x);
    ck_assert_double_eq(hy_tensor_get(product, 8), 0);
    ck_assert_ptr_null(hy_max(&g_test.scope, x, 1, false));
    fixture_expect(&g_test, HY_ERR_SHAPE, "max wants at least one element");
}
END_TEST

START_TEST(extents_whose_product_overflows_are_refused)
{
    size_t huge = (size_t)1 << 32;
    hy_tensor *empty = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 0), 1);
    ck_assert_ptr_null(hy_reshape(&g_test.scope, empty, &SHAPE(2, huge, huge)));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "reshape: the 0 elements of [0] do not fill [4294967296, 4294967296]");
    hy_tensor *one = fixture_range(&g_test, SHAPE(1, 1));
    hy_tensor *list[17];
    for (int i = 0; i < 17; i++) {
        list[i] = hy_expand(&g_test.scope, one, &SHAPE(1, (size_t)1 << 59));
    }
    ck_assert_ptr_null(hy_concat(&g_test.scope, list, 17, 0));
    ck_assert_int_eq(g_test.scope.status, HY_ERR_SHAPE);
    g_test.scope.status = HY_OK;
}
END_TEST

START_TEST(ties_share_the_gradient_of_a_maximum)
{
    hy_tensor *x = hy_leaf(&g_test.scope, hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 4), 1));
    hy_tensor *y = hy_max(&g_test.scope, x, 1, false);
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(y, NULL, &x, 1, &grad, &g_test.err), HY_OK);
    fixture_same(hy_scope_take(&g_test.scope, grad), SHAPE(1, 4), ELEMENTS(0.25, 0.25, 0.25, 0.25));
}
END_TEST

START_TEST(arguments_that_do_not_fit_are_refused)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert_ptr_null(hy_reshape(&g_test.scope, x, &SHAPE(1, 5)));
    fixture_expect(&g_test, HY_ERR_SHAPE, "reshape: the 6 elements of [2, 3] do not fill [5]");
    ck_assert_ptr_null(hy_expand(&g_test.scope, x, &SHAPE(2, 4, 3)));
    fixture_expect(&g_test, HY_ERR_SHAPE, "expand: [2, 3] does not broadcast to [4, 3]");
    ck_assert_ptr_null(hy_narrow(&g_test.scope, x, 1, 2, 2));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "slice: 2 elements from element 3 on, 1 apart, do not fit an extent of 3");
    ck_assert_ptr_null(hy_transpose(&g_test.scope, x, 0, 2));
    fixture_expect(&g_test, HY_ERR_SHAPE, "transpose: no axis 2 in a tensor of rank 2");
    ck_assert_ptr_null(hy_softmax(&g_test.scope, hy_number(&g_test.scope, x, 1), 0));
    fixture_expect(&g_test, HY_ERR_SHAPE, "transpose: no axis 0 in a tensor of rank 0");
}
END_TEST

START_TEST(what_has_no_derivative_is_not_recorded)
{
    hy_tensor *x = hy_leaf(&g_test.scope, fixture_range(&g_test, SHAPE(1, 2)));
    ck_assert_uint_eq(hy_gt(&g_test.scope, x, x)->id, 0);
    ck_assert_uint_ne(hy_exp(&g_test.scope, x)->id, 0);
}
END_TEST

static Suite *op_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 60);
    tcase_add_checked_fixture(table, begin, end);
    tcase_add_test(table, every_op_of_the_table_has_an_example);
    tcase_add_test(table, ops_are_found_by_name);
    tcase_add_loop_test(table, a_gradient_is_the_limit_of_differences, 0, EXAMPLE_COUNT);
    tcase_add_loop_test(table, a_gradient_of_a_gradient_is_too, 0, EXAMPLE_COUNT);

    TCase *cases = tcase_create("cases");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, matmul_names_the_extents_that_differ);
    tcase_add_test(cases, a_large_product_is_right_whatever_multiplies);
    tcase_add_test(cases, empty_tensors_pass_through);
    tcase_add_test(cases, extents_whose_product_overflows_are_refused);
    tcase_add_test(cases, ties_share_the_gradient_of_a_maximum);
    tcase_add_test(cases, arguments_that_do_not_fit_are_refused);
    tcase_add_test(cases, what_has_no_derivative_is_not_recorded);

    Suite *suite = suite_create("op");
    suite_add_tcase(suite, table);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return run_suite(op_suite());
}
