/// runtime/base/rng.h
#include "base/rng.h"

#include "support/run_suite.h"

#include <math.h>
#include <stdlib.h>

// lines of kat_vectors in the Random123 distribution: philox4x32 10 <counter> <key> <block>
static const struct {
    uint32_t counter[4], key[2], block[4];
} published[] = {
    {{0}, {0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
     {UINT32_MAX, UINT32_MAX},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

START_TEST(it_gives_the_published_blocks)
{
    uint32_t out[4];
    hy_rng_block(published[_i].counter, published[_i].key, out);
    ck_assert_mem_eq(out, published[_i].block, sizeof out);
}
END_TEST

START_TEST(a_draw_depends_on_nothing_but_its_name)
{
    hy_rng first = {.seed = 7, .stream = 3, .index = 0};
    hy_rng again = {.seed = 7, .stream = 3, .index = 5};
    uint64_t bits = 0;
    for (int i = 0; i < 6; i++) {
        bits = hy_rng_bits(&first);
    }
    ck_assert_uint_eq(bits, hy_rng_bits(&again));
}
END_TEST

START_TEST(streams_of_other_names_differ)
{
    hy_rng root = {.seed = 7};
    hy_rng a = hy_rng_split(&root, 1);
    hy_rng b = hy_rng_split(&root, 2);
    ck_assert_uint_ne(hy_rng_bits(&a), hy_rng_bits(&b));
    ck_assert_uint_eq(root.index, 0);
}
END_TEST

START_TEST(normals_have_mean_zero_and_variance_one)
{
    enum { COUNT = 100000 };
    hy_rng rng = {.seed = 1};
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < COUNT; i++) {
        double x = hy_rng_normal(&rng);
        sum += x;
        squares += x * x;
    }
    // five standard errors
    ck_assert_double_lt(fabs(sum / COUNT), 5 / sqrt(COUNT));
    ck_assert_double_lt(fabs(squares / COUNT - 1), 5 * sqrt(2.0 / COUNT));
}
END_TEST

START_TEST(both_of_a_pair_are_normal_and_independent)
{
    enum { COUNT = 100000 };
    hy_rng rng = {.seed = 1};
    hy_rng single = rng;
    double moments[3] = {0};
    for (int i = 0; i < COUNT; i++) {
        double pair[2];
        hy_rng_normal_pair(&rng, pair);
        ck_assert_double_eq(pair[0], hy_rng_normal(&single));
        moments[0] += pair[1];
        moments[1] += pair[1] * pair[1];
        moments[2] += pair[0] * pair[1];
    }
    ck_assert_uint_eq(rng.index, COUNT);
    // five standard errors
    ck_assert_double_lt(fabs(moments[0] / COUNT), 5 / sqrt(COUNT));
    ck_assert_double_lt(fabs(moments[1] / COUNT - 1), 5 * sqrt(2.0 / COUNT));
    ck_assert_double_lt(fabs(moments[2] / COUNT), 5 / sqrt(COUNT));
}
END_TEST

START_TEST(every_value_below_the_bound_comes_up)
{
    hy_rng rng = {.seed = 2};
    int counts[7] = {0};
    for (int i = 0; i < 7000; i++) {
        counts[hy_rng_below(&rng, 7)]++;
    }
    for (int i = 0; i < 7; i++) {
        // five standard errors around 1000
        ck_assert_int_lt(abs(counts[i] - 1000), 150);
    }
}
END_TEST

START_TEST(a_scaled_draw_is_the_block_as_a_fraction_of_the_bound)
{
    // under seed 0 the first block is 9b00dbd8 bc57ac4c e169c58d 6627e8d5, highest word first
    hy_rng rng = {.seed = 0};
    ck_assert_uint_eq(hy_rng_scaled(&rng, 1), 0);
    ck_assert_uint_eq(rng.index, 1);
    rng.index = 0;
    ck_assert_uint_eq(hy_rng_scaled(&rng, 256), 0x9b);
    rng.index = 0;
    ck_assert_uint_eq(hy_rng_scaled(&rng, UINT64_C(1) << 32), 0x9b00dbd8);
}
END_TEST

START_TEST(a_positive_draw_is_never_zero_or_one)
{
    hy_rng rng = {.seed = 3};
    hy_rng same = rng;
    for (int i = 0; i < 1000; i++) {
        double x = hy_rng_positive(&rng);
        ck_assert_double_eq(x, hy_rng_uniform(&same) + 0x1p-54);
    }
}
END_TEST

static Suite *rng_suite(void)
{
    TCase *draws = tcase_create("draws");
    tcase_add_loop_test(draws, it_gives_the_published_blocks, 0,
                        sizeof published / sizeof *published);
    tcase_add_test(draws, a_draw_depends_on_nothing_but_its_name);
    tcase_add_test(draws, streams_of_other_names_differ);
    tcase_add_test(draws, normals_have_mean_zero_and_variance_one);
    tcase_add_test(draws, both_of_a_pair_are_normal_and_independent);
    tcase_add_test(draws, every_value_below_the_bound_comes_up);
    tcase_add_test(draws, a_scaled_draw_is_the_block_as_a_fraction_of_the_bound);
    tcase_add_test(draws, a_positive_draw_is_never_zero_or_one);

    Suite *suite = suite_create("rng");
    suite_add_tcase(suite, draws);
    return suite;
}

int main(void)
{
    return run_suite(rng_suite());
}
