/// runtime/autodiff/convolution.c
#include "autodiff/convolution.h"

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

static const hy_sliding plain = {2, {1, 1}, {0, 0}, {1, 1}};
static const hy_sliding plain_row = {1, {1}, {0}, {1}};

/// A convolution of [n, c, h, w] with [out, c / groups, kh, kw].
typedef struct example {
    hy_shape x;
    hy_shape weight;
    hy_sliding how;
    size_t groups;
} example;

static const example examples[] = {
    {{4, {2, 3, 5, 6}}, {4, {4, 3, 3, 2}}, {2, {1, 1}, {0, 0}, {1, 1}}, 1},
    {{4, {1, 2, 7, 5}}, {4, {2, 2, 3, 3}}, {2, {2, 1}, {1, 2}, {1, 1}}, 1},
    {{4, {2, 1, 7, 8}}, {4, {3, 1, 2, 3}}, {2, {1, 2}, {0, 1}, {3, 2}}, 1},
    {{4, {2, 4, 4, 4}}, {4, {6, 2, 2, 2}}, {2, {1, 1}, {1, 1}, {1, 1}}, 2},
    {{4, {2, 3, 4, 4}}, {4, {3, 1, 1, 1}}, {2, {1, 1}, {0, 0}, {1, 1}}, 3},
};

enum { EXAMPLE_COUNT = sizeof examples / sizeof examples[0] };

// One element of [n, c, h, w]; 0 outside the image.
static double pixel(const hy_tensor *x, size_t i, size_t channel, ptrdiff_t row, ptrdiff_t column)
{
    ptrdiff_t height = (ptrdiff_t)x->shape.extent[2];
    ptrdiff_t width = (ptrdiff_t)x->shape.extent[3];
    if (row < 0 || row >= height || column < 0 || column >= width) {
        return 0;
    }
    size_t plane = i * x->shape.extent[1] + channel;
    return hy_tensor_get(x,
                         (plane * (size_t)height + (size_t)row) * (size_t)width + (size_t)column);
}

// Where element `place` of window `window` lies along a spatial axis.
static ptrdiff_t position(const hy_sliding *how, int axis, size_t window, size_t place)
{
    return (ptrdiff_t)(window * how->stride[axis] + place * how->dilation[axis]) -
           (ptrdiff_t)how->padding[axis];
}

static double convolve_at(const example *e, const hy_tensor *x, const hy_tensor *weight,
                          const size_t at[4])
{
    const size_t *extent = e->weight.extent;
    size_t first = at[1] / (extent[0] / e->groups) * extent[1];
    double sum = 0;
    for (size_t place = 0; place < extent[1] * extent[2] * extent[3]; place++) {
        size_t channel = place / extent[3] / extent[2];
        size_t i = place / extent[3] % extent[2];
        size_t j = place % extent[3];
        sum += pixel(weight, at[1], channel, (ptrdiff_t)i, (ptrdiff_t)j) *
               pixel(x, at[0], first + channel, position(&e->how, 0, at[2], i),
                     position(&e->how, 1, at[3], j));
    }
    return sum;
}

START_TEST(convolutions_are_what_loops_give)
{
    const example *e = &examples[_i];
    hy_tensor *x = hy_sin(&g_test.scope, fixture_range(&g_test, e->x));
    hy_tensor *weight = hy_cos(&g_test.scope, fixture_range(&g_test, e->weight));
    hy_tensor *y = hy_convolve(&g_test.scope, x, weight, NULL, &e->how, e->groups);
    ck_assert_msg(y != NULL, "%s", g_test.err.text);
    const size_t *extent = y->shape.extent;
    for (size_t i = 0; i < hy_tensor_count(y); i++) {
        size_t at[] = {i / extent[3] / extent[2] / extent[1], i / extent[3] / extent[2] % extent[1],
                       i / extent[3] % extent[2], i % extent[3]};
        ck_assert_double_eq_tol(hy_tensor_get(y, i), convolve_at(e, x, weight, at), 1e-12);
    }
}
END_TEST

START_TEST(one_axis_does_too)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(3, 1, 1, 5));
    hy_tensor *weight = fixture_tensor(&g_test, SHAPE(3, 2, 1, 2), ELEMENTS(1, -1, 1, 1));
    hy_tensor *bias = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(10, 20));
    hy_sliding how = {1, {2}, {1}, {1}};
    hy_tensor *y = hy_convolve(&g_test.scope, x, weight, bias, &how, 1);
    fixture_same(y, SHAPE(3, 1, 2, 3), ELEMENTS(9, 9, 9, 21, 25, 29));
}
END_TEST

START_TEST(views_and_empty_batches_do_too)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(4, 1, 1, 2, 3));
    hy_tensor *weight = fixture_range(&g_test, SHAPE(4, 1, 1, 1, 2));
    hy_tensor *turned = hy_transpose(&g_test.scope, x, 2, 3);
    hy_tensor *y = hy_convolve(&g_test.scope, turned, weight, NULL, &plain, 1);
    fixture_same(y, SHAPE(4, 1, 1, 3, 1), ELEMENTS(9, 12, 15));
    hy_tensor *none = hy_narrow(&g_test.scope, x, 0, 0, 0);
    y = hy_convolve(&g_test.scope, none, weight, NULL, &plain, 1);
    fixture_same(y, SHAPE(4, 0, 1, 2, 2), ELEMENTS(0));
}
END_TEST

