/// Filters: the system calls that a job's process may make; any other kills it (SIGSYS).
///
/// Allowed: leaving, growing the heap (bounded by RLIMIT_DATA), waking and waiting on a private
/// futex, and turning machine code of the code pool from writable to executable and back, never
/// both at once. A screen worker may also return from a signal, wait on a shared futex, ring its
/// bell, read its CPU time, choose one of the given timer settings, unblock signals, and protect or
/// give back pages of its arena. A forker and its children, who share a filter, may also send to
/// and receive from one descriptor, which the children have closed, and make any call from the door
/// (door.h), which they have closed too. A build with sanitizers allows in addition what their
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

/// What a process that forks one for each job needs on top.
typedef struct hy_filter_forker {
    uintptr_t door_address;  ///< hy_door_address().
    int socket_fd;           ///< The socket it serves.
} hy_filter_forker;

/// Asks the kernel whether filters that kill a process are to be had.
///
/// @return HY_OK, or HY_ERR_NOT_FOUND saying what is missing.
hy_status hy_filter_probe(hy_error *err);

/// Builds the filter of a screen worker.
///
/// @return HY_OK; HY_ERR_ARGUMENT; HY_ERR_MEMORY; HY_ERR_IO when libseccomp or the system refuses.
hy_status hy_filter_create_screen(const hy_filter_screen *needs, hy_filter **out, hy_error *err);

/// Builds the filter of a forker and its children.
///
/// @return As hy_filter_create_screen.
hy_status hy_filter_create_forker(const hy_filter_forker *needs, hy_filter **out, hy_error *err);

/// Frees the program; processes behind the filter stay there.
void hy_filter_destroy(hy_filter *filter);

/// Puts the calling process, and those it will fork, behind the filter, for good. Needs
/// PR_SET_NO_NEW_PRIVS.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_filter_install(const hy_filter *filter, hy_error *err);
