/// Templates: the process all workers are forked from, as the host sees it.
#pragma once

#include "base/buffer.h"
#include "base/error.h"
#include "sandbox/frame.h"
#include "sandbox/walls.h"
#include "sandbox/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct hy_template {
    pid_t pid;
    int fd;          ///< -1 while there is none.
    hy_walls walls;  ///< What stands since its setup.
} hy_template;

/// Starts the process, in a template that is all zeros or closed.
///
/// @param is_unsafe  It may work without seccomp.
///
/// @return HY_OK, or HY_ERR_IO with the template closed.
hy_status hy_template_open(bool is_unsafe, hy_template *out, hy_error *err);

/// Kills the process and reaps it; harmless on a closed template. Its workers die with it.
void hy_template_close(hy_template *template);

/// Has it set up or prepare its program, and waits until it has.
///
/// @param data_fd  Sealed memory that it may map, or -1.
/// @return HY_OK; HY_ERR_ARGUMENT with what the program said against it; HY_ERR_IO or
///         HY_ERR_NOT_FOUND when the process is gone.
hy_status hy_template_teach(hy_template *template, hy_frame_kind kind, const hy_buffer *payload,
                            int data_fd, hy_error *err);

/// Has it fork a worker of the given tier, which gets copies of the descriptors (worker.h says
/// which).
///
/// @param[out] pidfd  Of the worker; the caller closes it.
/// @return As hy_template_teach.
hy_status hy_template_start(const hy_template *template, hy_worker_tier tier, const int *fds,
                            size_t fd_count, int *pidfd, hy_error *err);
