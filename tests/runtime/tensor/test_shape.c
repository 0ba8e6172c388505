/// runtime/tensor/shape.h
#include "tensor/shape.h"

#include "support/run_suite.h"

#include <stdint.h>
#include <string.h>

static const hy_shape scalar = {.rank = 0};
static const hy_shape matrix_2x3 = {.rank = 2, .extent = {2, 3}};
static const hy_shape column_2x1 = {.rank = 2, .extent = {2, 1}};
static const hy_shape row_3 = {.rank = 1, .extent = {3}};
static const hy_shape empty_0x3 = {.rank = 2, .extent = {0, 3}};

START_TEST(a_count_is_the_product_of_the_extents)
{
    ck_assert_uint_eq(hy_shape_count(&scalar), 1);
    ck_assert_uint_eq(hy_shape_count(&matrix_2x3), 6);
    ck_assert_uint_eq(hy_shape_count(&empty_0x3), 0);
}
END_TEST

START_TEST(shapes_broadcast_from_the_last_axis)
{
    hy_shape out;
    ck_assert_int_eq(hy_shape_broadcast(&column_2x1, &row_3, &out, NULL), HY_OK);
    ck_assert(hy_shape_equal(&out, &matrix_2x3));
    ck_assert_int_eq(hy_shape_broadcast(&scalar, &matrix_2x3, &out, NULL), HY_OK);
    ck_assert(hy_shape_equal(&out, &matrix_2x3));
    ck_assert_int_eq(hy_shape_broadcast(&empty_0x3, &row_3, &out, NULL), HY_OK);
    ck_assert(hy_shape_equal(&out, &empty_0x3));
}
END_TEST

START_TEST(a_broadcast_names_the_shapes_that_differ)
{
    hy_shape out = scalar;
    hy_error err;
    hy_shape row_2 = {.rank = 1, .extent = {2}};
    ck_assert_int_eq(hy_shape_broadcast(&matrix_2x3, &row_2, &out, &err), HY_ERR_SHAPE);
    ck_assert_str_eq(err.text, "shapes do not broadcast: [2, 3] and [2]");
    ck_assert(hy_shape_equal(&out, &scalar));
}
END_TEST

START_TEST(a_count_that_no_memory_holds_is_refused)
{
    hy_error err;
    hy_shape huge = {.rank = 3, .extent = {SIZE_MAX / 2, 0, SIZE_MAX / 2}};
    ck_assert_int_eq(hy_shape_check(&huge, &err), HY_ERR_LIMIT);
    hy_shape deep = {.rank = HY_MAX_RANK + 1};
    ck_assert_int_eq(hy_shape_check(&deep, &err), HY_ERR_SHAPE);
    ck_assert_str_eq(err.text, "rank is at most 6, got 7");
    ck_assert_int_eq(hy_shape_check(&matrix_2x3, NULL), HY_OK);
}
END_TEST

START_TEST(the_longest_shape_can_be_written)
{
    char text[HY_SHAPE_TEXT_SIZE];
    size_t most = SIZE_MAX;
    hy_shape longest = {.rank = 6, .extent = {most, most, most, most, most, most}};
    ck_assert_uint_eq(strlen(hy_shape_format(&longest, text)), 6 * 20 + 5 * 2 + 2);
    ck_assert_str_eq(hy_shape_format(&scalar, text), "[]");
}
END_TEST

START_TEST(reduced_axes_vanish_or_stay_as_ones)
{
    ck_assert_uint_eq(hy_shape_count_axes(&matrix_2x3, 1U << 1), 3);
    ck_assert_uint_eq(hy_shape_count_axes(&matrix_2x3, ~0U), 6);
    ck_assert_uint_eq(hy_shape_count_axes(&matrix_2x3, 0), 1);
    hy_shape kept = hy_shape_reduced(&matrix_2x3, 1U << 1, true);
    hy_shape dropped = hy_shape_reduced(&matrix_2x3, 1U << 0, false);
    ck_assert(hy_shape_equal(&kept, &column_2x1));
    ck_assert(hy_shape_equal(&dropped, &row_3));
}
END_TEST

START_TEST(strides_are_row_major)
{
    ptrdiff_t stride[HY_MAX_RANK];
    hy_shape_strides(&matrix_2x3, stride);
    ck_assert_int_eq(stride[0], 3);
    ck_assert_int_eq(stride[1], 1);
}
END_TEST

static Suite *shape_suite(void)
{
    TCase *shapes = tcase_create("shapes");
    tcase_add_test(shapes, a_count_is_the_product_of_the_extents);
    tcase_add_test(shapes, shapes_broadcast_from_the_last_axis);
    tcase_add_test(shapes, a_broadcast_names_the_shapes_that_differ);
    tcase_add_test(shapes, a_count_that_no_memory_holds_is_refused);
    tcase_add_test(shapes, the_longest_shape_can_be_written);
    tcase_add_test(shapes, reduced_axes_vanish_or_stay_as_ones);
    tcase_add_test(shapes, strides_are_row_major);

    Suite *suite = suite_create("shape");
    suite_add_tcase(suite, shapes);
    return suite;
}

int main(void)
{
    return run_suite(shape_suite());
}
