/// Workers: the process that holds the prepared state and forks a child for every job.
///
/// Between jobs nothing in a worker changes: jobs arrive in a fixed mapping, results in another,
/// both emptied afterwards. What a child computes is therefore a function of the prepared data and
/// the job alone, whichever worker it runs on and whatever ran before.
#pragma once

#include "base/error.h"
#include "sandbox/arena.h"
#include "sandbox/result.h"

#include <stddef.h>

/// What a worker runs: the Lua side, or a stand-in in tests. The bytes are the host's.
typedef struct hy_worker_program {
    void *context;  ///< Passed to every function.

    /// Called once, first. All memory that jobs may use comes from `arena`.
    hy_status (*setup)(void *context, hy_arena *arena, const void *bytes, size_t size,
                       hy_error *err);

    /// Adds data to the state that jobs start from.
    hy_status (*prepare)(void *context, const void *bytes, size_t size, hy_error *err);

    /// Runs a job in a process of its own, behind the filter, and fills in outcome, message and at
    /// most `value_capacity` bytes of value.
    void (*run)(void *context, const void *bytes, size_t size, hy_result *result,
                size_t value_capacity);
} hy_worker_program;

/// The word on the command line that makes this binary a worker.
#define HY_WORKER_WORD "--worker"  // a string, so no enum constant

/// The socket a worker is started with.
enum { HY_WORKER_FD = 3 };

/// Serves the host on HY_WORKER_FD until it closes the connection.
///
/// @return The exit status of the process.
int hy_worker_main(const hy_worker_program *program);
