/// runtime/autodiff/in_place.h
#include "autodiff/in_place.h"

#include "autodiff/grad.h"
#include "autodiff/ops.h"
#include "autodiff/postpone.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"
#include "tensor/pending.h"

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static const char stale[] = "mul: a tensor it needs was modified in place after it was saved";

static hy_tensor *leaf(double value)
{
    return hy_leaf(&g_test.scope, hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 2), value));
}

static hy_tensor *plain(double value)
{
    return hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 2), value);
}

static hy_tensor *total(hy_tensor *x)
{
    return hy_sum(&g_test.scope, x, HY_ALL_AXES, false);
}

static void expect_grad(hy_tensor *y, hy_tensor *x, double first, double second)
{
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(y, NULL, &x, 1, &grad, &g_test.err), HY_OK);
    fixture_same(hy_scope_take(&g_test.scope, grad), SHAPE(1, 2), ELEMENTS(first, second));
}

static void expect_stale(hy_tensor *y, hy_tensor *x)
{
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(y, NULL, &x, 1, &grad, &g_test.err), HY_ERR_ARGUMENT);
    ck_assert_str_eq(g_test.err.text, stale);
}

START_TEST(a_plain_tensor_is_written)
{
    hy_tensor *x = plain(1);
    ck_assert_ptr_eq(hy_assign(&g_test.scope, "copy_", x, fixture_range(&g_test, SHAPE(1, 2))), x);
    fixture_same(x, SHAPE(1, 2), ELEMENTS(1, 2));
}
END_TEST

START_TEST(a_view_writes_into_its_base)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 2));
    hy_tensor *column = hy_narrow(&g_test.scope, x, 1, 1, 1);
    (void)hy_assign(&g_test.scope, "fill_", column, hy_number(&g_test.scope, x, 9));
    fixture_same(x, SHAPE(2, 2, 2), ELEMENTS(1, 9, 3, 9));
}
END_TEST

// the linker puts them where a write would be a fault
static const _Alignas(64) double constants[] = {1, 2, 3, 4};

static void expect_constant(void)
{
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "a tensor of prepared data is constant: clone it before writing");
    hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
}

START_TEST(what_lies_in_constant_memory_is_not_written)
{
    hy_tensor *x = hy_tensor_create_over(&g_test.scope, HY_F64, &SHAPE(2, 2, 2), constants);
    hy_tensor *column = hy_narrow(&g_test.scope, x, 1, 1, 1);
    hy_tensor *one = hy_number(&g_test.scope, x, 1);
    hy_tensor_retain(x);
    hy_tensor_retain(column);
    hy_tensor_retain(one);
    ck_assert_ptr_null(hy_assign(&g_test.scope, "fill_", column, one));
    (void)hy_scope_deinit(&g_test.scope);
    expect_constant();
    ck_assert_ptr_null(hy_update(&g_test.scope, "add_", &hy_op_add, x, one, 1));
    (void)hy_scope_deinit(&g_test.scope);
    expect_constant();
    hy_tensor *copy = hy_clone(&g_test.scope, x);
    (void)hy_update(&g_test.scope, "add_", &hy_op_add, copy, one, 1);
    fixture_same(copy, SHAPE(2, 2, 2), ELEMENTS(2, 3, 4, 5));
    hy_tensor_release(one);
    hy_tensor_release(column);
    hy_tensor_release(x);
}
END_TEST

START_TEST(a_value_that_overlaps_is_read_first)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, 4));
    hy_tensor *behind = hy_narrow(&g_test.scope, x, 0, 1, 3);
    (void)hy_assign(&g_test.scope, "copy_", behind, hy_narrow(&g_test.scope, x, 0, 0, 3));
    fixture_same(x, SHAPE(1, 4), ELEMENTS(1, 1, 2, 3));
    hy_tensor *matrix = fixture_range(&g_test, SHAPE(2, 2, 2));
    (void)hy_assign(&g_test.scope, "copy_", matrix, hy_transpose(&g_test.scope, matrix, 0, 1));
    fixture_same(matrix, SHAPE(2, 2, 2), ELEMENTS(1, 3, 2, 4));
}
END_TEST

