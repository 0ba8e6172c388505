/// Refusals: a kernel that knows less than the one tests run on, for one process.
#pragma once

#include <check.h>
#include <errno.h>
#include <seccomp.h>
#include <stddef.h>

/// Makes system calls fail with ENOSYS in the calling process and its children, for good.
static void refuse_calls(const int *calls, size_t count)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), calls[i], 0), 0);
    }
    ck_assert_int_eq(seccomp_load(context), 0);
    seccomp_release(context);
}
