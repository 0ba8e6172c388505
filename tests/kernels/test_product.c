/// kernels/cpu/matmul.c, kernels/cpu/large_product.c and kernels/cpu/room.c
#include "kernels/cpu/room.h"

#include "base/rng.h"
#include "kernels/backend.h"
#include "kernels/cpu/blas.h"
#include "support/run_suite.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { FLOATS = 2, VARIANTS = 2 * FLOATS, MOST = 700 * 700 };

static const hy_backend *g_backend;
static hy_dtype g_dtype;
static double g_a[MOST], g_b[MOST], g_bias[MOST], g_out[MOST], g_part[MOST];

static double get(const double *from, size_t i)
{
    return g_dtype == HY_F64 ? from[i] : (double)((const float *)(const void *)from)[i];
}

static void set(double *to, size_t i, double value)
{
    if (g_dtype == HY_F64) {
        to[i] = value;
    } else {
        ((float *)(void *)to)[i] = (float)value;
    }
}

// Begins a test of one back end and type; false when the machine has no such variant.
static bool choose(int variant)
{
    g_backend = hy_backend_at((size_t)variant / FLOATS);
    g_dtype = variant % FLOATS ? HY_F64 : HY_F32;
    hy_rng rng = {.seed = 3};
    for (size_t i = 0; g_backend && i < MOST; i++) {
        set(g_a, i, hy_rng_uniform(&rng) - 0.5);
        set(g_b, i, hy_rng_uniform(&rng) - 0.5);
        set(g_bias, i, hy_rng_uniform(&rng));
    }
    return g_backend != NULL;
}

// The same for variants whose large products are their own.
static bool choose_own(int variant)
{
    return choose(variant) && strcmp(g_backend->name, "cpu-avx2") == 0 &&
           !__builtin_cpu_supports("avx512f");
}

/// Operands of which a product is a part: [rows, steps] x [steps, columns], either as its
/// transpose.
typedef struct operands {
    size_t rows, columns, steps;
    bool is_a_transposed, is_b_transposed;
} operands;

static hy_matmul_args args_of(const operands *of)
{
    return (hy_matmul_args){.m = of->rows,
                            .n = of->columns,
                            .k = of->steps,
                            .a = g_a,
                            .a_row_stride = of->is_a_transposed ? 1 : (ptrdiff_t)of->steps,
                            .a_column_stride = of->is_a_transposed ? (ptrdiff_t)of->rows : 1,
                            .b = g_b,
                            .b_row_stride = of->is_b_transposed ? 1 : (ptrdiff_t)of->columns,
                            .b_column_stride = of->is_b_transposed ? (ptrdiff_t)of->steps : 1,
                            .out = g_out};
}

static void multiply(const hy_matmul_args *args)
{
    g_backend->kernels[g_dtype]->matmul(args);
}

static const void *element(const double *of, size_t i)
{
    return (const char *)of + i * hy_dtype_size(g_dtype);
}

static double reference(const hy_matmul_args *args, size_t i, size_t j)
{
    double sum = args->bias ? get(args->bias, j) : 0;
    for (size_t p = 0; p < args->k; p++) {
        size_t in_a = i * (size_t)args->a_row_stride + p * (size_t)args->a_column_stride;
        size_t in_b = p * (size_t)args->b_row_stride + j * (size_t)args->b_column_stride;
        sum += get(args->a, in_a) * get(args->b, in_b);
    }
    return args->activation == HY_UNARY_RELU && sum < 0 ? 0 : sum;
}

// Compares results here and there, and the last one.
static void check_product(const hy_matmul_args *args)
{
    double unit = g_dtype == HY_F32 ? 1.2e-7 : 2.3e-16;
    size_t count = args->m * args->n;
    memset(g_out, 1, count * hy_dtype_size(g_dtype));
    multiply(args);
    for (size_t i = 0; i < count; i += i + 499 < count ? 499 : (size_t)7) {
        double expected = reference(args, i / args->n, i % args->n);
        ck_assert_msg(fabs(get(g_out, i) - expected) <= 8 * unit * sqrt((double)args->k + 1),
                      "%zu x %zu x %zu at %zu: %.9g, expected %.9g", args->m, args->n, args->k, i,
                      get(g_out, i), expected);
    }
}

