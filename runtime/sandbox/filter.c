#include "sandbox/filter.h"

#include "sandbox/code_pool.h"
#include "sandbox/filter_rules.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

// both machines that have a door are little-endian
enum {
    CALLER_LOW = offsetof(struct seccomp_data, instruction_pointer),
    CALLER_HIGH = CALLER_LOW + 4,
};

struct hy_filter {
    struct sock_fprog program;
    struct sock_filter instructions[];
};

hy_status hy_filter_probe(hy_error *err)
{
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0) {
        return hy_fail(err, HY_ERR_NOT_FOUND,
                       "no sandbox without seccomp filters, which this kernel does not offer: %s",
                       strerror(errno));
    }
    return HY_OK;
}

static int allow_calls(scmp_filter_ctx context)
{
    static const int calls[] = {SCMP_SYS(exit_group), SCMP_SYS(brk)};
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof calls / sizeof *calls; i++) {
        status = seccomp_rule_add(context, SCMP_ACT_ALLOW, calls[i], 0);
    }
    return status;
}

static int allow_futex(scmp_filter_ctx context, uint64_t operation)
{
    return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(futex), 1,
                            SCMP_A1(SCMP_CMP_EQ, operation));
}

static int allow_code(scmp_filter_ctx context, uint64_t protection)
{
    const uint64_t pool_mask = ~(uint64_t)(HY_CODE_POOL_BYTES - 1);
    return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 3,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, pool_mask, hy_code_pool_address()),
                            SCMP_A1(SCMP_CMP_LE, HY_CODE_POOL_AREA_BYTES),
                            SCMP_A2(SCMP_CMP_EQ, protection));
}

// A call for a range that begins in the arena, with what to do to it.
static int allow_arena(scmp_filter_ctx context, const hy_filter_screen *screen, int call,
                       uint64_t what)
{
    return seccomp_rule_add(
        context, SCMP_ACT_ALLOW, call, 3,
        SCMP_A0(SCMP_CMP_MASKED_EQ, ~(uint64_t)(screen->arena_bytes - 1), screen->arena_address),
        SCMP_A1(SCMP_CMP_LE, screen->arena_bytes), SCMP_A2(SCMP_CMP_EQ, what));
}

static int allow_clock(scmp_filter_ctx context, uint64_t clock)
{
    return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(clock_gettime), 1,
                            SCMP_A0(SCMP_CMP_EQ, clock));
}

static int add_screen_rules(scmp_filter_ctx context, const hy_filter_screen *screen)
{
    int status = seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigreturn), 0);
    status = status ? status : allow_arena(context, screen, SCMP_SYS(mprotect), PROT_READ);
    status =
        status ? status : allow_arena(context, screen, SCMP_SYS(mprotect), PROT_READ | PROT_WRITE);
    status = status ? status : allow_arena(context, screen, SCMP_SYS(madvise), MADV_DONTNEED);
    status = status ? status : allow_clock(context, CLOCK_MONOTONIC);
    status = status ? status : allow_clock(context, CLOCK_THREAD_CPUTIME_ID);
    status = status ? status : allow_futex(context, FUTEX_WAIT);
    status = status ? status
                    : seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigprocmask), 1,
                                       SCMP_A0(SCMP_CMP_EQ, SIG_UNBLOCK));
    status = status ? status
                    : seccomp_rule_add(
                          context, SCMP_ACT_ALLOW, SCMP_SYS(setitimer), 3,
                          SCMP_A0(SCMP_CMP_EQ, ITIMER_REAL),
                          SCMP_A1(SCMP_CMP_MASKED_EQ, screen->timers_mask, screen->timers_address),
                          SCMP_A2(SCMP_CMP_EQ, 0));
    return status ? status
                  : seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(write), 2,
                                     SCMP_A0(SCMP_CMP_EQ, (uint64_t)screen->bell_fd),
                                     SCMP_A2(SCMP_CMP_EQ, sizeof(uint64_t)));
}

