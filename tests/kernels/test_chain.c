/// kernels/cpu/chain.c
#include "kernels/backend.h"

#include "base/rng.h"
#include "support/run_suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Every test runs once per back end of the machine and element type.
enum { MOST_VARIANTS = 4, MOST_ELEMENTS = 700, INPUTS = 6, ELEMENT_BYTES = 8 };

// what elements the inputs have
static const hy_chain_input kinds[INPUTS] = {HY_CHAIN_ALL, HY_CHAIN_ALL, HY_CHAIN_ALL,
                                             HY_CHAIN_ROW, HY_CHAIN_ONE, HY_CHAIN_ONE};

/// The values of a chain, one after the other.
typedef struct values {
    const hy_kernels *kernels;
    hy_dtype dtype;
    size_t rows, columns;
    char bytes[INPUTS + HY_CHAIN_MAX_STEPS][MOST_ELEMENTS * ELEMENT_BYTES];
    _Alignas(64) char fused[MOST_ELEMENTS * ELEMENT_BYTES];
} values;

static hy_rng g_rng;
static values g_values;

// False when the machine has no such variant.
static bool choose(int variant)
{
    const hy_backend *backend = hy_backend_at((size_t)variant / 2);
    g_rng = (hy_rng){.seed = 7, .stream = (uint64_t)variant};
    g_values.dtype = variant % 2 ? HY_F64 : HY_F32;
    g_values.kernels = backend ? backend->kernels[g_values.dtype] : NULL;
    return backend != NULL;
}

// An ordinary number, or one that functions treat in their own way.
static double draw(void)
{
    static const double special[] = {0.0, -0.0, INFINITY, -INFINITY, NAN, 1e-40};
    enum { SPECIAL_COUNT = sizeof special / sizeof special[0] };
    uint64_t kind = hy_rng_below(&g_rng, 20 * SPECIAL_COUNT);
    return kind < SPECIAL_COUNT ? special[kind] : 4 * hy_rng_uniform(&g_rng) - 2;
}

// Some chains in a row share inputs, which take longer to draw than to compute with.
static void draw_some_inputs(int round)
{
    enum { CHAINS_IN_A_ROW = 20 };
    for (size_t k = 0; round % CHAINS_IN_A_ROW == 0 && k < (size_t)INPUTS * MOST_ELEMENTS; k++) {
        char *input = g_values.bytes[k / MOST_ELEMENTS];
        if (g_values.dtype == HY_F32) {
            ((float *)(void *)input)[k % MOST_ELEMENTS] = (float)draw();
        } else {
            ((double *)(void *)input)[k % MOST_ELEMENTS] = draw();
        }
    }
}

// A chain of functions that tiles have, or of all.
static hy_chain draw_chain(bool is_cheap)
{
    static const int cheap[] = {HY_UNARY_NEG, HY_UNARY_ABS, HY_UNARY_RELU};
    hy_chain chain = {.rows = g_values.rows,
                      .columns = g_values.columns,
                      .input_count = INPUTS,
                      .out = g_values.fused,
                      .streams = hy_rng_below(&g_rng, 2)};
    for (int i = 0; i < INPUTS; i++) {
        chain.in[i] = g_values.bytes[i];
        chain.kind[i] = kinds[i];
    }
    chain.step_count = 1 + (int)hy_rng_below(&g_rng, HY_CHAIN_MAX_STEPS);
    for (int i = 0; i < chain.step_count; i++) {
        int count = 1 + (int)hy_rng_below(&g_rng, 2);
        int unary =
            is_cheap ? cheap[hy_rng_below(&g_rng, 3)] : (int)hy_rng_below(&g_rng, HY_UNARY_COUNT);
        int binary = (int)hy_rng_below(&g_rng, HY_BINARY_COUNT);
        bool is_dear = binary == HY_BINARY_POW || binary > HY_BINARY_MASK;
        chain.steps[i].op = count == 1 ? unary : is_cheap && is_dear ? HY_BINARY_ADD : binary;
        chain.steps[i].count = count;
        for (int k = 0; k < count; k++) {
            // mostly the value before, so that accumulators are carried
            int newest = INPUTS + i - 1;
            chain.steps[i].from[k] =
                hy_rng_below(&g_rng, 2) ? newest : (int)hy_rng_below(&g_rng, (uint64_t)newest + 1);
        }
    }
    return chain;
}

// One step after the other, each over whole rows.
static void run_steps(const hy_chain *chain)
{
    for (int i = 0; i < chain->step_count; i++) {
        const hy_chain_step *step = &chain->steps[i];
        hy_loop loop = {.rank = 2,
                        .extent = {chain->rows, chain->columns},
                        .out = g_values.bytes[INPUTS + i],
                        .out_stride = {(ptrdiff_t)chain->columns, 1}};
        for (int k = 0; k < step->count; k++) {
            int value = step->from[k];
            hy_chain_input kind = value < INPUTS ? kinds[value] : HY_CHAIN_ALL;
            loop.in[k] = g_values.bytes[value];
            loop.in_stride[k][0] = kind == HY_CHAIN_ALL ? loop.out_stride[0] : 0;
            loop.in_stride[k][1] = kind != HY_CHAIN_ONE;
        }
        if (step->count == 1) {
            g_values.kernels->unary((hy_unary)step->op, &loop);
        } else {
            g_values.kernels->binary((hy_binary)step->op, &loop);
        }
    }
}

