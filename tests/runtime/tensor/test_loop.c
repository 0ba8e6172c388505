/// runtime/tensor/loop.h
#include "tensor/loop.h"

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

START_TEST(contiguous_operands_make_one_row)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(3, 2, 3, 4));
    hy_loop loop;
    hy_loop_init(&loop, x, (hy_tensor *[]){x, x}, 2);
    ck_assert_int_eq(loop.rank, 1);
    ck_assert_uint_eq(loop.extent[0], 24);
}
END_TEST

START_TEST(a_broadcast_row_repeats_with_stride_zero)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(3, 2, 3, 4));
    hy_tensor *row = fixture_range(&g_test, SHAPE(1, 4));
    hy_loop loop;
    hy_loop_init(&loop, x, (hy_tensor *[]){x, row}, 2);
    ck_assert_int_eq(loop.rank, 2);
    ck_assert_uint_eq(loop.extent[0], 6);
    ck_assert_int_eq(loop.in_stride[1][0], 0);
    ck_assert_int_eq(loop.in_stride[1][1], 1);
}
END_TEST

START_TEST(a_scalar_is_a_row_of_one)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(0, 0));
    hy_loop loop;
    hy_loop_init(&loop, x, (hy_tensor *[]){x}, 1);
    ck_assert_int_eq(loop.rank, 1);
    ck_assert_uint_eq(loop.extent[0], 1);
}
END_TEST

START_TEST(a_reduction_splits_the_axes)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(3, 2, 3, 4));
    hy_tensor *y = fixture_range(&g_test, SHAPE(2, 2, 4));
    hy_reduce_args args;
    hy_loop_init_reduction(&args, y, x, 1U << 1);
    ck_assert_int_eq(args.kept.rank, 2);
    ck_assert_int_eq(args.kept.in_stride[0][0], 12);
    ck_assert_int_eq(args.kept.out_stride[0], 4);
    ck_assert_int_eq(args.reduced.rank, 1);
    ck_assert_int_eq(args.reduced.in_stride[0][0], 4);
}
END_TEST

static Suite *loop_suite(void)
{
    TCase *layouts = tcase_create("layouts");
    tcase_add_checked_fixture(layouts, begin, end);
    tcase_add_test(layouts, contiguous_operands_make_one_row);
    tcase_add_test(layouts, a_broadcast_row_repeats_with_stride_zero);
    tcase_add_test(layouts, a_scalar_is_a_row_of_one);
    tcase_add_test(layouts, a_reduction_splits_the_axes);

    Suite *suite = suite_create("loop");
    suite_add_tcase(suite, layouts);
    return suite;
}

int main(void)
{
    return run_suite(loop_suite());
}
