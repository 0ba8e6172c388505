/// runtime/autodiff/grad.h
#include "autodiff/grad.h"

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

// The gradient of `y` with respect to one tensor, held by the scope's context until the test ends.
static hy_tensor *gradient(hy_tensor *y, hy_tensor *x)
{
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(y, NULL, &x, 1, &grad, &g_test.err), HY_OK);
    return hy_scope_take(&g_test.scope, grad);
}

static hy_tensor *leaf(hy_shape shape)
{
    return hy_leaf(&g_test.scope, fixture_range(&g_test, shape));
}

START_TEST(a_product_has_the_other_factor_as_gradient)
{
    hy_tensor *a = leaf(SHAPE(1, 2));
    hy_tensor *b = leaf(SHAPE(1, 2));
    hy_tensor *y =
        hy_sum(&g_test.scope, hy_mul(&g_test.scope, a, hy_scale(&g_test.scope, b, 10)), 1, false);
    fixture_same(gradient(y, a), SHAPE(1, 2), ELEMENTS(10, 20));
}
END_TEST

START_TEST(every_path_adds_to_the_gradient)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    hy_tensor *square = hy_mul(&g_test.scope, x, x);
    hy_tensor *y = hy_add(&g_test.scope, hy_mul(&g_test.scope, square, square), square);
    fixture_same(gradient(y, x), SHAPE(0, 0), ELEMENTS(6));
    fixture_same(gradient(y, square), SHAPE(0, 0), ELEMENTS(3));
}
END_TEST

START_TEST(a_broadcast_input_gets_the_sum)
{
    hy_tensor *row = leaf(SHAPE(1, 3));
    hy_tensor *y = hy_mul(&g_test.scope, fixture_range(&g_test, SHAPE(2, 2, 3)), row);
    fixture_same(gradient(hy_sum(&g_test.scope, y, 3, false), row), SHAPE(1, 3), ELEMENTS(5, 7, 9));
}
END_TEST

START_TEST(what_the_rule_of_two_inputs_shares_reaches_both)
{
    hy_tensor *a = leaf(SHAPE(1, 2));
    hy_tensor *b = hy_scale(&g_test.scope, a, 3);
    fixture_same(gradient(hy_mse(&g_test.scope, a, b), b), SHAPE(1, 2), ELEMENTS(2, 4));
    fixture_same(gradient(hy_mse(&g_test.scope, a, b), a), SHAPE(1, 2), ELEMENTS(4, 8));
    fixture_same(gradient(hy_mse(&g_test.scope, a, a), a), SHAPE(1, 2), ELEMENTS(0, 0));
}
END_TEST

START_TEST(derivatives_of_any_order_come_from_the_same_rules)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    hy_tensor *y = hy_sin(&g_test.scope, x);
    for (int order = 1; order <= 5; order++) {
        y = gradient(y, x);
    }
    ck_assert_double_eq_tol(hy_tensor_get(y, 0), cos(1), 1e-12);
}
END_TEST

START_TEST(what_is_not_connected_has_a_gradient_of_zeros)
{
    hy_tensor *a = leaf(SHAPE(1, 2));
    hy_tensor *later = leaf(SHAPE(1, 3));
    hy_tensor *y = hy_sum(&g_test.scope, a, 1, false);
    fixture_same(gradient(y, later), SHAPE(1, 3), ELEMENTS(0, 0, 0));
    fixture_same(gradient(hy_detach(&g_test.scope, y), a), SHAPE(1, 2), ELEMENTS(0, 0));
}
END_TEST

START_TEST(a_result_is_its_own_gradient_of_one)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    fixture_same(gradient(x, x), SHAPE(0, 0), ELEMENTS(1));
}
END_TEST

START_TEST(one_tensor_may_be_asked_for_twice)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    hy_tensor *grads[2];
    hy_tensor *y = hy_scale(&g_test.scope, x, 3);
    ck_assert_int_eq(hy_grad(y, NULL, (hy_tensor *[]){x, x}, 2, grads, &g_test.err), HY_OK);
    ck_assert_double_eq(hy_tensor_get(grads[0], 0), 3);
    ck_assert_double_eq(hy_tensor_get(grads[1], 0), 3);
    hy_tensor_release(grads[0]);
    hy_tensor_release(grads[1]);
}
END_TEST

START_TEST(a_seed_weighs_the_elements)
{
    hy_tensor *x = leaf(SHAPE(1, 2));
    hy_tensor *seed = fixture_range(&g_test, SHAPE(1, 2));
    hy_tensor *grad = NULL;
    hy_tensor *y = hy_scale(&g_test.scope, x, 3);
    ck_assert_int_eq(hy_grad(y, seed, &x, 1, &grad, &g_test.err), HY_OK);
    fixture_same(hy_scope_take(&g_test.scope, grad), SHAPE(1, 2), ELEMENTS(3, 6));
}
END_TEST

