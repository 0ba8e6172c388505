/// Lessons: what template and confirm workers are told before and between jobs.
#pragma once

#include "sandbox/worker.h"

/// Sets up or prepares with the frame in the box, closes the descriptors that came with it, and
/// tells the host how it went.
///
/// @return HY_OK, or HY_ERR_IO when the host does not hear it.
hy_status hy_lesson_learn(hy_worker_birth *birth, hy_frame_kind kind, hy_mailbox *box,
                          hy_error *err);