START_TEST(pools_take_the_greatest_or_the_mean)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(4, 1, 1, 4, 4));
    hy_sliding how = {2, {2, 2}, {0, 0}, {1, 1}};
    const size_t size[] = {2, 2};
    fixture_same(hy_max_pool(&g_test.scope, x, size, &how), SHAPE(4, 1, 1, 2, 2),
                 ELEMENTS(6, 8, 14, 16));
    fixture_same(hy_avg_pool(&g_test.scope, x, size, &how), SHAPE(4, 1, 1, 2, 2),
                 ELEMENTS(3.5, 5.5, 11.5, 13.5));
}
END_TEST

START_TEST(padding_never_wins_a_maximum_but_counts_in_a_mean)
{
    hy_tensor *x = hy_neg(&g_test.scope, fixture_range(&g_test, SHAPE(2, 1, 4)));
    hy_sliding how = {1, {2}, {1}, {1}};
    const size_t size[] = {2};
    fixture_same(hy_max_pool(&g_test.scope, x, size, &how), SHAPE(2, 1, 3), ELEMENTS(-1, -2, -4));
    fixture_same(hy_avg_pool(&g_test.scope, x, size, &how), SHAPE(2, 1, 3),
                 ELEMENTS(-0.5, -2.5, -2));
}
END_TEST

static hy_tensor *conv2d(hy_scope *scope, hy_tensor *const x[])
{
    hy_sliding how = {2, {2, 1}, {1, 0}, {1, 2}};
    return hy_convolve(scope, x[0], x[1], x[2], &how, 2);
}

static hy_tensor *conv1d(hy_scope *scope, hy_tensor *const x[])
{
    return hy_convolve(scope, x[0], x[1], NULL, &plain_row, 1);
}

static hy_tensor *max_pool2d(hy_scope *scope, hy_tensor *const x[])
{
    hy_sliding how = {2, {2, 1}, {1, 1}, {1, 1}};
    return hy_max_pool(scope, x[0], (const size_t[]){2, 3}, &how);
}

static hy_tensor *avg_pool1d(hy_scope *scope, hy_tensor *const x[])
{
    hy_sliding how = {1, {1}, {1}, {2}};
    return hy_avg_pool(scope, x[0], (const size_t[]){3}, &how);
}

static const differentiable functions[] = {
    {"conv2d", conv2d, 3, {{4, {2, 2, 3, 4}}, {4, {2, 1, 2, 2}}, {1, {2}}}, 0},
    {"conv1d", conv1d, 2, {{3, {2, 1, 4}}, {3, {2, 1, 2}}}, 0},
    {"max_pool2d", max_pool2d, 1, {{3, {2, 4, 4}}}, 0},
    {"avg_pool1d", avg_pool1d, 1, {{2, {2, 6}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(gradients_are_limits_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(images_that_do_not_fit_are_refused)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(4, 1, 3, 4, 4));
    hy_tensor *weight = fixture_range(&g_test, SHAPE(4, 2, 3, 2, 5));
    ck_assert_ptr_null(hy_convolve(&g_test.scope, x, weight, NULL, &plain, 1));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "conv2d: 5 elements, 1 apart, do not fit an extent of 4 padded by 0");
    ck_assert_ptr_null(hy_convolve(&g_test.scope, x, weight, NULL, &plain, 2));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "conv2d: 3 channels in 2 groups do not fit a weight [2, 3, 2, 5]");
    hy_tensor *row = fixture_range(&g_test, SHAPE(1, 4));
    ck_assert_ptr_null(hy_convolve(&g_test.scope, row, weight, NULL, &plain, 1));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "conv2d wants x [n, c, ..] and weight [out, c / groups, ..] of rank 4, got [4] "
                   "and [2, 3, 2, 5]");
    ck_assert_ptr_null(hy_convolve(&g_test.scope, x, weight, row, &plain, 1));
    fixture_expect(&g_test, HY_ERR_SHAPE, "conv2d wants a bias of 2 elements, got [4]");
}
END_TEST

START_TEST(pools_that_do_not_fit_are_refused)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 4, 4));
    const size_t size[] = {5, 2};
    ck_assert_ptr_null(hy_max_pool(&g_test.scope, x, size, &plain));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "max_pool2d: 5 elements, 1 apart, do not fit an extent of 4 padded by 0");
    hy_sliding wide = {2, {1, 1}, {0, 2}, {1, 1}};
    ck_assert_ptr_null(hy_avg_pool(&g_test.scope, x, (const size_t[]){2, 2}, &wide));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "avg_pool2d: padding 2 is more than half of a window of 2");
    hy_tensor *number = hy_number(&g_test.scope, x, 1);
    ck_assert_ptr_null(hy_avg_pool(&g_test.scope, number, size, &plain_row));
    fixture_expect(&g_test, HY_ERR_SHAPE, "avg_pool1d wants a rank from 1 to 5, got 0");
}
END_TEST

static Suite *convolution_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_loop_test(values, convolutions_are_what_loops_give, 0, EXAMPLE_COUNT);
    tcase_add_test(values, one_axis_does_too);
    tcase_add_test(values, views_and_empty_batches_do_too);
    tcase_add_test(values, pools_take_the_greatest_or_the_mean);
    tcase_add_test(values, padding_never_wins_a_maximum_but_counts_in_a_mean);
    tcase_add_loop_test(values, gradients_are_limits_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(values, images_that_do_not_fit_are_refused);
    tcase_add_test(values, pools_that_do_not_fit_are_refused);

    Suite *suite = suite_create("convolution");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(convolution_suite());
}