START_TEST(bad_requests_are_refused)
{
    hy_tensor *x = leaf(SHAPE(1, 2));
    hy_tensor *plain = fixture_range(&g_test, SHAPE(0, 0));
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(x, NULL, &x, 1, &grad, &g_test.err), HY_ERR_SHAPE);
    ck_assert_str_eq(g_test.err.text, "grad wants one element or a seed, got shape [2]");
    ck_assert_int_eq(hy_grad(x, plain, &x, 1, &grad, &g_test.err), HY_ERR_SHAPE);
    ck_assert_int_eq(hy_grad(plain, NULL, &plain, 1, &grad, &g_test.err), HY_ERR_ARGUMENT);
    ck_assert_ptr_null(grad);
}
END_TEST

START_TEST(nothing_is_recorded_while_the_context_does_not_record)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    hy_tensor *y = hy_mul(&g_test.scope, x, x);
    g_test.context->is_recording = false;
    ck_assert_uint_eq(gradient(y, x)->id, 0);
    g_test.context->is_recording = true;
    ck_assert_uint_ne(gradient(y, x)->id, 0);
}
END_TEST

START_TEST(a_deep_graph_needs_no_deep_stack)
{
    hy_tensor *x = leaf(SHAPE(0, 0));
    hy_tensor *y = x;
    for (int i = 0; i < 100000; i++) {
        y = hy_neg(&g_test.scope, y);
    }
    fixture_same(gradient(y, x), SHAPE(0, 0), ELEMENTS(1));
}
END_TEST

// A second-order gradient through most kinds of memory: views, temporaries, lists.
static void run_everything(void)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *x = hy_leaf(s, hy_tensor_full(s, HY_F64, &SHAPE(2, 3, 3), 0.5));
    hy_tensor *joined = hy_concat(s, (hy_tensor *[]){x, x, x, x}, 4, 0);
    hy_tensor *hidden = hy_tanh(s, hy_matmul(s, joined, hy_softmax(s, x, 0)));
    hy_tensor *y = hy_mean(s, hidden, HY_ALL_AXES, false);
    hy_tensor *grad = NULL;
    if (!y || hy_grad(y, NULL, &x, 1, &grad, &g_test.err) < 0) {
        return;
    }
    hy_tensor *again = hy_sum(s, hy_mul(s, grad, grad), HY_ALL_AXES, false);
    hy_tensor *second = NULL;
    if (again && hy_grad(again, NULL, &x, 1, &second, &g_test.err) == HY_OK) {
        hy_tensor_release(second);
    }
    hy_tensor_release(grad);
}

START_TEST(a_failing_allocator_never_leaks_or_crashes)
{
    size_t needed = SIZE_MAX;
    for (size_t failing = 0; failing <= needed; failing++) {
        (void)hy_scope_deinit(&g_test.scope);
        hy_context_release(g_test.context);
        fixture_begin(&g_test);
        g_test.heap.failing_call = failing ? failing + 1 : 0;
        run_everything();
        ck_assert_int_eq(g_test.scope.status == HY_OK && failing == 0, failing == 0);
        needed = failing == 0 ? g_test.heap.calls - 1 : needed;
        fixture_end(&g_test);
        fixture_begin(&g_test);
    }
    ck_assert_uint_gt(needed, 50);
}
END_TEST

static Suite *grad_suite(void)
{
    TCase *gradients = tcase_create("gradients");
    tcase_add_checked_fixture(gradients, begin, end);
    tcase_add_test(gradients, a_product_has_the_other_factor_as_gradient);
    tcase_add_test(gradients, every_path_adds_to_the_gradient);
    tcase_add_test(gradients, a_broadcast_input_gets_the_sum);
    tcase_add_test(gradients, what_the_rule_of_two_inputs_shares_reaches_both);
    tcase_add_test(gradients, derivatives_of_any_order_come_from_the_same_rules);
    tcase_add_test(gradients, what_is_not_connected_has_a_gradient_of_zeros);
    tcase_add_test(gradients, a_result_is_its_own_gradient_of_one);
    tcase_add_test(gradients, one_tensor_may_be_asked_for_twice);
    tcase_add_test(gradients, a_seed_weighs_the_elements);
    tcase_add_test(gradients, bad_requests_are_refused);
    tcase_add_test(gradients, nothing_is_recorded_while_the_context_does_not_record);
    tcase_add_test(gradients, a_deep_graph_needs_no_deep_stack);

    TCase *failures = tcase_create("failures");
    tcase_set_timeout(failures, 60);
    tcase_add_checked_fixture(failures, begin, end);
    tcase_add_test(failures, a_failing_allocator_never_leaks_or_crashes);

    Suite *suite = suite_create("grad");
    suite_add_tcase(suite, gradients);
    suite_add_tcase(suite, failures);
    return suite;
}

int main(void)
{
    return run_suite(grad_suite());
}
