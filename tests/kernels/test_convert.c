/// kernels/cpu/convert.c
#include "kernels/backend.h"

#include "reference.h"
#include "support/run_suite.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// Every test runs once per back end of the machine, and converts single elements or a few.
static const hy_backend *g_backend;

static bool choose(int index)
{
    g_backend = hy_backend_at((size_t)index);
    return g_backend != NULL;
}

static double get(hy_dtype dtype, const void *element)
{
    double value = 0;
    hy_loop loop = {.rank = 1, .extent = {1}, .out = &value, .in = {element}};
    g_backend->kernels[HY_F64]->convert(dtype, &loop);
    return value;
}

// A number in one type, then in another.
static double converted(hy_dtype from, hy_dtype to, double value)
{
    int64_t in = 0;
    int64_t out = 0;
    g_backend->kernels[from]->fill(value, &in, 1);
    hy_loop loop = {.rank = 1, .extent = {1}, .out = &out, .in = {&in}};
    g_backend->kernels[to]->convert(from, &loop);
    return get(to, &out);
}

START_TEST(every_type_converts_into_every_other)
{
    static const double values[] = {0, 1, -1, 2, -100, 2.75, -2.75};
    for (int pair = 0; choose(_i) && pair < HY_DTYPE_COUNT * HY_DTYPE_COUNT; pair++) {
        hy_dtype from = (hy_dtype)(pair / HY_DTYPE_COUNT);
        hy_dtype to = (hy_dtype)(pair % HY_DTYPE_COUNT);
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            double held = reference_element(from, values[i]);
            ck_assert_double_eq(converted(from, to, values[i]), reference_element(to, held));
        }
    }
}
END_TEST

static void check_limits(hy_dtype to, double least, double most)
{
    ck_assert_double_eq(converted(HY_F64, to, INFINITY), most);
    ck_assert_double_eq(converted(HY_F32, to, 1e19), most);
    ck_assert_double_eq(converted(HY_I64, to, 1e19), most);
    ck_assert_double_eq(converted(HY_F64, to, -INFINITY), least);
    ck_assert_double_eq(converted(HY_F32, to, -1e19), least);
    ck_assert_double_eq(converted(HY_I64, to, -1e19), least);
    ck_assert_double_eq(converted(HY_F64, to, NAN), 0);
    ck_assert_double_eq(converted(HY_F64, to, 2147483646.9), 2147483646);
    ck_assert_double_eq(converted(HY_F64, to, -2147483647.9), -2147483647);
}

START_TEST(what_does_not_fit_becomes_the_nearest_that_does)
{
    if (choose(_i)) {
        check_limits(HY_I32, INT32_MIN, INT32_MAX);
        check_limits(HY_I64, (double)INT64_MIN, (double)INT64_MAX);
    }
}
END_TEST

START_TEST(whatever_is_not_zero_is_true)
{
    if (choose(_i)) {
        ck_assert_double_eq(converted(HY_F64, HY_BOOL, 1e-300), 1);
        ck_assert_double_eq(converted(HY_F32, HY_BOOL, NAN), 1);
        ck_assert_double_eq(converted(HY_F32, HY_BOOL, -0.0), 0);
        ck_assert_double_eq(converted(HY_I64, HY_BOOL, 256), 1);
    }
}
END_TEST

START_TEST(whole_numbers_convert_without_rounding)
{
    const int64_t from[] = {1, INT64_MAX, INT64_MIN, ((int64_t)1 << 53) + 1};
    const int64_t expected[] = {1, INT64_MIN, INT64_MAX, ((int64_t)1 << 53) + 1};
    int64_t to[4];
    hy_loop loop = {.rank = 2,
                    .extent = {2, 2},
                    .out = to,
                    .out_stride = {1, 2},
                    .in = {from},
                    .in_stride = {{2, 1}}};
    if (choose(_i)) {
        loop.in_stride[0][0] = 1;
        loop.in_stride[0][1] = 2;
        g_backend->kernels[HY_I64]->convert(HY_I64, &loop);
        ck_assert_mem_eq(to, from, sizeof to);
        loop.in_stride[0][0] = 2;
        loop.in_stride[0][1] = 1;
        g_backend->kernels[HY_I64]->convert(HY_I64, &loop);
        ck_assert_mem_eq(to, expected, sizeof to);
    }
}
END_TEST

START_TEST(types_have_names_and_sizes)
{
    ck_assert_str_eq(hy_dtype_name(HY_BOOL), "bool");
    ck_assert_uint_eq(hy_dtype_size(HY_BOOL), 1);
    ck_assert_uint_eq(hy_dtype_size(HY_I32), 4);
    ck_assert_uint_eq(hy_dtype_size(HY_I64), 8);
    ck_assert_uint_eq(hy_dtype_size(HY_F32), 4);
    ck_assert_str_eq(hy_dtype_name(HY_F64), "f64");
}
END_TEST

static Suite *convert_suite(void)
{
    TCase *types = tcase_create("types");
    tcase_add_loop_test(types, every_type_converts_into_every_other, 0, 2);
    tcase_add_loop_test(types, what_does_not_fit_becomes_the_nearest_that_does, 0, 2);
    tcase_add_loop_test(types, whatever_is_not_zero_is_true, 0, 2);
    tcase_add_loop_test(types, whole_numbers_convert_without_rounding, 0, 2);
    tcase_add_test(types, types_have_names_and_sizes);

    Suite *suite = suite_create("convert");
    suite_add_tcase(suite, types);
    return suite;
}

int main(void)
{
    return run_suite(convert_suite());
}
