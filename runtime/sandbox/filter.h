/// Filters: the system calls that a job's process may make; any other kills it (SIGSYS).
///
/// Allowed: leaving, returning from a signal, growing the heap (bounded by RLIMIT_DATA), waking and
/// waiting on a private futex, and turning machine code of the code pool from writable to
/// executable and back, never both at once. A screen worker may also wait on a shared futex, ring
/// its bell, read its CPU time, choose one of the given timer settings, unblock signals, and
/// protect or give back pages of its arena. A build with sanitizers allows in addition what their
/// runtime needs (filter_rules_sanitize.c), so only a release build is a wall.
#pragma once

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hy_filter hy_filter;

/// What a process that runs one job after the other needs on top.
typedef struct hy_filter_screen {
    uintptr_t arena_address;   ///< A multiple of the size: memory to be made read-only or writable.
    size_t arena_bytes;        ///< A power of two.
    uintptr_t timers_address;  ///< Settings that the real-time timer may take.
    uintptr_t timers_mask;  ///< Bits of a setting's address that must be those of timers_address.
    int bell_fd;            ///< The eventfd it may write to.
} hy_filter_screen;

/// Asks the kernel whether filters that kill a process are to be had.
///
/// @return HY_OK, or HY_ERR_NOT_FOUND saying what is missing.
hy_status hy_filter_probe(hy_error *err);

/// Builds the filter's program; done once, so that a job only pays for installing it.
///
/// @param screen  NULL for a process that runs one job.
/// @return HY_OK; HY_ERR_MEMORY; HY_ERR_IO when libseccomp or the system refuses.
hy_status hy_filter_create(const hy_filter_screen *screen, hy_filter **out, hy_error *err);

/// Frees the program; processes behind the filter stay there.
void hy_filter_destroy(hy_filter *filter);

/// Puts the calling process behind the filter, for good. Needs PR_SET_NO_NEW_PRIVS.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_filter_install(const hy_filter *filter, hy_error *err);
