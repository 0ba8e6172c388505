/// Confirm workers: a process of its own for every job.
///
/// The worker learns, and has a forker (forker.h) serve the jobs that come in between.
#pragma once

#include "sandbox/worker.h"

/// Serves the host on HY_WORKER_FD until it closes the connection. Prepares are for this worker
/// alone.
///
/// @param box  The template's, for the frames of this worker from now on.
/// @return The exit status of the process.
int hy_confirm_serve(const hy_worker_birth *birth, hy_mailbox *box);
