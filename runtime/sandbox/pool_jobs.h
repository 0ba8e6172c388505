/// Pool jobs: what becomes of a job at each turn.
#pragma once

#include "sandbox/pool_state.h"

/// Ends a job whose reply is there. One that was answered before must have got the same answer, or
/// it is nondeterministic.
void hy_pool_settle(hy_pool *pool, hy_job *job);

/// Ends a job with a reply made here: a crash, for the given reason.
void hy_pool_crash(hy_pool *pool, hy_job *job, const char *reason);

/// Lets a job that no list has wait for a worker of its tier.
void hy_pool_queue(hy_pool *pool, hy_job *job);

/// Moves jobs that a worker was given, but has not begun, back to the front of the queue.
void hy_pool_requeue(hy_pool *pool, hy_job_list *jobs);

/// Takes the jobs of a confirm worker that died: the one it worked on is tried once more, then
/// crashes.
void hy_pool_lose_job(hy_pool *pool, hy_pool_seat *seat, const char *reason);

/// Gives a job that a screen worker did not decide to the confirm workers.
void hy_pool_promote(hy_pool *pool, hy_job *job);

/// Takes a screen worker's answer to a job: settles it, or has it repeated by another worker.
void hy_pool_accept(hy_pool *pool, hy_job *job, size_t screener);
