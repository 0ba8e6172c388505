#include "sandbox/filter_rules.h"

#include <stddef.h>
#include <sys/mman.h>

static int allow_calls(scmp_filter_ctx context)
{
    static const int calls[] = {SCMP_SYS(munmap),      SCMP_SYS(madvise),       SCMP_SYS(getpid),
                                SCMP_SYS(gettid),      SCMP_SYS(sched_yield),   SCMP_SYS(write),
                                SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigprocmask)};
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof calls / sizeof *calls; i++) {
        status = seccomp_rule_add(context, SCMP_ACT_ALLOW, calls[i], 0);
    }
    return status;
}

// what the runtime of AddressSanitizer asks for when it allocates, unwinds and reports
int hy_filter_rules_add(scmp_filter_ctx context)
{
    int status = seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    return status ? status : allow_calls(context);
}
