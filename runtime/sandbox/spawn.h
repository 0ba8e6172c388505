/// Spawning: how a worker's process comes to be.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

/// Forks, and executes this very binary as a template. It inherits nothing but its end of a socket
/// pair (HY_WORKER_FD), has no environment but the loader's search path, a BLAS of one thread and
/// what worker.h names, and fixed addresses and namespaces where the system allows that.
///
/// @param is_unsafe  It may work without seccomp.
/// @param[out] fd  The host's end; the caller closes it.
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_spawn_worker(bool is_unsafe, pid_t *pid, int *fd, hy_error *err);
