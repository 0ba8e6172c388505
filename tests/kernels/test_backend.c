/// kernels/backend.h
#include "kernels/backend.h"

#include "numbers.h"
#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>

static void check_unary(hy_unary op, size_t count)
{
    bool is_of_positive =
        op == HY_UNARY_SQRT || op == HY_UNARY_RSQRT || op == HY_UNARY_LOG || op == HY_UNARY_LOG1P;
    bool is_of_sides = op == HY_UNARY_ASIN || op == HY_UNARY_ACOS;
    double high = is_of_sides ? 1 : 8;
    draw(&g_a, count, is_of_positive ? 0.01 : -high, high);
    hy_loop loop = row_loop(count);
    g_kernels->unary(op, &loop);
    for (size_t i = 0; i < count; i++) {
        check(get(&g_out, i), reference_unary(op, get(&g_a, i)), 1);
    }
}

START_TEST(functions_of_one_element_agree_with_the_reference)
{
    bool is_there = choose(_i);
    int count = hy_dtype_is_float(g_dtype) ? HY_UNARY_COUNT : HY_UNARY_SQRT;
    for (int op = 0; is_there && op < count; op++) {
        check_unary((hy_unary)op, 1000);
        check_unary((hy_unary)op, 1);
    }
}
END_TEST

// Copies 3 x 4 rows of `count` elements that lie 45 apart.
static void check_copy(size_t count)
{
    enum { PLANES = 3, ROWS = 4, APART = 45 };
    draw(&g_a, PLANES * ROWS * APART, -8, 8);
    hy_loop loop = {.rank = 3,
                    .extent = {PLANES, ROWS, count},
                    .out = g_out.storage,
                    .out_stride = {(ptrdiff_t)(ROWS * count), (ptrdiff_t)count, 1},
                    .in = {g_a.storage},
                    .in_stride = {{APART, PLANES * APART, 1}}};
    set(&g_out, PLANES * ROWS * count, 1);
    g_kernels->unary(HY_UNARY_COPY, &loop);
    for (size_t i = 0; i < PLANES * ROWS * count; i++) {
        size_t row = i / count;
        size_t from = row / ROWS * APART + row % ROWS * PLANES * APART + i % count;
        ck_assert_double_eq(get(&g_out, i), get(&g_a, from));
    }
    ck_assert_double_eq(get(&g_out, PLANES * ROWS * count), 1);
}

START_TEST(rows_of_all_lengths_are_copied)
{
    bool is_there = choose(_i);
    for (size_t count = 1; is_there && count <= 45; count++) {
        check_copy(count);
    }
}
END_TEST

static double apply(hy_unary op, double x)
{
    hy_loop loop = row_loop(1);
    set(&g_a, 0, x);
    g_kernels->unary(op, &loop);
    return get(&g_out, 0);
}

START_TEST(extreme_arguments_have_their_limits)
{
    if (choose_float(_i)) {
        ck_assert_double_eq(apply(HY_UNARY_EXP, -800), 0);
        ck_assert_double_eq(apply(HY_UNARY_EXP, 800), INFINITY);
        ck_assert_double_eq(apply(HY_UNARY_EXP, -INFINITY), 0);
        ck_assert_double_nan(apply(HY_UNARY_EXP, NAN));
        ck_assert_double_gt(apply(HY_UNARY_EXP, g_dtype == HY_F32 ? 88.7 : 709.7), 1e38);
        ck_assert_double_gt(apply(HY_UNARY_EXP, g_dtype == HY_F32 ? -100 : -740), 0);
        ck_assert_double_eq(apply(HY_UNARY_TANH, 1e4), 1);
        ck_assert_double_eq(apply(HY_UNARY_TANH, -INFINITY), -1);
        ck_assert_double_eq_tol(apply(HY_UNARY_TANH, 1e-6) * 1e6, 1, 3e-7);
        ck_assert_double_eq(apply(HY_UNARY_SIGMOID, 1e4), 1);
        ck_assert_double_eq(apply(HY_UNARY_SIGMOID, -1e4), 0);
        ck_assert_double_eq(apply(HY_UNARY_SOFTPLUS, 1e4), 1e4);
        ck_assert_double_nan(apply(HY_UNARY_SOFTPLUS, NAN));
    }
}
END_TEST

