/// Workers: the processes that run jobs.
///
/// The host starts one template, which is set up and prepared; whoever runs jobs is forked from it,
/// so that all of them start from the same memory at the same addresses. There are two tiers: a
/// confirm worker forks a child for every job (confirm.h), a screen worker runs one job after the
/// other and goes back to a snapshot in between (screen.h). What a job computes is in both a
/// function of the prepared data and the job alone, whichever worker it runs on and whatever ran
/// before.
#pragma once

#include "base/error.h"
#include "sandbox/arena.h"
#include "sandbox/frame.h"
#include "sandbox/mailbox.h"
#include "sandbox/result.h"
#include "sandbox/walls.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Where a job's packed value goes.
typedef struct hy_worker_value {
    unsigned char *data;
    size_t capacity;
} hy_worker_value;

/// Memory that came with a lesson: sealed, and mapped for as long as the process lives.
typedef struct hy_worker_data {
    const unsigned char *bytes;  ///< NULL when none came.
    size_t size;
} hy_worker_data;

/// What a worker runs: the Lua side, or a stand-in in tests. The bytes are the host's.
typedef struct hy_worker_program {
    void *context;  ///< Passed to every function.

    /// Called once, first. All memory that jobs may use comes from `arena`.
    hy_status (*setup)(void *context, hy_arena *arena, const void *bytes, size_t size,
                       hy_error *err);

    /// Adds data to the state that jobs start from.
    hy_status (*prepare)(void *context, const void *bytes, size_t size, const hy_worker_data *data,
                         hy_error *err);

    /// Tunes the prepared state for jobs, in all workers alike: where objects come to lie, and what
    /// is compiled when, decides what a job does that asks for their order. May be NULL.
    void (*tune)(void *context);

    /// Runs a job behind the filter, and fills in outcome, message and value.
    void (*run)(void *context, const void *bytes, size_t size, hy_result *result,
                hy_worker_value *value);
} hy_worker_program;

/// The word on the command line that makes this binary a worker.
#define HY_WORKER_WORD "--worker"  // a string, so no enum constant

/// Environment variables of a template: the walls that stand already, in hexadecimal digits, and
/// one that is there when it may work without seccomp.
#define HY_WORKER_WALLS  "HYLA_WALLS"  // parts of other strings
#define HY_WORKER_UNSAFE "HYLA_UNSAFE"

/// The first descriptor a worker is started with. Template and confirm worker: the socket to the
/// host. Screen worker: its bell, and next to it the memory of its ring.
enum { HY_WORKER_FD = 3 };

/// Who runs a job.
typedef enum hy_worker_tier {
    HY_WORKER_CONFIRM,  ///< A process of its own.
    HY_WORKER_SCREEN,   ///< A process that goes back to a snapshot after every job.
    HY_WORKER_TIERS
} hy_worker_tier;

/// What a worker gets from the template it is forked from.
typedef struct hy_worker_birth {
    const hy_worker_program *program;
    hy_arena *arena;
    pid_t parent;    ///< The template.
    hy_walls walls;  ///< What stands.
} hy_worker_birth;

/// Serves the host on HY_WORKER_FD as a template until it closes the connection.
///
/// @return The exit status of the process.
int hy_worker_main(const hy_worker_program *program);
