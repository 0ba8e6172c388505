/// Processes: workers as the host holds them, by a descriptor that no other process can inherit the
/// number of.
#pragma once

#include <sys/types.h>

/// Kills the process behind a pidfd, waits until it is gone, and closes the descriptor; harmless
/// with -1.
void hy_process_end(int pidfd);

/// The id of the process behind a pidfd; 0 when it is gone or `pidfd` is -1.
pid_t hy_process_id(int pidfd);