static int add_forker_rules(scmp_filter_ctx context, const hy_filter_forker *forker)
{
    static const int calls[] = {SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendmsg)};
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof calls / sizeof *calls; i++) {
        status = seccomp_rule_add(context, SCMP_ACT_ALLOW, calls[i], 1,
                                  SCMP_A0(SCMP_CMP_EQ, (uint64_t)forker->socket_fd));
    }
    return status;
}

static int add_rules(scmp_filter_ctx context)
{
    int status = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    status = status ? status : allow_calls(context);
    status = status ? status : allow_futex(context, FUTEX_WAKE_PRIVATE);
    status = status ? status : allow_futex(context, FUTEX_WAIT_PRIVATE);
    status = status ? status : allow_code(context, PROT_READ | PROT_WRITE);
    status = status ? status : allow_code(context, PROT_READ | PROT_EXEC);
    return status ? status : hy_filter_rules_add(context);
}

// libseccomp knows no rule about where a call comes from. These come before its own.
static unsigned short allow_door(struct sock_filter *out, uintptr_t address)
{
    const struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, CALLER_LOW),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)address, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, CALLER_HIGH),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(address >> 32), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    memcpy(out, rules, sizeof rules);
    return sizeof rules / sizeof *rules;
}

// Through a pipe, which holds the largest program, because a prepared worker may write no file.
static hy_status export_program(scmp_filter_ctx context, hy_filter *filter, hy_error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot make a pipe for the filter: %s", strerror(errno));
    }
    int failure = seccomp_export_bpf(context, ends[1]);
    (void)close(ends[1]);
    unsigned short length = filter->program.len;
    ssize_t size = read(ends[0], &filter->instructions[length],
                        (BPF_MAXINSNS - length) * sizeof(struct sock_filter));
    (void)close(ends[0]);
    if (failure || size <= 0) {
        return hy_fail(err, HY_ERR_IO, "no filter program: %s", strerror(failure ? -failure : EIO));
    }
    filter->program.len = (unsigned short)(length + (size_t)size / sizeof(struct sock_filter));
    return HY_OK;
}

// Exactly one of the two needs is given.
static hy_status create(const hy_filter_screen *screen, const hy_filter_forker *forker,
                        hy_filter **out, hy_error *err)
{
    hy_filter *filter = malloc(sizeof *filter + BPF_MAXINSNS * sizeof(struct sock_filter));
    scmp_filter_ctx context = filter ? seccomp_init(SCMP_ACT_KILL_PROCESS) : NULL;
    if (!context) {
        free(filter);
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a filter");
    }
    filter->program.filter = filter->instructions;
    filter->program.len = forker ? allow_door(filter->instructions, forker->door_address) : 0;
    int failure = add_rules(context);
    failure = failure || !screen ? failure : add_screen_rules(context, screen);
    failure = failure || !forker ? failure : add_forker_rules(context, forker);
    hy_status status = failure ? hy_fail(err, HY_ERR_IO, "no filter rules: %s", strerror(-failure))
                               : export_program(context, filter, err);
    seccomp_release(context);
    if (status < 0) {
        free(filter);
        return status;
    }
    *out = filter;
    return HY_OK;
}

hy_status hy_filter_create_screen(const hy_filter_screen *needs, hy_filter **out, hy_error *err)
{
    // its mask would cover what lies around the arena
    if (needs->arena_address % needs->arena_bytes != 0) {
        return hy_fail(err, HY_ERR_ARGUMENT, "an arena of %zu bytes at %#llx, no multiple of that",
                       needs->arena_bytes, (unsigned long long)needs->arena_address);
    }
    return create(needs, NULL, out, err);
}

hy_status hy_filter_create_forker(const hy_filter_forker *needs, hy_filter **out, hy_error *err)
{
    return create(NULL, needs, out, err);
}

void hy_filter_destroy(hy_filter *filter)
{
    free(filter);
}

hy_status hy_filter_install(const hy_filter *filter, hy_error *err)
{
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter->program) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot install the filter: %s", strerror(errno));
    }
    return HY_OK;
}
