/// runtime/sandbox/child.h
#include "sandbox/child.h"

#include "support/run_suite.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Starts a process that ends with `signal`, or, for 0, exits at once, or, for -1, never ends.
static pid_t start(int signal)
{
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid > 0) {
        return pid;
    }
    if (signal < 0) {
        for (;;) {
            (void)pause();
        }
    }
    (void)raise(signal);
    _exit(7);
}

START_TEST(who_exits_is_judged_by_its_result)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(start(0), 10.0, &end, NULL), HY_OK);
    ck_assert(end.is_exit);
}
END_TEST

static const struct {
    int signal;
    hy_outcome outcome;
} deaths[] = {
    {SIGSYS, HY_OUTCOME_DENIED}, {SIGPROF, HY_OUTCOME_TIMEOUT}, {SIGXCPU, HY_OUTCOME_TIMEOUT},
    {SIGABRT, HY_OUTCOME_CRASH}, {SIGKILL, HY_OUTCOME_CRASH},
};

START_TEST(a_signal_decides_the_outcome)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(start(deaths[_i].signal), 10.0, &end, NULL), HY_OK);
    ck_assert(!end.is_exit);
    ck_assert_int_eq(end.signal, deaths[_i].signal);
    ck_assert_int_eq(end.outcome, deaths[_i].outcome);
}
END_TEST

START_TEST(who_is_late_is_killed)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(start(-1), 0.05, &end, NULL), HY_OK);
    ck_assert_int_eq(end.outcome, HY_OUTCOME_TIMEOUT);
}
END_TEST

// the host's want of descriptors is not the candidate's fault
START_TEST(who_cannot_be_watched_is_no_timeout)
{
    struct rlimit old;
    hy_child_end end = {.signal = 99};
    hy_error err;
    pid_t pid = start(-1);
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &old), 0);
    struct rlimit none = {.rlim_cur = 0, .rlim_max = old.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    ck_assert_int_eq(hy_child_wait(pid, 10.0, &end, &err), HY_ERR_IO);
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &old), 0);
    ck_assert_int_eq(end.signal, 99);
    ck_assert_int_eq(waitpid(pid, NULL, 0), -1);
    ck_assert_int_eq(errno, ECHILD);
}
END_TEST

static Suite *child_suite(void)
{
    TCase *ends = tcase_create("ends");
    tcase_set_timeout(ends, 30);
    tcase_add_test(ends, who_exits_is_judged_by_its_result);
    tcase_add_loop_test(ends, a_signal_decides_the_outcome, 0, sizeof deaths / sizeof *deaths);
    tcase_add_test(ends, who_is_late_is_killed);
    tcase_add_test(ends, who_cannot_be_watched_is_no_timeout);

    Suite *suite = suite_create("child");
    suite_add_tcase(suite, ends);
    return suite;
}

int main(void)
{
    return run_suite(child_suite());
}
