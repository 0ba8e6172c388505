/// Children: one process per job, started by a forker and judged by how it ended.
#pragma once

#include "sandbox/limits.h"
#include "sandbox/outcome.h"

#include <stdbool.h>
#include <sys/types.h>

/// How a process ended.
typedef struct hy_child_end {
    bool is_exit;        ///< It left by itself: its result says how the job went.
    hy_outcome outcome;  ///< Otherwise what killed it: timeout, denied or crash.
    int signal;          ///< The signal that did.
    double cpu_seconds;  ///< User and system time it used.
} hy_child_end;

/// Forks a child by the door (door.h); `*out` is 0 in the child.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_child_fork(pid_t *out, hy_error *err);

/// Waits, by the door, for a child to end, and reaps it.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_child_wait(pid_t pid, hy_child_end *out, hy_error *err);
