/// runtime/autodiff/custom.h
#include "autodiff/custom.h"

#include "autodiff/grad.h"
#include "autodiff/ops.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

/// Says that each gradient is `factor` times the one of the result.
typedef struct scaling {
    double factor;
    int reference;  ///< Of the callback that was asked for last.
} scaling;

static fixture g_test;
static scaling g_scaling;

static void scale(void *user, hy_scope *scope, const hy_rule *rule)
{
    scaling *by = user;
    by->reference = rule->attributes->callback->reference;
    for (int i = 0; i < rule->y->input_count - 1; i++) {
        hy_tensor *grad = hy_scale(scope, rule->grad, by->factor * (i + 1));
        if (grad) {
            rule->receiver->receive(rule->receiver, i, grad);
        }
    }
}

static void refuse(void *user, hy_scope *scope, const hy_rule *rule)
{
    (void)user;
    rule->receiver->receive(rule->receiver, 0, hy_number(scope, rule->grad, 1));
}

static const hy_host scaling_host = {.user = &g_scaling, .differentiate = scale};
static const hy_host refusing_host = {.differentiate = refuse};

static void begin(void)
{
    fixture_begin(&g_test);
    g_test.context->host = &scaling_host;
    g_scaling = (scaling){.factor = 3};
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *leaf(void)
{
    return hy_leaf(&g_test.scope, fixture_range(&g_test, SHAPE(1, 2)));
}

// A custom function of two inputs, with the elements of the first.
static hy_tensor *make(hy_tensor *a, hy_tensor *b)
{
    hy_callback *callback = hy_context_create_callback(g_test.context, 17, &g_test.err);
    ck_assert_ptr_nonnull(callback);
    hy_tensor *x[] = {a, b, hy_detach(&g_test.scope, a)};
    return hy_custom(&g_test.scope, x, 3, callback);
}

static hy_status differentiate(hy_tensor *y, hy_tensor *x, hy_tensor **grad)
{
    hy_tensor *sum = hy_sum(&g_test.scope, y, HY_ALL_AXES, false);
    return hy_grad(sum, NULL, &x, 1, grad, &g_test.err);
}

START_TEST(the_host_gives_the_gradients_of_all_inputs)
{
    hy_tensor *a = leaf();
    hy_tensor *grad = NULL;
    hy_tensor *y = make(a, hy_exp(&g_test.scope, a));
    fixture_same(y, SHAPE(1, 2), ELEMENTS(1, 2));
    ck_assert_int_eq(differentiate(make(a, a), a, &grad), HY_OK);
    fixture_same(hy_scope_take(&g_test.scope, grad), SHAPE(1, 2), ELEMENTS(9, 9));
    ck_assert_int_eq(g_scaling.reference, 17);
}
END_TEST

START_TEST(gradients_of_another_shape_are_refused)
{
    g_test.context->host = &refusing_host;
    hy_tensor *a = leaf();
    hy_tensor *grad = NULL;
    ck_assert_int_eq(differentiate(make(a, a), a, &grad), HY_ERR_SHAPE);
    ck_assert_str_eq(g_test.err.text, "custom: gradient 1 is f64 [], its input f64 [2]");
}
END_TEST

START_TEST(without_a_host_there_is_no_gradient)
{
    g_test.context->host = NULL;
    hy_tensor *a = leaf();
    hy_tensor *grad = NULL;
    ck_assert_int_eq(differentiate(make(a, a), a, &grad), HY_ERR_ARGUMENT);
}
END_TEST

START_TEST(a_callback_is_dropped_with_its_result)
{
    int reference = 0;
    hy_tensor *a = leaf();
    hy_scope inner;
    hy_scope_init(&inner, g_test.context, &g_test.err);
    hy_callback *callback = hy_context_create_callback(g_test.context, 5, &g_test.err);
    hy_tensor *x[] = {a, a};
    ck_assert_ptr_nonnull(hy_custom(&inner, x, 2, callback));
    ck_assert(!hy_context_forget(g_test.context, &reference));
    ck_assert_int_eq(hy_scope_deinit(&inner), HY_OK);
    ck_assert(hy_context_forget(g_test.context, &reference));
    ck_assert_int_eq(reference, 5);
}
END_TEST

START_TEST(a_callback_that_nothing_records_is_dropped_at_once)
{
    int reference = 0;
    hy_tensor *plain = fixture_range(&g_test, SHAPE(1, 2));
    hy_tensor *y = make(plain, plain);
    ck_assert_ptr_nonnull(y);
    ck_assert_uint_eq(y->id, 0);
    ck_assert(hy_context_forget(g_test.context, &reference));
    ck_assert(!hy_context_forget(g_test.context, &reference));
}
END_TEST

static Suite *custom_suite(void)
{
    TCase *custom = tcase_create("custom");
    tcase_add_checked_fixture(custom, begin, end);
    tcase_add_test(custom, the_host_gives_the_gradients_of_all_inputs);
    tcase_add_test(custom, gradients_of_another_shape_are_refused);
    tcase_add_test(custom, without_a_host_there_is_no_gradient);
    tcase_add_test(custom, a_callback_is_dropped_with_its_result);
    tcase_add_test(custom, a_callback_that_nothing_records_is_dropped_at_once);

    Suite *suite = suite_create("custom");
    suite_add_tcase(suite, custom);
    return suite;
}

int main(void)
{
    return run_suite(custom_suite());
}
