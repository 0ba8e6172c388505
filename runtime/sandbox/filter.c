#include "sandbox/filter.h"

#include "sandbox/code_pool.h"
#include "sandbox/filter_rules.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    static const int calls[] = {SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(brk)};
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

static int add_rules(scmp_filter_ctx context)
{
    int status = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    status = status ? status : allow_calls(context);
    status = status ? status : allow_futex(context, FUTEX_WAKE_PRIVATE);
    status = status ? status : allow_futex(context, FUTEX_WAIT_PRIVATE);
    status = status ? status : allow_code(context, PROT_READ | PROT_WRITE);
    status = status ? status : allow_code(context, PROT_READ | PROT_EXEC);
    status = status ? status
                    : seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(madvise), 1,
                                       SCMP_A2(SCMP_CMP_EQ, MADV_DONTNEED));
    return status ? status : hy_filter_rules_add(context);
}

// Reads the program that libseccomp wrote to a file.
static hy_status read_program(int fd, hy_filter **out, hy_error *err)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size <= 0) {
        return hy_fail(err, HY_ERR_IO, "cannot measure the filter: %s", strerror(errno));
    }
    hy_filter *filter = malloc(sizeof *filter + (size_t)size);
    if (!filter) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a filter of %lld bytes", (long long)size);
    }
    if (pread(fd, filter->instructions, (size_t)size, 0) != size) {
        free(filter);
        return hy_fail(err, HY_ERR_IO, "cannot read the filter: %s", strerror(errno));
    }
    filter->program.len = (unsigned short)((size_t)size / sizeof(struct sock_filter));
    filter->program.filter = filter->instructions;
    *out = filter;
    return HY_OK;
}

static hy_status export_program(scmp_filter_ctx context, hy_filter **out, hy_error *err)
{
    int fd = memfd_create("hyla-filter", MFD_CLOEXEC);
    if (fd < 0) {
        return hy_fail(err, HY_ERR_IO, "cannot make a file for the filter: %s", strerror(errno));
    }
    int failure = seccomp_export_bpf(context, fd);
    hy_status status = failure
                           ? hy_fail(err, HY_ERR_IO, "no filter program: %s", strerror(-failure))
                           : read_program(fd, out, err);
    (void)close(fd);
    return status;
}

hy_status hy_filter_create(hy_filter **out, hy_error *err)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!context) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a filter");
    }
    int failure = add_rules(context);
    hy_status status = failure ? hy_fail(err, HY_ERR_IO, "no filter rules: %s", strerror(-failure))
                               : export_program(context, out, err);
    seccomp_release(context);
    return status;
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