START_TEST(a_value_takes_the_type_of_its_target)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_I32, &SHAPE(1, 2), 1);
    (void)hy_assign(&g_test.scope, "copy_", x, plain(2.75));
    ck_assert_int_eq(hy_tensor_get_whole(x, 1), 2);
}
END_TEST

START_TEST(a_gradient_flows_through_what_was_written)
{
    hy_tensor *w = leaf(3);
    hy_tensor *x = plain(1);
    hy_tensor *y = hy_assign(&g_test.scope, "copy_", x, hy_mul(&g_test.scope, w, w));
    ck_assert_uint_ne(y->id, 0);
    expect_grad(total(y), w, 6, 6);
    hy_tensor *z = hy_assign(&g_test.scope, "add_", y, hy_add(&g_test.scope, y, w));
    expect_grad(total(z), w, 7, 7);
    fixture_same(z, SHAPE(1, 2), ELEMENTS(12, 12));
}
END_TEST

START_TEST(what_is_kept_may_be_read_after_a_write)
{
    hy_tensor *w = leaf(3);
    hy_tensor *x = hy_scale(&g_test.scope, w, 2);
    hy_tensor *square = hy_mul(&g_test.scope, hy_keep(&g_test.scope, x), w);
    expect_grad(total(hy_assign(&g_test.scope, "mul_", x, square)), w, 12, 12);
    g_test.context->is_recording = false;
    ck_assert_ptr_eq(hy_keep(&g_test.scope, x), x);
    g_test.context->is_recording = true;
}
END_TEST

START_TEST(what_was_overwritten_has_no_gradient)
{
    hy_tensor *w = leaf(3);
    hy_tensor *y = hy_mul(&g_test.scope, w, w);
    hy_tensor *z = hy_assign(&g_test.scope, "zero_", y, hy_number(&g_test.scope, w, 0));
    expect_grad(total(z), w, 0, 0);
}
END_TEST

START_TEST(a_stale_constant_is_refused_where_its_value_is_needed)
{
    hy_tensor *w = leaf(3);
    hy_tensor *x = plain(2);
    hy_tensor *product = total(hy_mul(&g_test.scope, w, x));
    hy_tensor *sum = total(hy_add(&g_test.scope, w, x));
    (void)hy_assign(&g_test.scope, "fill_", x, plain(5));
    expect_stale(product, w);
    expect_grad(sum, w, 1, 1);
    expect_grad(total(hy_mul(&g_test.scope, w, x)), w, 5, 5);
}
END_TEST

START_TEST(a_stale_result_is_refused)
{
    hy_tensor *w = leaf(1);
    hy_tensor *y = hy_exp(&g_test.scope, w);
    hy_tensor *z = hy_assign(&g_test.scope, "add_", y, hy_add(&g_test.scope, y, y));
    expect_stale(total(z), w);
    ck_assert_ptr_null(hy_mul(&g_test.scope, y, y));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, stale);
}
END_TEST

START_TEST(a_base_that_a_view_wrote_is_refused)
{
    hy_tensor *w = leaf(1);
    hy_tensor *base = hy_mul(&g_test.scope, w, w);
    hy_tensor *view = hy_narrow(&g_test.scope, base, 0, 0, 1);
    (void)hy_assign(&g_test.scope, "fill_", view, hy_number(&g_test.scope, w, 0));
    ck_assert_ptr_null(hy_mul(&g_test.scope, base, base));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, stale);
}
END_TEST

START_TEST(an_unrecorded_base_of_a_recorded_write_is_refused)
{
    hy_tensor *w = leaf(1);
    hy_tensor *base = plain(0);
    hy_tensor *view = hy_narrow(&g_test.scope, base, 0, 0, 1);
    hy_tensor *part = hy_narrow(&g_test.scope, w, 0, 0, 1);
    hy_tensor *written = hy_assign(&g_test.scope, "copy_", view, part);
    ck_assert_ptr_null(hy_neg(&g_test.scope, base));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "neg: a recorded result was written into a tensor it needs through another one");
    ck_assert_ptr_nonnull(hy_neg(&g_test.scope, hy_detach(&g_test.scope, written)));
    ck_assert_ptr_nonnull(hy_neg(&g_test.scope, hy_detach(&g_test.scope, base)));
}
END_TEST

