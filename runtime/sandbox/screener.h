/// Screeners: one screen worker as the host sees it, a process behind a ring.
#pragma once

#include "base/error.h"
#include "sandbox/job_list.h"
#include "sandbox/ring.h"
#include "sandbox/template.h"

#include <stdbool.h>

/// Never blocks. Jobs are given ahead, as many as some hundred microseconds will need.
typedef struct hy_screener {
    hy_ring ring;
    int pidfd;         ///< -1 while no worker runs.
    hy_job_list jobs;  ///< Given and not yet answered, in order.
    size_t job_count;
    size_t given_count;   ///< Since the worker was started.
    double mean_seconds;  ///< Of the last jobs.
    double first_since;   ///< When the first of `jobs` became the first; seconds, monotonic.
} hy_screener;

/// Makes a closed screener.
void hy_screener_init(hy_screener *screener);

/// Starts a worker in a closed screener.
///
/// @return HY_OK, or as hy_template_start with the screener closed.
hy_status hy_screener_open(hy_screener *screener, const hy_template *template, hy_error *err);

/// Ends the worker; harmless on a closed screener. Its jobs must have been taken away.
void hy_screener_close(hy_screener *screener);

/// Whether the worker has answered as many jobs as one may, and should be replaced: what a snapshot
/// does not put back must not add up.
bool hy_screener_is_worn(const hy_screener *screener);

/// Gives a job, which is in no list, to a running worker.
///
/// @return Whether there was room for it; a worker that had its last job has none.
bool hy_screener_give(hy_screener *screener, hy_job *job);

/// Takes the oldest job that was answered, with its reply, out of the list. An undecided one has
/// none.
///
/// @param[out] job  NULL when there is no answer.
/// @return HY_OK; HY_ERR_CORRUPT when the worker left nonsense; HY_ERR_MEMORY.
hy_status hy_screener_take(hy_screener *screener, hy_job **job, hy_error *err);

/// Whether an answer waits to be taken.
bool hy_screener_has_answer(const hy_screener *screener);

/// Whether the worker has died, or has not answered its first job in the wall time that it has.
bool hy_screener_is_lost(const hy_screener *screener);
