/// runtime/tensor/pending.h
#include "tensor/pending.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

enum { LARGE = 20000 };

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *large(double value)
{
    return hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, LARGE), value);
}

static hy_tensor *sum_of(hy_tensor *a, hy_tensor *b)
{
    return hy_pending_create(&g_test.scope, HY_BINARY_ADD, (hy_tensor *[]){a, b}, 2);
}

START_TEST(elements_come_when_they_are_asked_for)
{
    hy_tensor *y = sum_of(large(1), large(2));
    ck_assert(hy_tensor_is_pending(y));
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    ck_assert(!hy_tensor_is_pending(y));
    ck_assert_double_eq(hy_tensor_get(y, LARGE - 1), 3);
    ck_assert_ptr_null(g_test.context->pending);
}
END_TEST

START_TEST(a_long_expression_is_cut)
{
    hy_tensor *one = large(1);
    hy_tensor *y = one;
    for (int i = 0; i < 1000; i++) {
        y = sum_of(y, one);
    }
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    ck_assert_double_eq(hy_tensor_get(y, 7), 1001);
}
END_TEST

START_TEST(a_long_expression_that_is_read_twice_is_computed_once)
{
    hy_tensor *one = large(1);
    hy_tensor *y = one;
    for (int i = 0; i < 12; i++) {
        y = sum_of(y, one);
    }
    (void)sum_of(y, one);
    ck_assert(hy_tensor_is_pending(y));
    (void)sum_of(y, one);
    ck_assert(!hy_tensor_is_pending(y));
}
END_TEST

START_TEST(a_dear_function_that_is_read_twice_is_computed_once)
{
    hy_tensor *x = large(1);
    hy_tensor *dear = hy_pending_create(&g_test.scope, HY_UNARY_EXP, &x, 1);
    hy_tensor *y = sum_of(dear, x);
    ck_assert(hy_tensor_is_pending(dear));
    (void)sum_of(dear, y);
    ck_assert(!hy_tensor_is_pending(dear));
    ck_assert(hy_tensor_is_pending(y));
}
END_TEST

START_TEST(every_row_has_a_short_input)
{
    enum { ROWS = 30, COLUMNS = 300 };
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, ROWS, COLUMNS), 5);
    hy_tensor *row = hy_tensor_create(&g_test.scope, HY_F32, &SHAPE(1, COLUMNS));
    for (size_t i = 0; i < COLUMNS; i++) {
        hy_tensor_set(row, i, (double)i);
    }
    hy_tensor *y = sum_of(row, sum_of(x, row));
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    for (size_t i = 0; i < hy_tensor_count(y); i += 7) {
        ck_assert_double_eq(hy_tensor_get(y, i), 5 + 2.0 * (double)(i % COLUMNS));
    }
}
END_TEST

START_TEST(a_pending_row_is_computed_before_it_is_used)
{
    hy_tensor *row = large(2);
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 3, LARGE), 5);
    hy_tensor *y = sum_of(x, sum_of(row, row));
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    ck_assert_double_eq(hy_tensor_get(y, 2 * LARGE), 9);
}
END_TEST

START_TEST(readers_are_settled_before_a_storage_is_written)
{
    hy_tensor *x = large(1);
    hy_tensor *other = large(5);
    hy_tensor *reader = sum_of(x, x);
    hy_tensor *bystander = sum_of(other, other);
    ck_assert_int_eq(hy_pending_settle(x, &g_test.err), HY_OK);
    ck_assert(!hy_tensor_is_pending(reader));
    ck_assert(hy_tensor_is_pending(bystander));
}
END_TEST

START_TEST(without_memory_a_pending_tensor_stays_so)
{
    hy_tensor *y = sum_of(large(1), large(2));
    g_test.heap.failing_call = g_test.heap.calls + 1;
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_ERR_MEMORY);
    ck_assert(hy_tensor_is_pending(y));
    g_test.heap.failing_call = 0;
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    ck_assert_double_eq(hy_tensor_get(y, 0), 3);
}
END_TEST

START_TEST(small_mixed_and_strided_inputs_do_not_suit)
{
    hy_tensor *x = large(1);
    hy_tensor *few = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, 8), 1);
    hy_tensor *one = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(0), 1);
    hy_tensor *wide = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, LARGE), 1);
    hy_tensor *strided = hy_tensor_view(&g_test.scope, x, &SHAPE(1, LARGE), (ptrdiff_t[]){0}, 0);
    ck_assert(hy_pending_suits((hy_tensor *[]){x, one}, 2));
    ck_assert(hy_pending_suits((hy_tensor *[]){one, x}, 2));
    hy_tensor *matrix = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 8, 512), 1);
    hy_tensor *row = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 1, 512), 1);
    hy_tensor *column = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 8, 1), 1);
    ck_assert(hy_pending_suits((hy_tensor *[]){matrix, row}, 2));
    ck_assert(hy_pending_suits((hy_tensor *[]){row, matrix}, 2));
    ck_assert(!hy_pending_suits((hy_tensor *[]){matrix, column}, 2));
    ck_assert(!hy_pending_suits(&few, 1));
    ck_assert(!hy_pending_suits((hy_tensor *[]){x, few}, 2));
    ck_assert(!hy_pending_suits((hy_tensor *[]){x, wide}, 2));
    ck_assert(!hy_pending_suits((hy_tensor *[]){x, strided}, 2));
}
END_TEST

static Suite *pending_suite(void)
{
    TCase *pending = tcase_create("pending");
    tcase_add_checked_fixture(pending, begin, end);
    tcase_add_test(pending, elements_come_when_they_are_asked_for);
    tcase_add_test(pending, a_long_expression_is_cut);
    tcase_add_test(pending, a_long_expression_that_is_read_twice_is_computed_once);
    tcase_add_test(pending, a_dear_function_that_is_read_twice_is_computed_once);
    tcase_add_test(pending, every_row_has_a_short_input);
    tcase_add_test(pending, a_pending_row_is_computed_before_it_is_used);
    tcase_add_test(pending, readers_are_settled_before_a_storage_is_written);
    tcase_add_test(pending, without_memory_a_pending_tensor_stays_so);
    tcase_add_test(pending, small_mixed_and_strided_inputs_do_not_suit);

    Suite *suite = suite_create("pending");
    suite_add_tcase(suite, pending);
    return suite;
}

int main(void)
{
    return run_suite(pending_suite());
}
