/// runtime/base/clock.h
#include "base/clock.h"

#include "support/run_suite.h"

#include <time.h>

START_TEST(the_monotonic_clock_moves_and_never_goes_back)
{
    double before = hy_clock_monotonic_seconds();
    struct timespec pause = {.tv_nsec = 2000000};
    ck_assert_int_eq(nanosleep(&pause, NULL), 0);
    ck_assert_double_ge(hy_clock_monotonic_seconds(), before + 0.002);
}
END_TEST

START_TEST(the_clock_of_a_thread_stands_still_while_it_sleeps)
{
    double before = hy_clock_thread_seconds();
    struct timespec pause = {.tv_nsec = 50000000};
    ck_assert_int_eq(nanosleep(&pause, NULL), 0);
    double used = hy_clock_thread_seconds() - before;
    ck_assert(used >= 0 && used < 0.04);
}
END_TEST

START_TEST(the_wall_clock_counts_from_1970)
{
    ck_assert_double_eq_tol(hy_clock_wall_seconds(), (double)time(NULL), 2.0);
}
END_TEST

static Suite *clock_suite(void)
{
    TCase *clocks = tcase_create("clocks");
    tcase_add_test(clocks, the_monotonic_clock_moves_and_never_goes_back);
    tcase_add_test(clocks, the_clock_of_a_thread_stands_still_while_it_sleeps);
    tcase_add_test(clocks, the_wall_clock_counts_from_1970);

    Suite *suite = suite_create("clock");
    suite_add_tcase(suite, clocks);
    return suite;
}

int main(void)
{
    return run_suite(clock_suite());
}
