/// kernels/split.h and kernels/cpu/split.h
#include "kernels/split.h"

#include "base/rng.h"
#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = 521, COUNT = SIDE * SIDE };

/// Room for COUNT elements of any type.
typedef union elements {
    double of_f64[COUNT];
    float of_f32[COUNT];
    int64_t of_i64[COUNT];
    int32_t of_i32[COUNT];
    bool of_bool[COUNT];
} elements;

static hy_dtype g_dtype;
static elements g_a, g_b, g_conditions, g_positions, g_out[2];

// Numbers around 0, among them some too large for the fast sine.
static void draw(const hy_kernels *kernels, hy_rng *rng, elements *to)
{
    for (size_t i = 0; i < COUNT; i++) {
        double value = (i % 50021 == 7 ? 1e7 : 8) * (hy_rng_uniform(rng) - 0.5);
        kernels->fill(value, (char *)to + i * hy_dtype_size(g_dtype), 1);
    }
}

// Every test runs once for each element type.
static void draw_all(int dtype)
{
    hy_rng rng = {.seed = 5};
    g_dtype = (hy_dtype)dtype;
    draw(hy_backend_default()->kernels[g_dtype], &rng, &g_a);
    draw(hy_backend_default()->kernels[g_dtype], &rng, &g_b);
    for (size_t i = 0; i < COUNT; i++) {
        g_conditions.of_bool[i] = hy_rng_below(&rng, 2);
        g_positions.of_i64[i] = (int64_t)hy_rng_below(&rng, SIDE) + 1;
    }
}

/// One call of a kernel; `kind` says which.
typedef void call_function(const hy_kernels *kernels, int kind, void *out);

static void call_afresh(call_function *call, const hy_kernels *kernels, int kind, elements *out)
{
    memset(out, 1, sizeof *out);
    call(kernels, kind, out);
}

static bool are_same_bits(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(elements)) == 0;
}

// Compares what is split with what is not.
static void check_kind(const hy_backend *backend, call_function *call, int kind)
{
    call_afresh(call, backend->kernels[g_dtype], kind, &g_out[0]);
    call_afresh(call, backend->split->kernels[g_dtype], kind, &g_out[1]);
    ck_assert_msg(are_same_bits(&g_out[0], &g_out[1]), "%s %s kind %d", backend->name,
                  hy_dtype_name(g_dtype), kind);
}

static void check_calls(call_function *call, int kinds)
{
    const hy_backend *backend = hy_backend_at(0);
    hy_pool_set_threads(3);
    for (size_t i = 0; backend; backend = hy_backend_at(++i)) {
        for (int kind = 0; kind < kinds; kind++) {
            check_kind(backend, call, kind);
        }
    }
}

// A square of results; of its inputs one is a square, one (by kind) a square, a transposed one, a
// row or a column.
static hy_loop square_of(int kind, void *out, const void *second)
{
    static const ptrdiff_t strides[][2] = {{SIDE, 1}, {1, SIDE}, {0, 1}, {1, 0}};
    return (hy_loop){.rank = 2,
                     .extent = {SIDE, SIDE},
                     .out = out,
                     .out_stride = {SIDE, 1},
                     .in = {&g_a, second},
                     .in_stride = {{SIDE, 1}, {strides[kind % 4][0], strides[kind % 4][1]}}};
}

static hy_loop row_of(void *out, const void *second, const void *third)
{
    return (hy_loop){.rank = 1,
                     .extent = {COUNT},
                     .out = out,
                     .out_stride = {1},
                     .in = {&g_a, second, third},
                     .in_stride = {{1}, {1}, {1}}};
}

static void call_unary(const hy_kernels *kernels, int kind, void *out)
{
    hy_loop loop = row_of(out, NULL, NULL);
    kernels->unary((hy_unary)kind, &loop);
}

static void call_binary(const hy_kernels *kernels, int kind, void *out)
{
    // each function on one layout, then one on all
    hy_loop loop = square_of(kind, out, &g_b);
    hy_binary op = kind < HY_BINARY_COUNT ? (hy_binary)kind : HY_BINARY_ADD;
    if (hy_dtype_is_float(g_dtype) || (op != HY_BINARY_DIV && op != HY_BINARY_ATAN2)) {
        kernels->binary(op, &loop);
    }
}

