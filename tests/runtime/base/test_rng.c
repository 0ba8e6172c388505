/// runtime/base/rng.h
#include "base/rng.h"

#include "support/run_suite.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Random123's known-answer vectors for philox4x32-10
START_TEST(it_gives_the_published_blocks)
{
    uint32_t out[4];
    hy_rng_block((uint32_t[4]){0}, (uint32_t[2]){0}, out);
    ck_assert_int_eq(memcmp(out, (uint32_t[4]){0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, 16),
                     0);
    hy_rng_block((uint32_t[4]){0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                 (uint32_t[2]){0xa4093822, 0x299f31d0}, out);
    ck_assert_int_eq(memcmp(out, (uint32_t[4]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, 16),
                     0);
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

static Suite *rng_suite(void)
{
    TCase *draws = tcase_create("draws");
    tcase_add_test(draws, it_gives_the_published_blocks);
    tcase_add_test(draws, a_draw_depends_on_nothing_but_its_name);
    tcase_add_test(draws, streams_of_other_names_differ);
    tcase_add_test(draws, normals_have_mean_zero_and_variance_one);
    tcase_add_test(draws, every_value_below_the_bound_comes_up);

    Suite *suite = suite_create("rng");
    suite_add_tcase(suite, draws);
    return suite;
}

int main(void)
{
    return run_suite(rng_suite());
}