// Bitwise, but for which NaN it is: IEEE 754 leaves that open.
static bool is_same(const char *a, const char *b)
{
    if (g_values.dtype == HY_F32) {
        float x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        return memcmp(a, b, sizeof x) == 0 || (isnan(x) && isnan(y));
    }
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return memcmp(a, b, sizeof x) == 0 || (isnan(x) && isnan(y));
}

static void check_chain(bool is_cheap)
{
    g_values.columns = 1 + hy_rng_below(&g_rng, MOST_ELEMENTS);
    g_values.rows = 1 + hy_rng_below(&g_rng, MOST_ELEMENTS / g_values.columns);
    size_t count = g_values.rows * g_values.columns;
    hy_chain chain = draw_chain(is_cheap);
    g_values.kernels->chain(&chain);
    run_steps(&chain);
    size_t size = hy_dtype_size(g_values.dtype);
    const char *expected = g_values.bytes[INPUTS + chain.step_count - 1];
    size_t same = 0;
    while (same < count && is_same(g_values.fused + same * size, expected + same * size)) {
        same++;
    }
    // one assertion a chain: each is a message to another process
    ck_assert_msg(same == count, "element %zu of %zu after %d steps", same, count,
                  chain.step_count);
}

static void check_chains(int variant, bool is_cheap, int rounds)
{
    bool is_there = choose(variant);
    for (int round = 0; is_there && round < rounds; round++) {
        draw_some_inputs(round);
        check_chain(is_cheap);
    }
}

START_TEST(chains_of_cheap_functions_equal_their_steps_bit_by_bit)
{
    check_chains(_i, true, 300);
}
END_TEST

START_TEST(chains_of_any_functions_equal_their_steps_bit_by_bit)
{
    check_chains(_i, false, 300);
}
END_TEST

// relu(a b) + b of a row, in one chain or function by function.
static void compute_long(const hy_kernels *kernels, bool is_fused, const void *const in[2],
                         void *out, size_t count)
{
    hy_chain chain = {
        .rows = 1,
        .columns = count,
        .input_count = 2,
        .in = {in[0], in[1]},
        .step_count = 3,
        .steps = {{HY_BINARY_MUL, 2, {0, 1}}, {HY_UNARY_RELU, 1, {2}}, {HY_BINARY_ADD, 2, {3, 1}}},
        .out = out};
    if (is_fused) {
        kernels->chain(&chain);
        return;
    }
    hy_loop loop = {.rank = 1,
                    .extent = {count},
                    .out = out,
                    .out_stride = {1},
                    .in = {in[0], in[1]},
                    .in_stride = {{1}, {1}}};
    kernels->binary(HY_BINARY_MUL, &loop);
    loop.in[0] = out;
    kernels->unary(HY_UNARY_RELU, &loop);
    kernels->binary(HY_BINARY_ADD, &loop);
}

START_TEST(a_long_row_needs_no_more_room)
{
    // not a multiple of any tile
    enum { LONG = 20011 };
    static char in[2][LONG * ELEMENT_BYTES];
    static char out[2][LONG * ELEMENT_BYTES];
    if (!choose(_i)) {
        return;
    }
    const hy_kernels *kernels = g_values.kernels;
    kernels->fill(2.5, in[0], LONG);
    kernels->fill(-0.5, in[1], LONG);
    kernels->fill(7, in[1], LONG / 3);
    const void *const inputs[2] = {in[0], in[1]};
    compute_long(kernels, true, inputs, out[0], LONG);
    compute_long(kernels, false, inputs, out[1], LONG);
    ck_assert_mem_eq(out[0], out[1], LONG * hy_dtype_size(g_values.dtype));
}
END_TEST

static Suite *chain_suite(void)
{
    TCase *chains = tcase_create("chains");
    tcase_set_timeout(chains, 60);
    tcase_add_loop_test(chains, chains_of_cheap_functions_equal_their_steps_bit_by_bit, 0,
                        MOST_VARIANTS);
    tcase_add_loop_test(chains, chains_of_any_functions_equal_their_steps_bit_by_bit, 0,
                        MOST_VARIANTS);
    tcase_add_loop_test(chains, a_long_row_needs_no_more_room, 0, MOST_VARIANTS);

    Suite *suite = suite_create("chain");
    suite_add_tcase(suite, chains);
    return suite;
}

int main(void)
{
    return run_suite(chain_suite());
}
