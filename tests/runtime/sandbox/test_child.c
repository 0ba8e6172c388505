/// runtime/sandbox/child.h
#include "sandbox/child.h"

#include "support/run_suite.h"

#include <signal.h>
#include <unistd.h>

// Starts a process that ends with `signal`, or, for 0, exits at once.
static pid_t start(int signal)
{
    pid_t pid;
    ck_assert_int_eq(hy_child_fork(&pid, NULL), HY_OK);
    if (pid == 0) {
        (void)(signal ? sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL) : 0);
        (void)kill(getpid(), signal);
        _exit(7);
    }
    return pid;
}

START_TEST(who_exits_is_judged_by_its_result)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(start(0), &end, NULL), HY_OK);
    ck_assert(end.is_exit);
}
END_TEST

static const struct {
    int signal;
    hy_outcome outcome;
} deaths[] = {
    {SIGSYS, HY_OUTCOME_DENIED},   {SIGPROF, HY_OUTCOME_TIMEOUT}, {SIGXCPU, HY_OUTCOME_TIMEOUT},
    {SIGALRM, HY_OUTCOME_TIMEOUT}, {SIGABRT, HY_OUTCOME_CRASH},   {SIGKILL, HY_OUTCOME_CRASH},
};

START_TEST(a_signal_decides_the_outcome)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(start(deaths[_i].signal), &end, NULL), HY_OK);
    ck_assert(!end.is_exit);
    ck_assert_int_eq(end.signal, deaths[_i].signal);
    ck_assert_int_eq(end.outcome, deaths[_i].outcome);
}
END_TEST

START_TEST(who_is_no_child_is_not_waited_for)
{
    hy_child_end end = {.signal = 99};
    hy_error err;
    ck_assert_int_eq(hy_child_wait(getpid(), &end, &err), HY_ERR_IO);
    ck_assert_str_eq(err.text, "cannot reap a child: No child processes");
    ck_assert_int_eq(end.signal, 99);
}
END_TEST

static Suite *child_suite(void)
{
    TCase *ends = tcase_create("ends");
    tcase_set_timeout(ends, 30);
    tcase_add_test(ends, who_exits_is_judged_by_its_result);
    tcase_add_loop_test(ends, a_signal_decides_the_outcome, 0, sizeof deaths / sizeof *deaths);
    tcase_add_test(ends, who_is_no_child_is_not_waited_for);

    Suite *suite = suite_create("child");
    suite_add_tcase(suite, ends);
    return suite;
}

int main(void)
{
    return run_suite(child_suite());
}
