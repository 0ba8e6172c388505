/// Forkers: the process that forks a child for every job of a confirm worker.
///
/// It installs the filter that its children are born behind, and so stays behind it itself, but for
/// the door (door.h), which they close. Between jobs nothing in it changes: jobs arrive in a fixed
/// mapping, results in another, both emptied afterwards.
#pragma once

#include "sandbox/worker.h"

/// Makes the calling process, just forked by a confirm worker, serve jobs from HY_WORKER_FD. It
/// exits with 0 when what comes next is no job, or nothing, which it leaves to its parent; with 1
/// when it cannot go on.
///
/// @param parent  The confirm worker.
_Noreturn void hy_forker_serve(const hy_worker_birth *birth, hy_mailbox *box, pid_t parent);
