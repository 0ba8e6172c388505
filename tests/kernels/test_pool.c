/// kernels/pool.h
#include "kernels/pool.h"

#include "support/run_suite.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTS = 100 };

/// How often each part ran, and what else parts have seen.
typedef struct tally {
    atomic_int runs[PARTS];
    pthread_t caller;
    atomic_int helped;    ///< Parts that ran on other threads than the caller's.
    atomic_bool is_open;  ///< Signals reach another thread.
} tally;

static void count_part(void *context, size_t part)
{
    tally *all = context;
    all->runs[part]++;
    if (!pthread_equal(pthread_self(), all->caller)) {
        sigset_t mask;
        (void)pthread_sigmask(SIG_SETMASK, NULL, &mask);
        all->is_open = all->is_open || !sigismember(&mask, SIGINT);
        all->helped++;
    }
}

static bool are_all(const tally *all, int runs)
{
    bool are = true;
    for (size_t i = 0; i < PARTS; i++) {
        are = are && all->runs[i] == runs;
    }
    return are;
}

static void end(void)
{
    hy_pool_set_threads(1);
}

START_TEST(every_part_runs_once_with_any_number_of_threads)
{
    hy_pool_set_threads(1 + _i);
    ck_assert_int_eq(hy_pool_threads(), 1 + _i);
    tally all = {.caller = pthread_self()};
    for (int round = 1; round <= 200; round++) {
        hy_pool_run(PARTS, count_part, &all);
        ck_assert(are_all(&all, round));
    }
    ck_assert(_i > 0 || all.helped == 0);
}
END_TEST

// Waits until another thread has helped: a part that another thread runs cannot be the last.
static void wait_part(void *context, size_t part)
{
    tally *all = context;
    count_part(all, part);
    while (pthread_equal(pthread_self(), all->caller) && all->helped == 0) {
        (void)sched_yield();
    }
}

START_TEST(helpers_come_and_leave_signals_to_the_caller)
{
    hy_pool_set_threads(2);
    tally all = {.caller = pthread_self()};
    hy_pool_run(PARTS, wait_part, &all);
    ck_assert(are_all(&all, 1));
    ck_assert_int_gt(all.helped, 0);
    ck_assert(!all.is_open);
}
END_TEST

static void run_nested(void *context, size_t part)
{
    (void)part;
    hy_pool_run(PARTS, count_part, context);
}

START_TEST(a_part_may_have_parts)
{
    hy_pool_set_threads(3);
    tally all = {.caller = pthread_self()};
    hy_pool_run(10, run_nested, &all);
    ck_assert(are_all(&all, 10));
}
END_TEST

static void *run_beside(void *context)
{
    for (int round = 0; round < 100; round++) {
        hy_pool_run(PARTS, count_part, context);
    }
    return NULL;
}

START_TEST(two_callers_at_a_time_do_not_meet)
{
    hy_pool_set_threads(3);
    tally mine = {.caller = pthread_self()};
    tally theirs = {.caller = pthread_self()};
    pthread_t other;
    ck_assert_int_eq(pthread_create(&other, NULL, run_beside, &theirs), 0);
    (void)run_beside(&mine);
    (void)pthread_join(other, NULL);
    ck_assert(are_all(&mine, 100));
    ck_assert(are_all(&theirs, 100));
}
END_TEST

// What a child of fork() does; the exit status says how it went.
static int live_as_child(void)
{
    tally all = {.caller = pthread_self()};
    bool is_single = hy_pool_threads() == 1;
    hy_pool_run(PARTS, count_part, &all);
    bool is_alone = are_all(&all, 1) && all.helped == 0;
    hy_pool_set_threads(2);
    hy_pool_run(PARTS, wait_part, &all);
    return is_single && is_alone && are_all(&all, 2) && all.helped > 0 ? 0 : 1;
}

START_TEST(a_child_of_fork_has_one_thread_and_may_have_more)
{
    hy_pool_set_threads(3);
    tally all = {.caller = pthread_self()};
    hy_pool_run(PARTS, wait_part, &all);
    pid_t pid = fork();
    if (pid == 0) {
        _exit(live_as_child());
    }
    int status = -1;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
    ck_assert_int_eq(hy_pool_threads(), 3);
    all.helped = 0;
    hy_pool_run(PARTS, wait_part, &all);
    ck_assert(are_all(&all, 2));
}
END_TEST

static Suite *pool_suite(void)
{
    TCase *pool = tcase_create("pool");
    tcase_add_checked_fixture(pool, NULL, end);
    tcase_add_loop_test(pool, every_part_runs_once_with_any_number_of_threads, 0, 5);
    tcase_add_test(pool, helpers_come_and_leave_signals_to_the_caller);
    tcase_add_test(pool, a_part_may_have_parts);
    tcase_add_test(pool, two_callers_at_a_time_do_not_meet);
    tcase_add_test(pool, a_child_of_fork_has_one_thread_and_may_have_more);

    Suite *suite = suite_create("pool");
    suite_add_tcase(suite, pool);
    return suite;
}

int main(void)
{
    return run_suite(pool_suite());
}
