/// runtime/sandbox/guard.h
#include "sandbox/guard.h"

#include "base/clock.h"

#include "support/run_suite.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DATA_BYTES = 300 * 4096 };

static const double limit = 0.02;

static hy_snapshot *g_snapshot;
static unsigned char *g_data;  // part of the snapshot

static void open_guard(void)
{
    hy_arena *arena;
    ck_assert_int_eq(hy_arena_create((size_t)1 << 22, &arena, NULL), HY_OK);
    g_data = hy_arena_allocate(arena, DATA_BYTES);
    ck_assert_ptr_nonnull(g_data);
    memset(g_data, 7, DATA_BYTES);
    ck_assert_int_eq(hy_snapshot_take(arena, &g_snapshot, NULL), HY_OK);
    ck_assert_int_eq(hy_guard_open(g_snapshot, NULL), HY_OK);
}

static void do_nothing(void *argument)
{
    *(int *)argument += 1;
}

static void hang(void *argument)
{
    volatile int *turns = argument;
    for (;;) {
        ++*turns;
    }
}

// NOLINTNEXTLINE(misc-no-recursion): it is what the test is about
static int dig(const volatile char *above)
{
    volatile char block[4096];
    block[0] = above[0];
    return block[0] == 'q' ? 0 : dig(block) + block[0];
}

static void overflow(void *argument)
{
    *(int *)argument = dig(argument);
}

static void wait_long(void *argument)
{
    (void)argument;
    double end = hy_clock_monotonic_seconds() + 3.0 * limit;
    while (hy_clock_monotonic_seconds() < end) {
        (void)usleep(1000);
    }
}

START_TEST(a_call_that_returns_has_returned)
{
    int calls = 0;
    double seconds;
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(hy_guard_call(do_nothing, &calls, limit, &seconds), HY_GUARD_RETURNED);
        ck_assert(seconds >= 0.0 && seconds < limit);
    }
    ck_assert_int_eq(calls, 1000);
}
END_TEST

START_TEST(a_call_that_hangs_is_left_again_and_again)
{
    int turns = 0;
    for (int i = 0; i < 10; i++) {
        double seconds;
        ck_assert_int_eq(hy_guard_call(hang, &turns, limit, &seconds), HY_GUARD_TIMEOUT);
        ck_assert(seconds >= limit);
    }
}
END_TEST

START_TEST(recursion_in_c_is_left)
{
    for (int i = 0; i < 3; i++) {
        int result = 0;
        double seconds;
        ck_assert_int_eq(hy_guard_call(overflow, &result, 5.0, &seconds), HY_GUARD_OVERFLOW);
    }
}
END_TEST

START_TEST(waiting_costs_no_cpu_time)
{
    double seconds;
    ck_assert_int_eq(hy_guard_call(wait_long, NULL, limit, &seconds), HY_GUARD_RETURNED);
    ck_assert(seconds < limit);
}
END_TEST

// Works in a library but for a hundredth of the time or so.
static void clear_all_the_time(void *argument)
{
    static unsigned char block[1 << 16];
    for (volatile int *turn = argument;; ++*turn) {
        memset(block, *turn, sizeof block);
    }
}

START_TEST(who_is_mostly_in_a_library_is_left_soon)
{
    enum { CALLS = 21 };
    int turns = 0;
    int late = 0;
    for (int i = 0; i < CALLS; i++) {
        double seconds;
        ck_assert_int_eq(hy_guard_call(clear_all_the_time, &turns, limit, &seconds),
                         HY_GUARD_TIMEOUT);
        late += seconds > 3.0 * limit;
    }
    // on a busy machine some may be
    ck_assert_int_lt(late, CALLS / 2);
}
END_TEST

START_TEST(the_clock_goes_on_after_a_rest)
{
    int turns = 0;
    double seconds;
    hy_guard_rest();
    hy_guard_resume();
    ck_assert_int_eq(hy_guard_call(hang, &turns, limit, &seconds), HY_GUARD_TIMEOUT);
}
END_TEST

static void write_everywhere(void *argument)
{
    for (volatile int *turn = argument;; ++*turn) {
        for (int place = 0; place < DATA_BYTES; place += 4096) {
            g_data[place] = (unsigned char)*turn;
        }
    }
}

static int count_changed(void)
{
    int count = 0;
    for (int i = 0; i < DATA_BYTES; i += 2048) {
        count += g_data[i] != 7;
    }
    return count;
}

START_TEST(a_page_is_opened_wholly_or_not)
{
    int turns = 0;
    for (int i = 0; i < 1000; i++) {
        double seconds;
        double short_limit = 1e-6 * (20 + i % 100);
        ck_assert_int_eq(hy_guard_call(write_everywhere, &turns, short_limit, &seconds),
                         HY_GUARD_TIMEOUT);
        hy_snapshot_restore(g_snapshot);
        ck_assert_int_eq(count_changed(), 0);
    }
}
END_TEST

static void write_wildly(void *argument)
{
    *(volatile int *)argument = 1;
}

START_TEST(any_other_fault_ends_the_process)
{
    pid_t child = fork();
    if (child == 0) {
        open_guard();
        double seconds;
        (void)hy_guard_call(write_wildly, (void *)16, limit, &seconds);
        _exit(0);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
}
END_TEST

static Suite *guard_suite(void)
{
    TCase *calls = tcase_create("calls");
    tcase_add_checked_fixture(calls, open_guard, NULL);
    tcase_add_test(calls, a_call_that_returns_has_returned);
    tcase_add_test(calls, a_call_that_hangs_is_left_again_and_again);
    tcase_add_test(calls, recursion_in_c_is_left);
    tcase_add_test(calls, waiting_costs_no_cpu_time);
    tcase_add_test(calls, who_is_mostly_in_a_library_is_left_soon);
    tcase_add_test(calls, the_clock_goes_on_after_a_rest);
    tcase_add_test(calls, a_page_is_opened_wholly_or_not);
    tcase_add_test(calls, any_other_fault_ends_the_process);

    Suite *suite = suite_create("guard");
    suite_add_tcase(suite, calls);
    return suite;
}

int main(void)
{
    return run_suite(guard_suite());
}
