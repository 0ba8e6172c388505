/// kernels/tape.h
#include "kernels/tape.h"

#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>

enum { N = 6, MANY = 20000 };

static hy_tape g_tape;
static const hy_backend *g_noting;
static size_t g_blocks;
static size_t g_calls_left;

static void *allocate(void *user, size_t size_bytes)
{
    (void)user;
    if (g_calls_left == 0) {
        return NULL;
    }
    g_calls_left--;
    g_blocks++;
    return aligned_alloc(64, (size_bytes + 63) / 64 * 64);
}

static void release(void *user, void *block, size_t size_bytes)
{
    (void)user;
    (void)size_bytes;
    g_blocks--;
    free(block);
}

static void begin(void)
{
    g_calls_left = SIZE_MAX;
    hy_tape_memory memory = {allocate, release, NULL};
    g_noting = hy_tape_begin(&g_tape, &memory, hy_backend_default());
}

static void end(void)
{
    hy_tape_deinit(&g_tape);
    ck_assert_uint_eq(g_blocks, 0);
}

static const hy_kernels *floats(void)
{
    return g_noting->kernels[HY_F32];
}

static hy_loop row(float *out, const float *a, const float *b, size_t count)
{
    return (hy_loop){.rank = 1,
                     .extent = {count},
                     .out = out,
                     .out_stride = {1},
                     .in = {a, b},
                     .in_stride = {{1}, {1}}};
}

static void check_run(void)
{
    ck_assert_ptr_null(hy_tape_run(&g_tape));
}

START_TEST(calls_run_at_once_and_again_in_order)
{
    float a[N] = {1, 2, 3, 4, 5, 6};
    float b[N];
    float c[N];
    hy_loop first = row(b, a, NULL, N);
    hy_loop second = row(c, a, b, N);
    floats()->unary(HY_UNARY_NEG, &first);
    floats()->add_scaled(0.5, &second);
    ck_assert(hy_tape_end());
    ck_assert_float_eq(c[5], 3);
    a[5] = 10;
    check_run();
    ck_assert_float_eq(b[5], -10);
    ck_assert_float_eq(c[5], 5);
    ck_assert_float_eq(c[0], 0.5F);
}
END_TEST

START_TEST(loops_keep_their_axes_and_strides)
{
    float a[N] = {1, 2, 3, 4, 5, 6};
    float b[2] = {10, 20};
    float out[N];
    // a[3, 2] transposed plus a row of which each axis sees one
    hy_loop loop = {.rank = 2,
                    .extent = {2, 3},
                    .out = out,
                    .out_stride = {3, 1},
                    .in = {a, b},
                    .in_stride = {{1, 2}, {1, 0}}};
    floats()->binary(HY_BINARY_ADD, &loop);
    ck_assert(hy_tape_end());
    a[4] = 50;
    b[1] = 200;
    check_run();
    const float expected[N] = {11, 13, 60, 202, 204, 206};
    for (size_t i = 0; i < N; i++) {
        ck_assert_float_eq(out[i], expected[i]);
    }
}
END_TEST

START_TEST(reductions_and_structures_come_back)
{
    float a[N] = {1, 2, 3, 4, 5, 6};
    float sums[2];
    float product[4];
    float filled[3];
    int64_t places[1];
    hy_reduce_args by_row = {.kept = {.rank = 1,
                                      .extent = {2},
                                      .out = sums,
                                      .out_stride = {1},
                                      .in = {a},
                                      .in_stride = {{3}}},
                             .reduced = {.rank = 1, .extent = {3}, .in_stride = {{1}}}};
    floats()->reduce(HY_REDUCTION_SUM, &by_row);
    hy_matmul_args args = {.m = 2,
                           .n = 2,
                           .k = 3,
                           .a = a,
                           .a_row_stride = 3,
                           .a_column_stride = 1,
                           .b = a,
                           .b_row_stride = 1,
                           .b_column_stride = 3,
                           .out = product};
    floats()->matmul(&args);
    floats()->fill(7, filled, 3);
    hy_reduce_args all = {
        .kept = {.rank = 1, .extent = {1}, .out = places, .out_stride = {1}, .in = {a}},
        .reduced = {.rank = 1, .extent = {N}, .in_stride = {{1}}}};
    floats()->argmax(&all);
    ck_assert(hy_tape_end());
    a[0] = 100;
    filled[1] = 0;
    check_run();
    ck_assert_float_eq(sums[0], 105);
    ck_assert_float_eq(product[1], 400 + 10 + 18);
    ck_assert_float_eq(filled[1], 7);
    ck_assert_int_eq(places[0], 1);
}
END_TEST

START_TEST(a_condition_that_does_not_hold_stops_the_run)
{
    float a[1] = {1};
    float b[1] = {0};
    int64_t positions[2] = {1, 3};
    hy_loop loop = row(b, a, NULL, 1);
    hy_tape_check check = {"test", positions, 2, 3};
    hy_tape_note_check(&check);
    floats()->unary(HY_UNARY_COPY, &loop);
    ck_assert(hy_tape_end());
    check_run();
    a[0] = 2;
    for (int64_t wrong = -1; wrong <= 4; wrong += wrong == 0 ? 4 : 1) {
        positions[1] = wrong;
        const hy_tape_check *failed = hy_tape_run(&g_tape);
        ck_assert_ptr_nonnull(failed);
        ck_assert_uint_eq(hy_tape_check_find(failed), 1);
        ck_assert_float_eq(b[0], 1);
    }
    positions[1] = 2;
    check_run();
    ck_assert_float_eq(b[0], 2);
}
END_TEST

START_TEST(a_tape_may_be_long)
{
    float total[1] = {0};
    float one[1] = {1};
    hy_loop loop = row(total, one, NULL, 1);
    for (int i = 0; i < MANY; i++) {
        floats()->accumulate(&loop);
    }
    ck_assert(hy_tape_end());
    ck_assert_uint_eq(g_tape.count, MANY);
    check_run();
    ck_assert_float_eq(total[0], 2 * MANY);
}
END_TEST

START_TEST(without_memory_calls_run_but_are_not_noted)
{
    float total[1] = {0};
    float one[1] = {1};
    hy_loop loop = row(total, one, NULL, 1);
    g_calls_left = (size_t)_i;
    for (int i = 0; i < MANY; i++) {
        floats()->accumulate(&loop);
    }
    ck_assert(!hy_tape_end());
    ck_assert_float_eq(total[0], MANY);
}
END_TEST

static Suite *tape_suite(void)
{
    Suite *suite = suite_create("kernels/tape");
    TCase *cases = tcase_create("tapes");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, calls_run_at_once_and_again_in_order);
    tcase_add_test(cases, loops_keep_their_axes_and_strides);
    tcase_add_test(cases, reductions_and_structures_come_back);
    tcase_add_test(cases, a_condition_that_does_not_hold_stops_the_run);
    tcase_add_test(cases, a_tape_may_be_long);
    tcase_add_loop_test(cases, without_memory_calls_run_but_are_not_noted, 0, 3);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return run_suite(tape_suite());
}
