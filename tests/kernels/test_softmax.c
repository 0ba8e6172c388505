/// kernels/cpu/softmax.c
#include "kernels/backend.h"

#include "numbers.h"
#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>

// Logits in g_a, their classes in g_b, and factors of the rows in g_c.
static hy_rows_args begin(size_t rows, size_t columns)
{
    draw(&g_a, rows * columns, -3, 3);
    draw(&g_c, rows, -1, 1);
    for (size_t row = 0; row < rows; row++) {
        positions(&g_b)[row] = (int64_t)(row * 7 % columns) + 1;
    }
    return (hy_rows_args){.rows = rows,
                          .columns = columns,
                          .in = g_a.storage,
                          .classes = positions(&g_b),
                          .factors = g_c.storage,
                          .out = g_out.storage};
}

static double log_sum_exp_of(size_t row, size_t columns)
{
    double sum = 0;
    for (size_t i = 0; i < columns; i++) {
        sum += exp(get(&g_a, row * columns + i));
    }
    return log(sum);
}

static void check_size(size_t rows, size_t columns)
{
    hy_rows_args args = begin(rows, columns);
    g_kernels->softmax(&args);
    for (size_t i = 0; i < rows * columns; i++) {
        check(get(&g_out, i), exp(get(&g_a, i) - log_sum_exp_of(i / columns, columns)), 4);
    }
    g_kernels->log_softmax(&args);
    for (size_t i = 0; i < rows * columns; i++) {
        check(get(&g_out, i), get(&g_a, i) - log_sum_exp_of(i / columns, columns), 4);
    }
    g_kernels->cross_entropy(&args);
    for (size_t row = 0; row < rows; row++) {
        double hit = get(&g_a, row * columns + row * 7 % columns);
        check(get(&g_out, row), log_sum_exp_of(row, columns) - hit, 4);
    }
    g_kernels->cross_entropy_slope(&args);
    for (size_t i = 0; i < rows * columns; i++) {
        size_t row = i / columns;
        double hit = row * 7 % columns == i % columns;
        double chance = exp(get(&g_a, i) - log_sum_exp_of(row, columns));
        check(get(&g_out, i), (chance - hit) * get(&g_c, row), 4);
    }
}

START_TEST(rows_of_all_lengths_agree)
{
    bool is_there = choose_float(_i);
    for (size_t columns = 1; is_there && columns < 70; columns++) {
        check_size(3, columns);
    }
    if (is_there) {
        check_size(2, 2500);
    }
}
END_TEST

START_TEST(many_short_rows_agree)
{
    if (choose_float(_i)) {
        check_size(150, 3);
        check_size(64, 10);
        check_size(65, 31);
    }
}
END_TEST

// Every row alone gives bit by bit what it gives among others, in blocks of just their size.
static void check_each_alone(size_t rows, size_t columns)
{
    hy_rows_args args = begin(rows, columns);
    size_t row_size = columns * hy_dtype_size(g_dtype);
    char *in = malloc(rows * row_size);
    char *out = malloc(rows * row_size);
    char *alone = malloc(row_size);
    memcpy(in, g_a.storage, rows * row_size);
    args.in = in;
    args.out = out;
    g_kernels->softmax(&args);
    args.rows = 1;
    args.out = alone;
    for (size_t row = 0; row < rows; row++) {
        args.in = in + row * row_size;
        g_kernels->softmax(&args);
        ck_assert_int_eq(memcmp(alone, out + row * row_size, row_size), 0);
    }
    free(in);
    free(out);
    free(alone);
}

START_TEST(no_row_depends_on_others)
{
    bool is_there = choose_float(_i);
    for (size_t columns = 1; is_there && columns < 40; columns++) {
        for (size_t rows = 1; rows < 20; rows++) {
            check_each_alone(rows, columns);
        }
    }
}
END_TEST

// Softmax of `columns` zeros but for one element; returns what stands at `at`.
static double beside(size_t columns, size_t place, double value, size_t at)
{
    hy_rows_args args = {.rows = 1, .columns = columns, .in = g_a.storage, .out = g_out.storage};
    g_kernels->fill(0, g_a.storage, columns);
    set(&g_a, place, value);
    g_kernels->softmax(&args);
    return get(&g_out, at);
}

START_TEST(extreme_logits_have_their_limits)
{
    bool is_there = choose_float(_i);
    for (size_t columns = 2; is_there && columns < 80; columns += 11) {
        size_t last = columns - 1;
        ck_assert_double_eq(beside(columns, last, 1e30, last), 1);
        ck_assert_double_eq(beside(columns, last, 1e30, 0), 0);
        ck_assert_double_eq(beside(columns, 0, -1e30, 0), 0);
        check(beside(columns, last, -INFINITY, 0), 1 / (double)last, 1);
        ck_assert_double_eq(beside(columns, last, -INFINITY, last), 0);
        // far below the others, but no less than the least normal number
        check(beside(columns, 0, -80, 0), exp(-80) / (double)last, 1);
    }
}
END_TEST

START_TEST(what_is_no_number_spreads_over_its_row)
{
    bool is_there = choose_float(_i);
    for (size_t columns = 1; is_there && columns < 80; columns += 13) {
        ck_assert_double_nan(beside(columns, columns / 2, NAN, 0));
        ck_assert_double_nan(beside(columns, columns / 2, INFINITY, columns / 2));
    }
    if (is_there) {
        // so do rows of which no element is possible
        ck_assert_double_nan(beside(1, 0, -INFINITY, 0));
        hy_rows_args args = begin(3, 2);
        set(&g_a, 2, NAN);
        g_kernels->cross_entropy(&args);
        ck_assert_double_nan(get(&g_out, 1));
        check(get(&g_out, 2), log_sum_exp_of(2, 2) - get(&g_a, 4), 4);
    }
}
END_TEST

static Suite *softmax_suite(void)
{
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, rows_of_all_lengths_agree, 0, MOST_VARIANTS);
    tcase_add_loop_test(rows, many_short_rows_agree, 0, MOST_VARIANTS);
    tcase_add_loop_test(rows, no_row_depends_on_others, 0, MOST_VARIANTS);
    tcase_add_loop_test(rows, extreme_logits_have_their_limits, 0, MOST_VARIANTS);
    tcase_add_loop_test(rows, what_is_no_number_spreads_over_its_row, 0, MOST_VARIANTS);

    Suite *suite = suite_create("softmax");
    suite_add_tcase(suite, rows);
    return suite;
}

int main(void)
{
    return run_suite(softmax_suite());
}