START_TEST(large_products_agree_for_all_layouts)
{
    static const size_t extents[][3] = {{300, 301, 5},  {73, 700, 300}, {163, 45, 700},
                                        {70, 512, 600}, {66, 33, 700},  {300, 600, 257}};
    for (size_t i = 0; choose(_i) && i < sizeof extents / sizeof extents[0]; i++) {
        for (int layout = 0; layout < 8; layout++) {
            operands of = {extents[i][0], extents[i][1], extents[i][2], layout & 1, layout & 2};
            hy_matmul_args args = args_of(&of);
            args.bias = layout & 4 ? g_bias : NULL;
            args.activation = layout & 4 ? HY_UNARY_RELU : HY_UNARY_COPY;
            check_product(&args);
        }
    }
}
END_TEST

START_TEST(large_products_take_any_strides)
{
    static const ptrdiff_t strides[][4] = {{2, 700, 2, 700}, {1400, 2, 1400, 2}, {0, 1, 1, 0}};
    for (size_t i = 0; choose(_i) && i < sizeof strides / sizeof strides[0]; i++) {
        operands of = {.rows = 100, .columns = 200, .steps = 300};
        hy_matmul_args args = args_of(&of);
        args.a_row_stride = strides[i][0];
        args.a_column_stride = strides[i][1];
        args.b_row_stride = strides[i][2];
        args.b_column_stride = strides[i][3];
        check_product(&args);
    }
}
END_TEST

START_TEST(negative_strides_run_backwards)
{
    if (choose(_i)) {
        operands of = {.rows = 200, .columns = 300, .steps = 400};
        hy_matmul_args args = args_of(&of);
        args.a = element(g_a, (of.rows - 1) * of.steps);
        args.a_row_stride = -args.a_row_stride;
        multiply(&args);
        memcpy(g_part, g_out, sizeof g_part);
        args = args_of(&of);
        multiply(&args);
        double difference = get(g_part, 0) - get(g_out, (of.rows - 1) * of.columns);
        ck_assert_double_eq_tol(difference, 0, 1e-5);
    }
}
END_TEST

// A part of rows and columns of `of`, computed by itself.
static void check_part(const operands *of, size_t row, size_t rows, size_t column, size_t columns)
{
    hy_matmul_args args = args_of(of);
    multiply(&args);
    args.a = element(g_a, row * (size_t)args.a_row_stride);
    args.b = element(g_b, column * (size_t)args.b_column_stride);
    args.out = g_part;
    args.m = rows;
    args.n = columns;
    multiply(&args);
    for (size_t i = 0; i < rows; i++) {
        ck_assert_msg(memcmp(element(g_part, i * columns),
                             element(g_out, (row + i) * of->columns + column),
                             columns * hy_dtype_size(g_dtype)) == 0,
                      "row %zu of %zu at %zu", i, rows, row);
    }
}

START_TEST(an_element_has_the_same_bits_in_every_part_of_a_product)
{
    for (int layout = 0; choose_own(_i) && layout < 4; layout++) {
        operands of = {300, 310, 700, layout & 1, layout & 2};
        check_part(&of, 7, 2, 3, 299);
        check_part(&of, 100, 13, 290, 9);
        check_part(&of, 100, 200, 16, 3);
        check_part(&of, 1, 150, 5, 150);
    }
}
END_TEST

START_TEST(long_sums_round_little)
{
    // 150000 times 0.1 would be off by a hundredth if the products were added one by one
    if (choose(_i)) {
        operands of = {.rows = 2, .columns = 3, .steps = 150000};
        hy_matmul_args args = args_of(&of);
        for (size_t i = 0; i < 3 * of.steps; i++) {
            set(g_a, i, 0.1F);
            set(g_b, i, 1);
        }
        multiply(&args);
        ck_assert_double_eq_tol(get(g_out, 5) / (150000 * (double)0.1F), 1, 2e-5);
    }
}
END_TEST

