/// Pools: workers that run jobs at one of two tiers.
///
/// Jobs are bytes for the workers' program (worker.h). They go to free workers in the order they
/// were submitted; how many workers there are changes when a reply comes, never what it says. A
/// confirm worker that dies is replaced and its job tried once more; the job that a screen worker
/// died of, or could not decide, goes to the confirm workers. Workers are started as they are
/// needed. Everything happens inside the calls: no thread, no signal handler. One thread at a time.
#pragma once

#include "base/error.h"
#include "sandbox/frame.h"
#include "sandbox/limits.h"
#include "sandbox/walls.h"
#include "sandbox/worker.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct hy_pool hy_pool;

enum {
    HY_POOL_MAX_WORKERS = 256,
    HY_POOL_MAX_JOBS = 1 << 16,  ///< That are not forgotten.
};

/// How sure a reply has to be.
typedef enum hy_pool_tier {
    HY_POOL_CONFIRM,  ///< From a process of its own.
    HY_POOL_SCREEN,   ///< From a screen worker.
    HY_POOL_REPEAT,   ///< From two screen workers, which must agree on a value to the last bit.
} hy_pool_tier;

/// What to run, and how.
typedef struct hy_pool_request {
    hy_pool_tier tier;
    hy_limits limits;
    const void *bytes;  ///< For the program's `run`.
    size_t size;
} hy_pool_request;

/// Starts the template and runs the program's `setup` in it.
///
/// @param worker_count  Of each tier.
/// @param setup_bytes  Copied; kept for a template that replaces a dead one.
/// @return HY_OK; HY_ERR_ARGUMENT unless there are 1 to HY_POOL_MAX_WORKERS workers;
///         HY_ERR_NOT_FOUND without seccomp; HY_ERR_IO when the template does not come up, with
///         what its program said; HY_ERR_MEMORY.
hy_status hy_pool_open(size_t worker_count, const void *setup_bytes, size_t setup_size,
                       hy_pool **out, hy_error *err);

/// As hy_pool_open, but without seccomp where there is none: candidates are held by the other
/// walls.
hy_status hy_pool_open_unsafe(size_t worker_count, const void *setup_bytes, size_t setup_size,
                              hy_pool **out, hy_error *err);

/// What stands between a job of this pool and the machine.
hy_walls hy_pool_walls(const hy_pool *pool);

/// Ends all processes and forgets every job. May be given NULL.
void hy_pool_close(hy_pool *pool);

/// Runs the program's `prepare` for all workers, after all jobs submitted before have ended. After
/// a failure the pool is only good for closing.
///
/// @return HY_OK; HY_ERR_IO with what the program said; HY_ERR_LIMIT when too large; HY_ERR_MEMORY.
hy_status hy_pool_prepare(hy_pool *pool, const void *bytes, size_t size, hy_error *err);

/// Who is prepared.
typedef enum hy_pool_audience {
    HY_POOL_ALL,
    HY_POOL_CONFIRMERS,  ///< No screen worker ever holds these bytes.
} hy_pool_audience;

/// As hy_pool_prepare, with sealed memory for whoever is prepared to map.
///
/// @param data_fd  A descriptor of it (sandbox/sealed.h), which belongs to the pool from now on, or
///                 -1.
hy_status hy_pool_prepare_with(hy_pool *pool, hy_pool_audience audience, const void *bytes,
                               size_t size, int data_fd, hy_error *err);

/// Queues a job, its bytes copied, and hands what can be to free workers.
///
/// @param[out] ticket  Names the job from now on; counts up from 1.
/// @return HY_OK; HY_ERR_ARGUMENT for bad limits; HY_ERR_LIMIT when HY_POOL_MAX_JOBS are not
///         forgotten; HY_ERR_MEMORY.
hy_status hy_pool_submit(hy_pool *pool, const hy_pool_request *request, uint64_t *ticket,
                         hy_error *err);

/// Waits for a job to end.
///
/// @param[out] out  Views memory of the pool, valid until the ticket is forgotten.
/// @param[out] tier  Who ran it; may be NULL.
/// @return HY_OK; HY_ERR_NOT_FOUND for a ticket never given out or already forgotten;
/// HY_ERR_MEMORY.
hy_status hy_pool_wait(hy_pool *pool, uint64_t ticket, hy_reply *out, hy_worker_tier *tier,
                       hy_error *err);

/// Waits until any job has ended that was not forgotten yet; the one that ended first is named.
///
/// @return HY_OK; HY_ERR_NOT_FOUND when there is no job at all.
hy_status hy_pool_next(hy_pool *pool, uint64_t *ticket, hy_error *err);

/// Tells, without waiting, whether hy_pool_next would not have to wait.
bool hy_pool_is_ready(hy_pool *pool);

/// Frees the reply of a job that has been waited for; harmless for any other ticket.
void hy_pool_forget(hy_pool *pool, uint64_t ticket);

/// Writes the ids of the processes that run: the template, the confirm workers, the screen workers.
///
/// @return How many there are; at most `capacity` ids are written.
size_t hy_pool_processes(const hy_pool *pool, pid_t *pids, size_t capacity);