static void check_binary(hy_binary op, size_t a_step, size_t b_step)
{
    enum { COUNT = 101 };
    draw(&g_a, COUNT * 3, 0.1, 3);
    bool is_divided = op == HY_BINARY_REMAINDER || op == HY_BINARY_FLOOR_DIVIDE;
    draw(&g_b, COUNT * 3, op == HY_BINARY_MASK ? -1 : is_divided ? 1 : 0.1, 3);
    if (!is_divided) {
        set(&g_b, 0, get(&g_a, 0));
    }
    hy_loop loop = row_loop(COUNT);
    loop.in_stride[0][0] = (ptrdiff_t)a_step;
    loop.in_stride[1][0] = (ptrdiff_t)b_step;
    g_kernels->binary(op, &loop);
    for (size_t i = 0; i < COUNT; i++) {
        check(get(&g_out, i), reference_binary(op, get(&g_a, i * a_step), get(&g_b, i * b_step)),
              1);
    }
}

START_TEST(functions_of_two_elements_agree_for_all_strides)
{
    static const size_t steps[][2] = {{1, 1}, {1, 0}, {0, 1}, {3, 2}, {0, 0}};
    bool is_there = choose(_i);
    for (int op = 0; is_there && op < HY_BINARY_COUNT; op++) {
        bool is_of_floats = op == HY_BINARY_DIV || op == HY_BINARY_ATAN2;
        bool is_had = !is_of_floats || hy_dtype_is_float(g_dtype);
        for (size_t i = 0; is_had && i < sizeof steps / sizeof steps[0]; i++) {
            check_binary((hy_binary)op, steps[i][0], steps[i][1]);
        }
    }
}
END_TEST

START_TEST(a_factor_scales_an_input)
{
    static const ptrdiff_t steps[][2] = {{1, 1}, {3, 2}, {1, 0}};
    for (size_t i = 0; choose_float(_i) && i < 3; i++) {
        draw(&g_a, 303, -1, 1);
        draw(&g_b, 303, -1, 1);
        hy_loop loop = row_loop(101);
        loop.in_stride[0][0] = steps[i][0];
        loop.in_stride[1][0] = steps[i][1];
        size_t last = 100;
        g_kernels->add_scaled(0.25, &loop);
        check(get(&g_out, last),
              get(&g_a, last * (size_t)steps[i][0]) + 0.25 * get(&g_b, last * (size_t)steps[i][1]),
              1);
        g_kernels->scale(-0.5, &loop);
        check(get(&g_out, last), -0.5 * get(&g_a, last * (size_t)steps[i][0]), 1);
    }
}
END_TEST

static void check_choice(size_t condition_step, size_t yes_step, size_t no_step)
{
    enum { LENGTH = 101 };
    hy_loop loop = row_loop(LENGTH);
    loop.in_stride[0][0] = (ptrdiff_t)condition_step;
    loop.in_stride[1][0] = (ptrdiff_t)yes_step;
    loop.in_stride[2][0] = (ptrdiff_t)no_step;
    g_kernels->where(&loop);
    size_t right = 0;
    for (size_t i = 0; i < LENGTH; i++) {
        bool is_set = flags(&g_a)[i * condition_step];
        double wanted = is_set ? get(&g_b, i * yes_step) : get(&g_c, i * no_step);
        right += get(&g_out, i) == wanted;
    }
    ck_assert_uint_eq(right, LENGTH);
}

START_TEST(a_condition_chooses_between_two)
{
    if (choose(_i)) {
        draw(&g_b, 303, 0, 1);
        draw(&g_c, 303, 2, 3);
        for (size_t i = 0; i < 303; i++) {
            flags(&g_a)[i] = i % 3 != 0;
        }
        for (size_t steps = 0; steps < 27; steps++) {
            check_choice(steps / 9, steps / 3 % 3, steps % 3);
        }
    }
}
END_TEST

// [rows, columns] reduced over its rows or over its columns.
static hy_reduce_args reduction(size_t rows, size_t columns, bool is_over_rows)
{
    hy_reduce_args args = {.kept = row_loop(is_over_rows ? columns : rows),
                           .reduced = row_loop(is_over_rows ? rows : columns)};
    args.kept.in_stride[0][0] = is_over_rows ? 1 : (ptrdiff_t)columns;
    args.reduced.in_stride[0][0] = is_over_rows ? (ptrdiff_t)columns : 1;
    return args;
}