// AddressSanitizer wants more stack and memory than these leave.
#ifndef __SANITIZE_ADDRESS__
static void *multiply_in_thread(void *args)
{
    multiply(args);
    return NULL;
}

// Compares the product of a thread, which has a stack of 128 KiB, with this one's.
static void check_thread(void *(*run)(void *))
{
    operands of = {.rows = 300, .columns = 310, .steps = 700};
    hy_matmul_args args = args_of(&of);
    multiply(&args);
    args.out = g_part;
    pthread_attr_t attributes;
    pthread_t thread;
    void *failure;
    ck_assert_int_eq(pthread_attr_init(&attributes), 0);
    ck_assert_int_eq(pthread_attr_setstacksize(&attributes, 128 << 10), 0);
    ck_assert_int_eq(pthread_create(&thread, &attributes, run, &args), 0);
    ck_assert_int_eq(pthread_join(thread, &failure), 0);
    ck_assert_ptr_null(failure);
    (void)pthread_attr_destroy(&attributes);
    ck_assert_mem_eq(g_part, g_out, of.rows * of.columns * hy_dtype_size(g_dtype));
}

START_TEST(threads_need_little_stack)
{
    if (choose(_i)) {
        check_thread(multiply_in_thread);
    }
}
END_TEST

// Returns what should have been NULL. Check itself would want memory.
static void *multiply_without_memory(void *args)
{
    struct rlimit before;
    int failures = getrlimit(RLIMIT_DATA, &before) != 0;
    struct rlimit none = {.rlim_cur = 1, .rlim_max = before.rlim_max};
    failures += setrlimit(RLIMIT_DATA, &none) != 0;
    void *room = cpu_room();
    multiply(args);
    failures += setrlimit(RLIMIT_DATA, &before) != 0;
    return failures ? args : room;
}

START_TEST(without_memory_the_bits_are_the_same)
{
    if (choose_own(_i)) {
        check_thread(multiply_without_memory);
    }
}
END_TEST
#endif

static void *room_of_thread(void *unused)
{
    (void)unused;
    return cpu_room();
}

START_TEST(every_thread_has_a_room_of_its_own)
{
    pthread_t thread;
    void *other;
    ck_assert_int_eq(pthread_create(&thread, NULL, room_of_thread, NULL), 0);
    ck_assert_int_eq(pthread_join(thread, &other), 0);
    ck_assert_uint_eq((uintptr_t)cpu_room() % CPU_ROOM_ALIGNMENT, 0);
    ck_assert_ptr_eq(cpu_room(), cpu_room());
    ck_assert_ptr_nonnull(other);
}
END_TEST

static Suite *product_suite(void)
{
    TCase *products = tcase_create("products");
    tcase_set_timeout(products, 60);
    tcase_add_loop_test(products, large_products_agree_for_all_layouts, 0, VARIANTS);
    tcase_add_loop_test(products, large_products_take_any_strides, 0, VARIANTS);
    tcase_add_loop_test(products, negative_strides_run_backwards, 0, VARIANTS);
    tcase_add_loop_test(products, an_element_has_the_same_bits_in_every_part_of_a_product, 0,
                        VARIANTS);
    tcase_add_loop_test(products, long_sums_round_little, 0, VARIANTS);
#ifndef __SANITIZE_ADDRESS__
    tcase_add_loop_test(products, threads_need_little_stack, 0, VARIANTS);
    tcase_add_loop_test(products, without_memory_the_bits_are_the_same, 0, VARIANTS);
#endif
    tcase_add_test(products, every_thread_has_a_room_of_its_own);

    Suite *suite = suite_create("product");
    suite_add_tcase(suite, products);
    return suite;
}

int main(void)
{
    return run_suite(product_suite());
}
