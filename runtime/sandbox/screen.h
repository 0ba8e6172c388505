/// Screen workers: one process that runs one job after the other behind the filter.
///
/// After each job, however it ended, the process goes back to a snapshot of its prepared state.
/// That takes microseconds, and holds for Lua programs, which reach nothing but the arena; a job
/// that kills the process, or whose exchange is too large for the ring, stays undecided and is for
/// a confirm worker to run.
#pragma once

#include "sandbox/worker.h"

/// Serves the ring behind the descriptors it was started with (worker.h). Never returns.
_Noreturn void hy_screen_serve(const hy_worker_birth *birth);
