/// runtime/sandbox/door.h
#include "sandbox/door.h"

#include "sandbox/child.h"
#include "sandbox/filter.h"
#include "support/run_suite.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

START_TEST(a_call_answers_as_the_kernel_does)
{
    ck_assert_int_eq(hy_door_call(SYS_getpid, 0, 0, 0, 0, 0, 0), getpid());
    ck_assert_int_eq(hy_door_call(SYS_close, -1, 0, 0, 0, 0, 0), -EBADF);
}
END_TEST

START_TEST(all_six_arguments_arrive)
{
    char bytes[4096] = "";
    long place = hy_door_call(SYS_mmap, 0, sizeof bytes, 1, 0x22, -1, 0);
    ck_assert_int_gt(place, 0);
    ck_assert_int_eq(hy_door_call(SYS_mmap, place, sizeof bytes, 1, 0x22, -1, 1), -EINVAL);
    ck_assert_mem_eq((const char *)place, bytes, sizeof bytes);
}
END_TEST

START_TEST(a_try_fails_as_syscall_does)
{
    ck_assert_int_eq(hy_door_try(SYS_getppid, 0, 0, 0, 0), getppid());
    ck_assert_int_eq(hy_door_try(SYS_close, -1, 0, 0, 0), -1);
    ck_assert_int_eq(errno, EBADF);
}
END_TEST

static hy_child_end end_of(pid_t pid)
{
    hy_child_end end;
    ck_assert_int_eq(hy_child_wait(pid, &end, NULL), HY_OK);
    return end;
}

START_TEST(who_comes_to_a_closed_door_dies)
{
    pid_t pid;
    ck_assert_int_eq(hy_child_fork(&pid, NULL), HY_OK);
    if (pid == 0) {
        // which a sanitizer would have reported, and left with a status
        bool is_plain = signal(SIGSEGV, SIG_DFL) != SIG_ERR;
        if (is_plain && hy_door_close()) {
            (void)hy_door_call(SYS_exit_group, 0, 0, 0, 0, 0, 0);
        }
        _exit(1);
    }
    ck_assert_int_eq(end_of(pid).signal, SIGSEGV);
    ck_assert_int_eq(hy_door_call(SYS_getpid, 0, 0, 0, 0, 0, 0), getpid());
}
END_TEST

// What a process behind a forker's filter does.
static void ask(int way)
{
    if (way == 0) {
        (void)hy_door_call(SYS_getppid, 0, 0, 0, 0, 0, 0);
    } else {
        (void)getppid();
    }
    _exit(0);
}

START_TEST(a_filter_lets_pass_what_comes_by_the_door_alone)
{
    const hy_filter_forker needs = {.door_address = hy_door_address(), .socket_fd = 3};
    hy_filter *filter;
    pid_t pid;
    ck_assert_int_eq(hy_filter_create_forker(&needs, &filter, NULL), HY_OK);
    ck_assert_int_eq(hy_child_fork(&pid, NULL), HY_OK);
    if (pid == 0) {
        (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        (void)hy_filter_install(filter, NULL);
        ask(_i);
    }
    hy_child_end end = end_of(pid);
    ck_assert_int_eq(end.is_exit, _i == 0);
    ck_assert_int_eq(end.signal, _i == 0 ? 0 : SIGSYS);
    hy_filter_destroy(filter);
}
END_TEST

static Suite *door_suite(void)
{
    TCase *calls = tcase_create("calls");
    tcase_add_test(calls, a_call_answers_as_the_kernel_does);
    tcase_add_test(calls, all_six_arguments_arrive);
    tcase_add_test(calls, a_try_fails_as_syscall_does);
    tcase_add_test(calls, who_comes_to_a_closed_door_dies);
    tcase_add_loop_test(calls, a_filter_lets_pass_what_comes_by_the_door_alone, 0, 2);

    Suite *suite = suite_create("door");
    suite_add_tcase(suite, calls);
    return suite;
}

int main(void)
{
    return run_suite(door_suite());
}
