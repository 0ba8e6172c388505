/// kernels/cpu/whole.c
#include "kernels/backend.h"

#include "support/run_suite.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// Every test runs once per back end of the machine. Loops over one element.
static hy_loop lone(void *out, const void *a, const void *b)
{
    return (hy_loop){.rank = 1, .extent = {1}, .out = out, .in = {a, b}};
}

static int64_t of_i64(int index, hy_binary op, int64_t a, int64_t b)
{
    int64_t out = 0;
    hy_loop loop = lone(&out, &a, &b);
    hy_backend_at((size_t)index)->kernels[HY_I64]->binary(op, &loop);
    return out;
}

static bool of_bools(int index, hy_binary op, bool a, bool b)
{
    bool out = false;
    hy_loop loop = lone(&out, &a, &b);
    hy_backend_at((size_t)index)->kernels[HY_BOOL]->binary(op, &loop);
    return out;
}

START_TEST(whole_numbers_wrap_around)
{
    if (hy_backend_at((size_t)_i)) {
        ck_assert_int_eq(of_i64(_i, HY_BINARY_ADD, INT64_MAX, 1), INT64_MIN);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_MUL, INT64_MAX, 2), -2);
        int32_t least = INT32_MIN;
        int32_t out = 0;
        hy_loop loop = lone(&out, &least, NULL);
        hy_backend_at((size_t)_i)->kernels[HY_I32]->unary(HY_UNARY_ABS, &loop);
        ck_assert_int_eq(out, INT32_MIN);
    }
}
END_TEST

START_TEST(powers_of_whole_numbers_are_cut_off)
{
    if (hy_backend_at((size_t)_i)) {
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, -3, 5), -243);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, 0, 0), 1);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, 2, -1), 0);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, 1, -7), 1);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, -1, -7), -1);
        ck_assert_int_eq(of_i64(_i, HY_BINARY_POW, -1, -8), 1);
    }
}
END_TEST

START_TEST(sums_and_products_of_bools_are_or_and_and)
{
    if (hy_backend_at((size_t)_i)) {
        ck_assert(of_bools(_i, HY_BINARY_ADD, true, true));
        ck_assert(!of_bools(_i, HY_BINARY_ADD, false, false));
        ck_assert(!of_bools(_i, HY_BINARY_MUL, true, false));
        ck_assert(of_bools(_i, HY_BINARY_MAXIMUM, true, false));
    }
}
END_TEST

START_TEST(products_of_matrices_are_exact)
{
    // [2, 3] [3, 2], the second given transposed
    const int64_t a[] = {1, 2, 3, 4, 5, (int64_t)1 << 53};
    const int64_t b[] = {1, 0, -1, 2, 1, 1};
    const int64_t expected[] = {-2, 7, 4 - ((int64_t)1 << 53), 13 + ((int64_t)1 << 53)};
    int64_t out[4] = {0};
    hy_matmul_args args = {.m = 2,
                           .n = 2,
                           .k = 3,
                           .a = a,
                           .a_row_stride = 3,
                           .a_column_stride = 1,
                           .b = b,
                           .b_row_stride = 1,
                           .b_column_stride = 3,
                           .out = out};
    if (hy_backend_at((size_t)_i)) {
        hy_backend_at((size_t)_i)->kernels[HY_I64]->matmul(&args);
        ck_assert_mem_eq(out, expected, sizeof out);
    }
}
END_TEST

static Suite *whole_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_add_loop_test(table, whole_numbers_wrap_around, 0, 2);
    tcase_add_loop_test(table, powers_of_whole_numbers_are_cut_off, 0, 2);
    tcase_add_loop_test(table, sums_and_products_of_bools_are_or_and_and, 0, 2);
    tcase_add_loop_test(table, products_of_matrices_are_exact, 0, 2);

    Suite *suite = suite_create("whole");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(whole_suite());
}
