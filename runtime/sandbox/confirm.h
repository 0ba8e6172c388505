/// Confirm workers: the process that forks a child for every job.
///
/// Between jobs nothing in it changes: jobs arrive in a fixed mapping, results in another, both
/// emptied afterwards.
#pragma once

#include "sandbox/worker.h"

/// Serves the host on HY_WORKER_FD until it closes the connection. Prepares are for this worker
/// alone.
///
/// @return The exit status of the process.
int hy_confirm_serve(const hy_worker_birth *birth);
