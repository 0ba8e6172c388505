/// kernels/cpu/index.c
#include "kernels/backend.h"

#include "numbers.h"
#include "support/run_suite.h"

#include <string.h>

START_TEST(picking_and_scattering_are_adjoint)
{
    if (choose(_i)) {
        // positions 3, 1, 3 of a row of four
        draw(&g_a, 4, 0, 1);
        for (size_t i = 0; i < 3; i++) {
            positions(&g_b)[i] = i == 1 ? 1 : 3;
        }
        hy_loop loop = row_loop(3);
        loop.in_stride[0][0] = 0;
        g_kernels->gather(&loop, 1);
        ck_assert_double_eq(get(&g_out, 2), get(&g_a, 2));
        g_kernels->fill(0, g_out.storage, 4);
        loop.in_stride[0][0] = 1;
        loop.out_stride[0] = 0;
        g_kernels->scatter_add(&loop, 1);
        check(get(&g_out, 2), get(&g_a, 0) + get(&g_a, 2), 1);
        ck_assert_double_eq(get(&g_out, 0), get(&g_a, 1));
        ck_assert_double_eq(get(&g_out, 3), 0);
    }
}
END_TEST

// Rows of `n` elements, of which an index stands for each; strides of a matrix transposed or not.
static void check_picked_rows(size_t n, bool is_transposed)
{
    enum { COUNT = 6, BOUND = 9 };
    ptrdiff_t along = is_transposed ? 1 : (ptrdiff_t)n;
    ptrdiff_t step = is_transposed ? BOUND : 1;
    draw(&g_a, n * BOUND, 0, 2);
    for (size_t i = 0; i < COUNT; i++) {
        positions(&g_b)[i] = (int64_t)(i * i % BOUND) + 1;
    }
    hy_loop loop = row_loop(n);
    loop.rank = 2;
    loop.extent[0] = COUNT;
    loop.extent[1] = n;
    memcpy(loop.out_stride, (ptrdiff_t[]){(ptrdiff_t)n, 1}, sizeof(ptrdiff_t[2]));
    memcpy(loop.in_stride[0], (ptrdiff_t[]){0, step}, sizeof(ptrdiff_t[2]));
    memcpy(loop.in_stride[1], (ptrdiff_t[]){1, 0}, sizeof(ptrdiff_t[2]));
    g_kernels->gather(&loop, along);
    for (size_t i = 0; i < COUNT * n; i++) {
        size_t place = (size_t)positions(&g_b)[i / n] - 1;
        size_t at = place * (size_t)along + i % n * (size_t)step;
        ck_assert_double_eq(get(&g_out, i), get(&g_a, at));
    }
    // what was picked, added where it came from: each element as often as it was picked
    g_kernels->fill(0, g_c.storage, n * BOUND);
    loop.in[0] = g_out.storage;
    loop.out = g_c.storage;
    memcpy(loop.in_stride[0], (ptrdiff_t[]){(ptrdiff_t)n, 1}, sizeof(ptrdiff_t[2]));
    memcpy(loop.out_stride, (ptrdiff_t[]){0, step}, sizeof(ptrdiff_t[2]));
    g_kernels->scatter_add(&loop, along);
    const double times[BOUND] = {2, 1, 0, 0, 1, 0, 0, 2, 0};
    for (size_t i = 0; i < BOUND * n; i++) {
        size_t at = i / n * (size_t)along + i % n * (size_t)step;
        check(get(&g_c, at), times[i / n] * get(&g_a, at), 1);
    }
}

START_TEST(rows_are_picked_and_scattered_whole)
{
    bool is_there = choose(_i);
    for (size_t n = 1; is_there && n < 300; n = n * 3 - 1 + (n == 1)) {
        check_picked_rows(n, false);
        check_picked_rows(n, true);
    }
}
END_TEST

START_TEST(one_index_stands_for_a_whole_row)
{
    if (choose(_i)) {
        draw(&g_a, 80, 0, 2);
        positions(&g_b)[0] = 2;
        hy_loop loop = row_loop(40);
        loop.in_stride[1][0] = 0;
        g_kernels->gather(&loop, 40);
        for (size_t i = 0; i < 40; i++) {
            ck_assert_double_eq(get(&g_out, i), get(&g_a, 40 + i));
        }
    }
}
END_TEST

static Suite *index_suite(void)
{
    TCase *table = tcase_create("index");
    tcase_add_loop_test(table, picking_and_scattering_are_adjoint, 0, MOST_VARIANTS);
    tcase_add_loop_test(table, rows_are_picked_and_scattered_whole, 0, MOST_VARIANTS);
    tcase_add_loop_test(table, one_index_stands_for_a_whole_row, 0, MOST_VARIANTS);

    Suite *suite = suite_create("index");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(index_suite());
}
