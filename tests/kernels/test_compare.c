/// kernels/cpu/compare.c
#include "kernels/backend.h"

#include "reference.h"
#include "support/run_suite.h"

#include <stdbool.h>

// Every test runs once per back end of the machine and element type.
enum { MOST_VARIANTS = 2 * HY_DTYPE_COUNT, COUNT = 101, ROOM = 3 * COUNT };

static const hy_kernels *g_kernels;
static hy_dtype g_dtype;
static double g_a[ROOM], g_b[ROOM];
static bool g_out[COUNT];

// False when the machine has no such variant.
static bool choose(int variant)
{
    const hy_backend *backend = hy_backend_at((size_t)variant / HY_DTYPE_COUNT);
    g_dtype = (hy_dtype)(variant % HY_DTYPE_COUNT);
    g_kernels = backend ? backend->kernels[g_dtype] : NULL;
    return g_kernels != NULL;
}

static void set(double *to, size_t i, double value)
{
    g_kernels->fill(value, (char *)to + i * hy_dtype_size(g_dtype), 1);
}

static double value_of_a(size_t i)
{
    return reference_element(g_dtype, (double)(i * 7 % 11) / 2 - 2);
}

static double value_of_b(size_t i)
{
    return reference_element(g_dtype, (double)(i * 5 % 7) / 2 - 1);
}

static void check_compare(hy_comparison op, size_t a_step, size_t b_step)
{
    hy_loop loop = {.rank = 1,
                    .extent = {COUNT},
                    .out = g_out,
                    .out_stride = {1},
                    .in = {g_a, g_b},
                    .in_stride = {{(ptrdiff_t)a_step}, {(ptrdiff_t)b_step}}};
    g_kernels->compare(op, &loop);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_int_eq(g_out[i],
                         reference_compare(op, value_of_a(i * a_step), value_of_b(i * b_step)));
    }
}

START_TEST(comparisons_give_bools_for_all_strides)
{
    static const size_t steps[][2] = {{1, 1}, {1, 0}, {0, 1}, {3, 2}};
    bool is_there = choose(_i);
    for (size_t i = 0; is_there && i < ROOM; i++) {
        set(g_a, i, value_of_a(i));
        set(g_b, i, value_of_b(i));
    }
    for (int op = 0; is_there && op < HY_COMPARISON_COUNT; op++) {
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            check_compare((hy_comparison)op, steps[i][0], steps[i][1]);
        }
    }
}
END_TEST

START_TEST(nothing_is_in_order_with_nan)
{
    if (choose(_i) && hy_dtype_is_float(g_dtype)) {
        set(g_a, 0, NAN);
        hy_loop loop = {.rank = 1, .extent = {1}, .out = g_out, .in = {g_a, g_a}};
        for (int op = 0; op < HY_COMPARISON_COUNT; op++) {
            g_kernels->compare((hy_comparison)op, &loop);
            ck_assert_int_eq(g_out[0], op == HY_COMPARISON_NE);
        }
    }
}
END_TEST

static Suite *compare_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_add_loop_test(table, comparisons_give_bools_for_all_strides, 0, MOST_VARIANTS);
    tcase_add_loop_test(table, nothing_is_in_order_with_nan, 0, MOST_VARIANTS);

    Suite *suite = suite_create("compare");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(compare_suite());
}