static void call_compare(const hy_kernels *kernels, int kind, void *out)
{
    hy_loop loop = square_of(kind, out, &g_b);
    kernels->compare((hy_comparison)kind, &loop);
}

static void call_select(const hy_kernels *kernels, int kind, void *out)
{
    hy_loop loop = row_of(out, &g_a, &g_b);
    loop.in[0] = &g_conditions;
    if (kind == 0) {
        kernels->where(&loop);
    } else if (kind == 1) {
        kernels->convert(HY_BOOL, &loop);
    } else if (kind == 2) {
        kernels->fill(3, out, COUNT);
    }
}

static void call_index(const hy_kernels *kernels, int kind, void *out)
{
    hy_loop loop = square_of(0, out, &g_positions);
    if (kind == 0) {
        loop.in_stride[0][1] = 0;
        kernels->gather(&loop, 1);
    } else {
        kernels->accumulate(&loop);
    }
}

// Of columns or of rows, by the lowest bit of the kind.
static void call_reduce(const hy_kernels *kernels, int kind, void *out)
{
    ptrdiff_t kept = kind % 2 ? 1 : SIDE;
    hy_loop loop = {.rank = 1,
                    .extent = {SIDE},
                    .out = out,
                    .out_stride = {1},
                    .in = {&g_a},
                    .in_stride = {{kept}}};
    hy_reduce_args args = {.kept = loop, .reduced = loop};
    args.reduced.in_stride[0][0] = SIDE + 1 - kept;
    args.reduced.out_stride[0] = 0;
    hy_scan_args scan = {
        .starts = loop, .count = SIDE, .in_step = SIDE + 1 - kept, .out_step = SIDE + 1 - kept};
    scan.starts.out_stride[0] = kept;
    if (kind / 2 < HY_REDUCTION_COUNT) {
        kernels->reduce((hy_reduction)(kind / 2), &args);
    } else if (kind / 2 == HY_REDUCTION_COUNT) {
        kernels->argmax(&args);
    } else {
        kernels->scan(&scan);
    }
}

static void call_scaled(const hy_kernels *kernels, int kind, void *out)
{
    hy_loop loop = square_of(kind, out, &g_b);
    bool has_row = kind > 6;
    hy_chain chain = {.rows = has_row ? SIDE : 1,
                      .columns = has_row ? SIDE : COUNT,
                      .input_count = 3,
                      .in = {&g_a, &g_b, &g_b},
                      .kind = {HY_CHAIN_ALL, has_row ? HY_CHAIN_ROW : HY_CHAIN_ALL, HY_CHAIN_ONE},
                      .step_count = 3,
                      .steps = {{HY_BINARY_MUL, 2, {0, 1}},
                                {kind % 2 ? HY_UNARY_TANH : HY_UNARY_RELU, 1, {3, 0}},
                                {HY_BINARY_SUB, 2, {4, 2}}},
                      .out = out};
    if (kind < 4) {
        kernels->add_scaled(0.3, &loop);
    } else if (kind == 4) {
        kernels->scale(0.3, &loop);
    } else {
        kernels->chain(&chain);
    }
}

static void call_rows(const hy_kernels *kernels, int kind, void *out)
{
    hy_rows_args args = {.rows = SIDE,
                         .columns = SIDE,
                         .in = &g_a,
                         .classes = g_positions.of_i64,
                         .factors = &g_b,
                         .out = out};
    hy_layer_norm_args norm = {.rows = SIDE,
                               .columns = SIDE,
                               .in = &g_a,
                               .weight = &g_b,
                               .bias = &g_a,
                               .out = out,
                               .epsilon = 1e-5};
    if (kind < 4) {
        void (*const functions[])(const hy_rows_args *) = {kernels->softmax, kernels->log_softmax,
                                                           kernels->cross_entropy,
                                                           kernels->cross_entropy_slope};
        functions[kind](&args);
    } else if (kind == 4) {
        kernels->layer_norm(&norm);
    } else {
        norm.grad = &g_b;
        kernels->layer_norm_slope(&norm);
    }
}