START_TEST(a_leaf_is_written_only_while_nothing_is_recorded)
{
    hy_tensor *w = leaf(3);
    hy_tensor *before = total(hy_mul(&g_test.scope, w, w));
    ck_assert_ptr_null(hy_assign(&g_test.scope, "sub_", w, plain(1)));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "sub_ wants no leaf that requires a gradient, and no view of one: use no_grad "
                   "or detach");
    hy_tensor *part = hy_narrow(&g_test.scope, hy_neg(&g_test.scope, w), 0, 0, 2);
    ck_assert_ptr_nonnull(hy_assign(&g_test.scope, "sub_", part, plain(1)));
    ck_assert_ptr_null(hy_assign(&g_test.scope, "sub_", hy_narrow(&g_test.scope, w, 0, 0, 1), w));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "sub_ wants no leaf that requires a gradient, and no view of one: use no_grad "
                   "or detach");
    g_test.context->is_recording = false;
    ck_assert_ptr_eq(hy_assign(&g_test.scope, "sub_", w, plain(1)), w);
    g_test.context->is_recording = true;
    expect_stale(before, w);
    expect_grad(total(hy_mul(&g_test.scope, w, w)), w, 2, 2);
}
END_TEST

START_TEST(what_waits_is_computed_before_a_write)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 1000, 1000), 1);
    hy_tensor *y = hy_op_postpone(&g_test.scope, &hy_op_add, (hy_tensor *[]){x, x}, 2);
    ck_assert(hy_tensor_is_pending(y));
    (void)hy_assign(&g_test.scope, "fill_", x, hy_number(&g_test.scope, x, 5));
    ck_assert(!hy_tensor_is_pending(y));
    ck_assert_double_eq(hy_tensor_get(y, 999999), 2);
    y = hy_op_postpone(&g_test.scope, &hy_op_add, (hy_tensor *[]){x, x}, 2);
    ck_assert(hy_tensor_is_pending(y));
    (void)hy_update(&g_test.scope, "add_", &hy_op_add, x, hy_number(&g_test.scope, x, 1), 1);
    ck_assert(!hy_tensor_is_pending(y));
    ck_assert_double_eq(hy_tensor_get(y, 999999), 10);
    ck_assert_double_eq(hy_tensor_get(x, 999999), 6);
}
END_TEST

START_TEST(an_update_of_plain_tensors_makes_none)
{
    hy_scope *scope = &g_test.scope;
    hy_tensor *x = hy_tensor_full(scope, HY_F32, &SHAPE(1, 100000), 1);
    hy_tensor *value = hy_tensor_full(scope, HY_F32, &SHAPE(1, 100000), 3);
    hy_tensor *number = hy_number(scope, x, 2);
    size_t calls = g_test.heap.calls;
    for (int i = 0; i < 2; i++) {
        ck_assert_ptr_eq(hy_update(scope, "add_", &hy_op_add, x, value, 0.5), x);
        ck_assert_ptr_eq(hy_update(scope, "mul_", &hy_op_mul, x, number, 1), x);
        ck_assert_ptr_eq(hy_update(scope, "sub_", &hy_op_sub, value, x, 1), value);
    }
    ck_assert_uint_eq(g_test.heap.calls, calls);
    ck_assert_double_eq(hy_tensor_get(x, 99999), 8);
    ck_assert_double_eq(hy_tensor_get(value, 99999), -10);
}
END_TEST

START_TEST(an_update_reads_first_what_it_writes)
{
    hy_scope *scope = &g_test.scope;
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, 4));
    hy_tensor *behind = hy_narrow(scope, x, 0, 1, 3);
    (void)hy_update(scope, "add_", &hy_op_add, behind, hy_narrow(scope, x, 0, 0, 3), 1);
    fixture_same(x, SHAPE(1, 4), ELEMENTS(1, 3, 5, 7));
    (void)hy_update(scope, "mul_", &hy_op_mul, x, hy_narrow(scope, x, 0, 1, 1), 1);
    fixture_same(x, SHAPE(1, 4), ELEMENTS(3, 9, 15, 21));
    (void)hy_update(scope, "sub_", &hy_op_sub, x, x, 1);
    fixture_same(x, SHAPE(1, 4), ELEMENTS(0, 0, 0, 0));
}
END_TEST

