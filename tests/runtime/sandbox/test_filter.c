/// runtime/sandbox/filter.h
#include "sandbox/code_pool.h"
#include "sandbox/filter.h"

#include "support/pool_fixture.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

START_TEST(this_kernel_offers_filters)
{
    hy_error err = {.text = ""};
    ck_assert_msg(hy_filter_probe(&err) == HY_OK, "%s", err.text);
}
END_TEST

// each test runs in a process of its own, so it may cut off its own branch
START_TEST(a_kernel_without_filters_is_refused)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    ck_assert_int_eq(seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0), 0);
    ck_assert_int_eq(seccomp_load(context), 0);
    seccomp_release(context);
    hy_error err;
    ck_assert_int_eq(hy_filter_probe(&err), HY_ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "no sandbox without seccomp"));
}
END_TEST

static const hy_filter_forker needs = {.door_address = 0, .socket_fd = 3};

START_TEST(a_filter_can_be_built_again)
{
    for (int i = 0; i < 3; i++) {
        hy_filter *filter;
        ck_assert_int_eq(hy_filter_create_forker(&needs, &filter, NULL), HY_OK);
        hy_filter_destroy(filter);
    }
}
END_TEST

// What each call is refused with is what another rule of the filter lets pass. What a build with
// sanitizers allows is in test_filter_rules.c.
static const forbidden_call forbidden[] = {
    {"read", SYS_read, "0"},
    {"open", SYS_open, "0"},
    {"openat", SYS_openat, "0"},
    {"close", SYS_close, "3"},
    {"socket", SYS_socket, "1"},
    {"fork", SYS_fork, "0"},
    {"clone", SYS_clone, "17"},
    {"execve", SYS_execve, "0"},
    {"kill", SYS_kill, "1"},
    {"tgkill", SYS_tgkill, "1"},
    {"ptrace", SYS_ptrace, "0"},
    {"personality", SYS_personality, "0"},
    {"prctl", SYS_prctl, "4 1"},
    {"setrlimit", SYS_setrlimit, "0"},
    {"mremap", SYS_mremap, "0"},
    {"recvfrom another descriptor", SYS_recvfrom, "4"},
    {"memfd_create", SYS_memfd_create, "0"},
    {"process_vm_readv", SYS_process_vm_readv, "1"},
    {"io_uring_setup", SYS_io_uring_setup, "4"},
    {"nanosleep", SYS_nanosleep, "0"},
    {"rt_sigaction", SYS_rt_sigaction, "14 0 0"},
    {"a call of the x32 interface", 0x40000000 + SYS_getpid, ""},
    {"the time of day", SYS_clock_gettime, "0"},
    {"another timer", SYS_setitimer, "2"},
    {"a timer's setting of one's own", SYS_setitimer, "0 8192 0"},
    {"a futex that moves waiters", SYS_futex, "0 3 0"},
    {"the stack protected", SYS_mprotect, "140737488281600 4096 3"},
};

START_TEST(a_forbidden_call_is_denied)
{
    expect_denied(forbidden, _i);
}
END_TEST

// number 15 there is chmod, here it returns from a signal, which is allowed; a kernel without the
// gate crashes the caller
START_TEST(the_old_gate_is_closed)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_ne(reply_to("i15").outcome, HY_OUTCOME_OK);
    ck_assert_int_ne(reply_to("i12").outcome, HY_OUTCOME_OK);
}
END_TEST

static hy_outcome protected_code(int protection, int size)
{
    char job[32];
    (void)snprintf(job, sizeof job, "x%d %d", protection, size);
    return reply_to(job).outcome;
}

// the filter of a forker lets pass what comes by the door, but there is none any more
START_TEST(the_door_is_closed)
{
    char job[32];
    (void)snprintf(job, sizeof job, "d%d", SYS_getppid);
    g_tier = (hy_pool_tier)_i;
    hy_reply reply = reply_to(job);
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_CRASH);
    ck_assert_mem_eq(reply.message, "the process died (signal 11)", 28);
}
END_TEST

START_TEST(code_is_writable_or_executable_never_both)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(protected_code(PROT_READ | PROT_EXEC, 4096), HY_OUTCOME_OK);
    ck_assert_int_eq(protected_code(PROT_READ | PROT_WRITE, 4096), HY_OUTCOME_OK);
    ck_assert_int_eq(protected_code(PROT_READ | PROT_WRITE | PROT_EXEC, 4096), HY_OUTCOME_DENIED);
}
END_TEST

START_TEST(other_memory_is_never_made_executable)
{
    g_tier = (hy_pool_tier)_i;
    char job[64];
    // more than an area of code, which would reach behind the pool
    ck_assert_int_eq(protected_code(PROT_READ | PROT_EXEC, HY_CODE_POOL_AREA_BYTES + 4096),
                     HY_OUTCOME_DENIED);
    (void)snprintf(job, sizeof job, "c%d %lu 4096 5", SYS_mprotect,
                   0x200000000000UL + 16 * HY_CODE_POOL_BYTES);
    ck_assert_int_eq(reply_to(job).outcome, HY_OUTCOME_DENIED);
}
END_TEST

START_TEST(other_timers_are_out_of_reach)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(reply_to("t1").outcome, HY_OUTCOME_DENIED);
    ck_assert_int_eq(reply_to("t2").outcome, HY_OUTCOME_DENIED);
}
END_TEST

static TCase *calls_case(void)
{
    TCase *calls = tcase_create("calls");
    tcase_set_timeout(calls, 30);
    tcase_add_checked_fixture(calls, open_pool, close_pool);
    tcase_add_loop_test(calls, a_forbidden_call_is_denied, 0,
                        TIERS * sizeof forbidden / sizeof *forbidden);
    tcase_add_loop_test(calls, the_old_gate_is_closed, 0, TIERS);
    tcase_add_loop_test(calls, the_door_is_closed, 0, TIERS);
    tcase_add_loop_test(calls, code_is_writable_or_executable_never_both, 0, TIERS);
    tcase_add_loop_test(calls, other_memory_is_never_made_executable, 0, TIERS);
    tcase_add_loop_test(calls, other_timers_are_out_of_reach, 0, TIERS);
    return calls;
}

static Suite *filter_suite(void)
{
    TCase *filters = tcase_create("filters");
    tcase_add_test(filters, this_kernel_offers_filters);
    tcase_add_test(filters, a_kernel_without_filters_is_refused);
    tcase_add_test(filters, a_filter_can_be_built_again);

    Suite *suite = suite_create("filter");
    suite_add_tcase(suite, filters);
    suite_add_tcase(suite, calls_case());
    return suite;
}

int main(int argc, char **argv)
{
    bool is_worker = argc == 2 && strcmp(argv[1], HY_WORKER_WORD) == 0;
    return is_worker ? stand_in_main() : run_suite(filter_suite());
}
