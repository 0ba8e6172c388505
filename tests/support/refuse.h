/// Refusals: a kernel that knows less than the one tests run on, for one process.
#pragma once

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdlib.h>

/// Makes system calls fail with ENOSYS in the calling process and its children, for good.
static void refuse_calls(const int *calls, size_t count)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    int failure = 0;
    for (size_t i = 0; i < count; i++) {
        failure |= seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), calls[i], 0);
    }
    failure |= seccomp_load(context);
    seccomp_release(context);
    if (failure) {
        abort();
    }
}
