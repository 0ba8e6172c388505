/// Pools: workers that run jobs, each job in a process of its own.
///
/// Jobs are bytes for the workers' program (worker.h). They go to free workers in the order they
/// were submitted; how many workers there are changes when a reply comes, never what it says. A
/// worker that dies is replaced and its job tried once more. Everything happens inside the calls:
/// no thread, no signal handler. One thread at a time.
#pragma once

#include "base/error.h"
#include "sandbox/frame.h"
#include "sandbox/limits.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct hy_pool hy_pool;

enum { HY_POOL_MAX_WORKERS = 256 };

/// Starts the workers and runs the program's `setup` in each.
///
/// @param setup_bytes  Copied; kept for the workers that replace dead ones.
/// @return HY_OK; HY_ERR_ARGUMENT unless there are 1 to HY_POOL_MAX_WORKERS workers;
///         HY_ERR_NOT_FOUND without seccomp; HY_ERR_IO when a worker does not come up, with what
///         its program said; HY_ERR_MEMORY.
hy_status hy_pool_open(size_t worker_count, const void *setup_bytes, size_t setup_size,
                       hy_pool **out, hy_error *err);

/// Kills the workers, reaps them and forgets every job. May be given NULL.
void hy_pool_close(hy_pool *pool);

/// Runs the program's `prepare` in each worker, after all jobs submitted before have ended. After a
/// failure the pool is only good for closing: a worker that refused is gone.
///
/// @return HY_OK; HY_ERR_IO with what the program said; HY_ERR_LIMIT when too large; HY_ERR_MEMORY.
hy_status hy_pool_prepare(hy_pool *pool, const void *bytes, size_t size, hy_error *err);

/// Queues a job, its bytes copied, and hands what can be to free workers.
///
/// @param[out] ticket  Names the job; counts up from 1.
/// @return HY_OK; HY_ERR_ARGUMENT for bad limits; HY_ERR_LIMIT when too large; HY_ERR_MEMORY.
hy_status hy_pool_submit(hy_pool *pool, const void *bytes, size_t size, const hy_limits *limits,
                         uint64_t *ticket, hy_error *err);

/// Waits for a job to end.
///
/// @param[out] out  Views memory of the pool, valid until the ticket is forgotten.
/// @return HY_OK; HY_ERR_NOT_FOUND for a ticket never given out or already forgotten;
/// HY_ERR_MEMORY.
hy_status hy_pool_wait(hy_pool *pool, uint64_t ticket, hy_reply *out, hy_error *err);

/// Waits until any job has ended that was not forgotten yet; the one that ended first is named.
///
/// @return HY_OK; HY_ERR_NOT_FOUND when there is no job at all.
hy_status hy_pool_next(hy_pool *pool, uint64_t *ticket, hy_error *err);

/// Frees the reply of a job that has been waited for; harmless for any other ticket.
void hy_pool_forget(hy_pool *pool, uint64_t ticket);

/// Writes the workers' process ids, 0 for one that does not run, in the order of the slots.
///
/// @return How many workers the pool has; at most `capacity` ids are written.
size_t hy_pool_processes(const hy_pool *pool, pid_t *pids, size_t capacity);