static double reference_reduce(hy_reduction op, const hy_reduce_args *args, size_t kept)
{
    double result = 0;
    for (size_t i = 0; i < args->reduced.extent[0]; i++) {
        size_t place =
            kept * (size_t)args->kept.in_stride[0][0] + i * (size_t)args->reduced.in_stride[0][0];
        double x = get(&g_a, place);
        double best = op == HY_REDUCTION_MAX ? fmax(result, x) : fmin(result, x);
        result = i == 0 ? x : (op == HY_REDUCTION_SUM ? result + x : best);
    }
    return result;
}

static void check_reduce(hy_reduction op, size_t rows, size_t columns, bool is_over_rows)
{
    hy_reduce_args args = reduction(rows, columns, is_over_rows);
    draw(&g_a, rows * columns, -1, 1);
    g_kernels->reduce(op, &args);
    for (size_t i = 0; i < args.kept.extent[0]; i++) {
        check(get(&g_out, i), reference_reduce(op, &args, i), 4);
    }
}

START_TEST(reductions_agree_over_either_axis)
{
    static const size_t shapes[][2] = {{1, 1},   {3, 5},    {40, 17},  {7, 600},
                                       {600, 7}, {5, 4600}, {2, 11500}};
    for (int op = 0; choose(_i) && op < HY_REDUCTION_COUNT; op++) {
        for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
            check_reduce((hy_reduction)op, shapes[i][0], shapes[i][1], false);
            check_reduce((hy_reduction)op, shapes[i][0], shapes[i][1], true);
        }
    }
}
END_TEST

START_TEST(the_first_of_equal_maxima_is_found)
{
    if (choose(_i)) {
        for (size_t i = 0; i < 12; i++) {
            set(&g_a, i, (double)(i % 4 % 3));
        }
        hy_reduce_args args = reduction(3, 4, false);
        g_kernels->argmax(&args);
        ck_assert_int_eq(positions(&g_out)[1], g_dtype == HY_BOOL ? 2 : 3);
        args = reduction(3, 4, true);
        g_kernels->argmax(&args);
        ck_assert_int_eq(positions(&g_out)[1], 1);
    }
}
END_TEST

static double reference_product(const hy_matmul_args *args, size_t i, size_t j)
{
    double sum = 0;
    for (size_t p = 0; p < args->k; p++) {
        size_t in_a = i * (size_t)args->a_row_stride + p * (size_t)args->a_column_stride;
        size_t in_b = p * (size_t)args->b_row_stride + j * (size_t)args->b_column_stride;
        sum += get(&g_a, in_a) * get(&g_b, in_b);
    }
    return sum;
}

static double activated(hy_unary activation, double x)
{
    return activation == HY_UNARY_COPY ? x : reference_unary(activation, x);
}

static void check_matmul(const size_t extents[3], int layout, hy_unary activation)
{
    bool is_a_transposed = layout & 1;
    bool is_b_transposed = layout & 2;
    size_t m = extents[0];
    size_t n = extents[1];
    size_t k = extents[2];
    hy_matmul_args args = {.m = m,
                           .n = n,
                           .k = k,
                           .a = g_a.storage,
                           .a_row_stride = is_a_transposed ? 1 : (ptrdiff_t)k,
                           .a_column_stride = is_a_transposed ? (ptrdiff_t)m : 1,
                           .b = g_b.storage,
                           .b_row_stride = is_b_transposed ? 1 : (ptrdiff_t)n,
                           .b_column_stride = is_b_transposed ? (ptrdiff_t)k : 1,
                           .out = g_out.storage,
                           .bias = layout & 4 ? g_c.storage : NULL,
                           .activation = activation};
    draw(&g_a, m * k, -1, 1);
    draw(&g_b, k * n, -1, 1);
    draw(&g_c, n, -1, 1);
    draw(&g_out, m * n, 5, 6);
    g_kernels->matmul(&args);
    for (size_t i = 0; i < m * n; i += 1 + m * n / 500) {
        double sum = reference_product(&args, i / n, i % n) + (args.bias ? get(&g_c, i % n) : 0);
        check(get(&g_out, i), activated(activation, sum), sqrt((double)k + 1));
    }
}

