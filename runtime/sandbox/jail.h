/// Jails: how a process gives up, step by step, everything but computing.
#pragma once

#include "sandbox/filter.h"
#include "sandbox/limits.h"

#include <stdbool.h>
#include <sys/types.h>

/// Prepares a worker: no new privileges, closed to other processes of its user, no core files, no
/// file writing, default signals; dies with the process that started it. Children inherit all but
/// the last.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_jail_prepare(hy_error *err);

/// Makes the calling process, just forked, die with its parent.
///
/// @return False when `parent` is no longer its parent, or the system refuses.
bool hy_jail_follow(pid_t parent);

/// Bytes of data memory the calling process has now, as RLIMIT_DATA counts them.
///
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_jail_data_bytes(uint64_t *out, hy_error *err);

/// Locks the calling process, a fresh child of `parent` behind a forker's filter, in: it dies with
/// its parent, has no file open, has the CPU time and the wall time of `limits`, can open no file,
/// start no process, and grow its heap beyond `data_bytes` by no more than `limits->memory_bytes`;
/// then it closes the door (door.h). There is no way back.
///
/// @return HY_OK, or HY_ERR_IO, after which the process must run nothing.
hy_status hy_jail_enter(const hy_limits *limits, uint64_t data_bytes, pid_t parent, hy_error *err);

/// Locks a screen worker in, for good, with all its jobs to come: as hy_jail_enter, but it keeps
/// its descriptors, nothing ends its CPU time, and its heap may grow by what libraries need.
///
/// @param filter  NULL to do without.
/// @return HY_OK, or HY_ERR_IO, after which the process must run nothing.
hy_status hy_jail_confine(uint64_t data_bytes, const hy_filter *filter, hy_error *err);