START_TEST(an_update_of_what_a_rule_needs_is_seen)
{
    hy_tensor *w = leaf(3);
    hy_tensor *x = plain(2);
    hy_tensor *product = total(hy_mul(&g_test.scope, w, x));
    (void)hy_update(&g_test.scope, "mul_", &hy_op_mul, x, plain(5), 1);
    expect_stale(product, w);
    expect_grad(total(hy_mul(&g_test.scope, w, x)), w, 10, 10);
}
END_TEST

START_TEST(bounds_have_a_gradient)
{
    hy_tensor *w = leaf(3);
    hy_tensor *x = hy_mul(&g_test.scope, w, fixture_range(&g_test, SHAPE(1, 2)));
    hy_tensor *low = hy_number(&g_test.scope, x, 4);
    hy_tensor *y = hy_update(&g_test.scope, "clamp_", &hy_op_maximum, x, low, 1);
    fixture_same(y, SHAPE(1, 2), ELEMENTS(4, 6));
    expect_grad(total(y), w, 0, 2);
}
END_TEST

START_TEST(targets_that_do_not_fit_are_refused)
{
    hy_tensor *x = plain(1);
    ck_assert_ptr_null(hy_assign(&g_test.scope, "copy_", x, fixture_range(&g_test, SHAPE(1, 3))));
    fixture_expect(&g_test, HY_ERR_SHAPE, "copy_: [3] does not fit into [2]");
    hy_tensor *tall = fixture_range(&g_test, SHAPE(2, 3, 2));
    ck_assert_ptr_null(hy_assign(&g_test.scope, "copy_", x, tall));
    fixture_expect(&g_test, HY_ERR_SHAPE, "copy_: [3, 2] does not fit into [2]");
    hy_tensor *wide = hy_expand(&g_test.scope, x, &SHAPE(2, 3, 2));
    ck_assert_ptr_null(hy_assign(&g_test.scope, "copy_", wide, x));
    fixture_expect(&g_test, HY_ERR_SHAPE, "copy_: elements of an expanded tensor are shared");
}
END_TEST

static Suite *in_place_suite(void)
{
    TCase *writes = tcase_create("writes");
    tcase_add_checked_fixture(writes, begin, end);
    tcase_add_test(writes, a_plain_tensor_is_written);
    tcase_add_test(writes, a_view_writes_into_its_base);
    tcase_add_test(writes, a_value_that_overlaps_is_read_first);
    tcase_add_test(writes, a_value_takes_the_type_of_its_target);
    tcase_add_test(writes, a_gradient_flows_through_what_was_written);
    tcase_add_test(writes, what_is_kept_may_be_read_after_a_write);
    tcase_add_test(writes, what_was_overwritten_has_no_gradient);
    tcase_add_test(writes, a_stale_constant_is_refused_where_its_value_is_needed);
    tcase_add_test(writes, a_stale_result_is_refused);
    tcase_add_test(writes, a_base_that_a_view_wrote_is_refused);
    tcase_add_test(writes, an_unrecorded_base_of_a_recorded_write_is_refused);
    tcase_add_test(writes, a_leaf_is_written_only_while_nothing_is_recorded);
    tcase_add_test(writes, what_waits_is_computed_before_a_write);
    tcase_add_test(writes, an_update_of_plain_tensors_makes_none);
    tcase_add_test(writes, an_update_reads_first_what_it_writes);
    tcase_add_test(writes, an_update_of_what_a_rule_needs_is_seen);
    tcase_add_test(writes, bounds_have_a_gradient);
    tcase_add_test(writes, targets_that_do_not_fit_are_refused);
    tcase_add_test(writes, what_lies_in_constant_memory_is_not_written);

    Suite *suite = suite_create("in_place");
    suite_add_tcase(suite, writes);
    return suite;
}

int main(void)
{
    return run_suite(in_place_suite());
}
