/// runtime/base/draws.h
#include "base/draws.h"

#include "base/draws_lanes.h"
#include "support/run_suite.h"

#include <stdlib.h>

enum { COUNT = 20003 };  // several times the lanes, and some

extern const hy_draws_lanes hy_draws_lanes_baseline;

static const hy_rng places[] = {
    {.seed = 0},
    {.seed = UINT64_MAX, .stream = UINT64_MAX, .index = 0xfffffff0},
    {.seed = 0x123456789abcdef0, .stream = 42, .index = UINT64_MAX - 100},
};

// uniform draws equal those of hy_rng_uniform, bit for bit
static void check_uniform(const hy_draws_lanes *lanes, hy_rng rng)
{
    double *drawn = malloc(COUNT * sizeof *drawn);
    ck_assert_ptr_nonnull(drawn);
    lanes->uniform(&rng, drawn, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_double_eq(drawn[i], hy_rng_uniform(&rng));
    }
    free(drawn);
}

static void check_normal(const hy_draws_lanes *lanes, hy_rng rng)
{
    float *drawn = malloc(COUNT * sizeof *drawn);
    ck_assert_ptr_nonnull(drawn);
    lanes->normal_f32(&rng, drawn, COUNT);
    double pair[2];
    for (size_t i = 0; i < COUNT; i++) {
        if (i % 2 == 0) {
            hy_rng_normal_pair(&rng, pair);
        }
        ck_assert_float_eq(drawn[i], (float)pair[i % 2]);
    }
    free(drawn);
}

START_TEST(portable_code_draws_what_single_draws_are)
{
    check_uniform(&hy_draws_lanes_baseline, places[_i]);
    check_normal(&hy_draws_lanes_baseline, places[_i]);
}
END_TEST

static void draw_uniform(const hy_rng *rng, double *out, size_t count)
{
    hy_rng place = *rng;
    hy_draws_uniform(&place, out, count);
    ck_assert_uint_eq(place.index, rng->index + count);
}

static void draw_normal(const hy_rng *rng, float *out, size_t count)
{
    hy_rng place = *rng;
    hy_draws_normal_f32(&place, out, count);
    ck_assert_uint_eq(place.index, rng->index + (count + 1) / 2);
}

START_TEST(the_fastest_code_draws_the_same_and_moves_on)
{
    const hy_draws_lanes fastest = {draw_uniform, draw_normal};
    check_uniform(&fastest, places[_i]);
    check_normal(&fastest, places[_i]);
}
END_TEST

START_TEST(nothing_beyond_the_count_is_written)
{
    hy_rng rng = places[0];
    double unit[4] = {2, 2, 2, 2};
    float normal[4] = {9, 9, 9, 9};
    double wide[4] = {9, 9, 9, 9};
    hy_draws_uniform(&rng, unit, 3);
    hy_draws_normal_f32(&rng, normal, 0);
    hy_draws_normal(&rng, wide, 3);
    ck_assert_double_lt(unit[2], 1);
    ck_assert_double_eq(unit[3], 2);
    ck_assert_float_eq(normal[0], 9);
    ck_assert_double_ne(wide[2], 9);
    ck_assert_double_eq(wide[3], 9);
    ck_assert_uint_eq(rng.index, 3 + 2);
}
END_TEST

static Suite *draws_suite(void)
{
    const int place_count = sizeof places / sizeof *places;
    TCase *draws = tcase_create("draws");
    tcase_add_loop_test(draws, portable_code_draws_what_single_draws_are, 0, place_count);
    tcase_add_loop_test(draws, the_fastest_code_draws_the_same_and_moves_on, 0, place_count);
    tcase_add_test(draws, nothing_beyond_the_count_is_written);

    Suite *suite = suite_create("draws");
    suite_add_tcase(suite, draws);
    return suite;
}

int main(void)
{
    return run_suite(draws_suite());
}