static void call_matmul(const hy_kernels *kernels, int kind, void *out)
{
    static const size_t extents[][3] = {{SIDE, 300, 200}, {193, 300, SIDE}, {1, SIDE, SIDE},
                                        {SIDE, 1, SIDE},  {128, 256, SIDE}, {SIDE, 500, 1}};
    const size_t *extent = extents[kind / 2];
    bool is_transposed = kind % 2;
    ptrdiff_t k = (ptrdiff_t)extent[2];
    ptrdiff_t n = (ptrdiff_t)extent[1];
    hy_matmul_args args = {.m = extent[0],
                           .n = extent[1],
                           .k = extent[2],
                           .a = &g_a,
                           .a_row_stride = k,
                           .a_column_stride = 1,
                           .b = &g_b,
                           .b_row_stride = is_transposed ? 1 : n,
                           .b_column_stride = is_transposed ? k : 1,
                           .out = out,
                           .bias = is_transposed ? &g_a : NULL,
                           .activation = is_transposed ? HY_UNARY_RELU : HY_UNARY_COPY};
    kernels->matmul(&args);
}

START_TEST(kernels_of_all_types_give_the_same_bits_when_they_are_split)
{
    draw_all(_i);
    check_calls(call_unary, hy_dtype_is_float(g_dtype) ? HY_UNARY_COUNT : HY_UNARY_RELU + 1);
    check_calls(call_binary, HY_BINARY_COUNT + 4);
    check_calls(call_compare, HY_COMPARISON_COUNT);
    check_calls(call_select, 3);
    check_calls(call_index, 2);
    check_calls(call_reduce, 2 * HY_REDUCTION_COUNT + 4);
}
END_TEST

START_TEST(kernels_of_floats_give_the_same_bits_when_they_are_split)
{
    draw_all(_i);
    check_calls(call_scaled, 9);
    check_calls(call_rows, 6);
    check_calls(call_matmul, 12);
}
END_TEST

static void check_cut(size_t extent, size_t cost)
{
    hy_cut cut = hy_cut_axis(extent, cost, HY_CUT_ROW_MULTIPLE);
    size_t next = 0;
    for (size_t part = 0; part < cut.parts; part++) {
        ck_assert_uint_eq(part * cut.step, next);
        next += hy_cut_count(&cut, extent, part);
    }
    ck_assert_uint_eq(next, extent);
    ck_assert(cut.parts == 1 || cut.step % HY_CUT_ROW_MULTIPLE == 0);
    ck_assert(cut.parts == 1 || extent * cost >= HY_CUT_LEAST_COST);
}

START_TEST(every_kernel_has_one_that_splits)
{
    const hy_backend *backend = hy_backend_default();
    enum { KERNELS = sizeof(hy_kernels) / sizeof(uintptr_t) };
    uintptr_t whole[KERNELS];
    uintptr_t split[KERNELS];
    memcpy(whole, backend->kernels[_i], sizeof whole);
    memcpy(split, backend->split->kernels[_i], sizeof split);
    for (size_t i = 0; i < KERNELS; i++) {
        ck_assert_msg(!whole[i] == !split[i], "%s: kernel %zu", hy_dtype_name((hy_dtype)_i), i);
    }
}
END_TEST

START_TEST(cuts_hold_every_position_once)
{
    static const size_t extents[] = {1, 2, 255, 4096, 131071, 131072, 131073, 1000003};
    for (size_t i = 0; i < sizeof extents / sizeof extents[0]; i++) {
        for (size_t cost = 1; cost < 1000000; cost *= 7) {
            check_cut(extents[i], cost);
        }
    }
}
END_TEST

static Suite *split_suite(void)
{
    TCase *split = tcase_create("split");
    tcase_set_timeout(split, 120);
    tcase_add_loop_test(split, kernels_of_all_types_give_the_same_bits_when_they_are_split, 0,
                        HY_DTYPE_COUNT);
    tcase_add_loop_test(split, kernels_of_floats_give_the_same_bits_when_they_are_split, HY_F32,
                        HY_DTYPE_COUNT);
    tcase_add_loop_test(split, every_kernel_has_one_that_splits, 0, HY_DTYPE_COUNT);
    tcase_add_test(split, cuts_hold_every_position_once);

    Suite *suite = suite_create("split");
    suite_add_tcase(suite, split);
    return suite;
}

int main(void)
{
    return run_suite(split_suite());
}