START_TEST(products_agree_for_all_sizes_and_layouts)
{
    static const size_t extents[][3] = {
        {1, 1, 1},   {2, 3, 0},    {5, 7, 3},    {6, 16, 8},     {13, 33, 17}, {7, 1, 9},
        {1, 40, 30}, {3, 20, 600}, {30, 24, 40}, {110, 105, 99}, {2, 3, 300},  {1, 100, 9000 / 100},
        {40, 1, 21}, {1, 1, 5000}, {12, 70, 1},  {3, 19, 20}};
    for (size_t i = 0; choose_float(_i) && i < sizeof extents / sizeof extents[0]; i++) {
        for (int layout = 0; layout < 8; layout++) {
            check_matmul(extents[i], layout, HY_UNARY_COPY);
            check_matmul(extents[i], layout, HY_UNARY_RELU);
            check_matmul(extents[i], layout, HY_UNARY_TANH);
        }
    }
}
END_TEST

START_TEST(rows_are_normalised)
{
    enum { ROWS = 3, COLUMNS = 77 };
    if (choose_float(_i)) {
        draw(&g_a, ROWS * COLUMNS, 3, 5);
        hy_layer_norm_args args = {.rows = ROWS,
                                   .columns = COLUMNS,
                                   .in = g_a.storage,
                                   .out = g_out.storage,
                                   .epsilon = 0};
        g_kernels->layer_norm(&args);
        double sum = 0;
        double squares = 0;
        for (size_t i = COLUMNS; i < 2 * COLUMNS; i++) {
            sum += get(&g_out, i);
            squares += get(&g_out, i) * get(&g_out, i);
        }
        check(sum, 0, COLUMNS);
        check(squares / COLUMNS, 1, 8);
    }
}
END_TEST

START_TEST(accumulating_adds_to_what_is_there)
{
    if (choose(_i)) {
        draw(&g_a, 40, 0, 1);
        g_kernels->fill(2, g_out.storage, 40);
        hy_loop loop = row_loop(40);
        g_kernels->accumulate(&loop);
        check(get(&g_out, 39), 2 + get(&g_a, 39), 1);
        // every second element, from the back
        loop.extent[0] = 10;
        loop.out_stride[0] = 2;
        loop.in_stride[0][0] = -1;
        loop.in[0] = (const char *)g_a.storage + 9 * hy_dtype_size(g_dtype);
        g_kernels->accumulate(&loop);
        check(get(&g_out, 18), 2 + get(&g_a, 18) + get(&g_a, 0), 1);
        check(get(&g_out, 1), 2 + get(&g_a, 1), 1);
    }
}
END_TEST

START_TEST(loops_of_many_axes_visit_every_element)
{
    if (choose(_i)) {
        // a transposed [2, 3, 4]: axes 3 and 1 exchanged
        draw(&g_a, 24, 0, 1);
        hy_loop loop = {.rank = 3,
                        .extent = {4, 3, 2},
                        .out = g_out.storage,
                        .out_stride = {6, 2, 1},
                        .in = {g_a.storage},
                        .in_stride = {{1, 4, 12}}};
        g_kernels->unary(HY_UNARY_COPY, &loop);
        ck_assert_double_eq(get(&g_out, 0), get(&g_a, 0));
        ck_assert_double_eq(get(&g_out, 23), get(&g_a, 23));
        ck_assert_double_eq(get(&g_out, 6 + 2 + 1), get(&g_a, 12 + 4 + 1));
    }
}
END_TEST

static Suite *backend_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 60);
    int count = MOST_VARIANTS;
    tcase_add_loop_test(table, functions_of_one_element_agree_with_the_reference, 0, count);
    tcase_add_loop_test(table, rows_of_all_lengths_are_copied, 0, MOST_VARIANTS);
    tcase_add_loop_test(table, extreme_arguments_have_their_limits, 0, count);
    tcase_add_loop_test(table, functions_of_two_elements_agree_for_all_strides, 0, count);
    tcase_add_loop_test(table, a_factor_scales_an_input, 0, count);
    tcase_add_loop_test(table, a_condition_chooses_between_two, 0, count);
    tcase_add_loop_test(table, reductions_agree_over_either_axis, 0, count);
    tcase_add_loop_test(table, the_first_of_equal_maxima_is_found, 0, count);
    tcase_add_loop_test(table, products_agree_for_all_sizes_and_layouts, 0, count);
    tcase_add_loop_test(table, rows_are_normalised, 0, count);
    tcase_add_loop_test(table, accumulating_adds_to_what_is_there, 0, count);
    tcase_add_loop_test(table, loops_of_many_axes_visit_every_element, 0, count);

    Suite *suite = suite_create("backend");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(backend_suite());
}
