/// Rings: how the host and a screen worker exchange jobs and replies without a system call each.
///
/// Two queues in one piece of shared memory. The worker sees the jobs read-only. A worker without
/// work sleeps on a futex in the shared memory; the host sleeps in poll, on a bell (an eventfd)
/// that the worker rings. What the bell has told is the one thing that a worker cannot take back.
#pragma once

#include "base/error.h"
#include "sandbox/queue.h"

#include <stdbool.h>
#include <stdint.h>

struct hy_ring_shared;

/// One side's view.
typedef struct hy_ring {
    hy_queue jobs;     ///< An hy_limits, then bytes for the program.
    hy_queue replies;  ///< An hy_frame_reply, the value, the message; empty when undecided.
    struct hy_ring_shared *shared;
    int memory_fd;   ///< Host: to be passed to the worker. -1 in the worker.
    int bell_fd;     ///< Host: readable once the worker has rung.
    bool was_heard;  ///< Host: the bell, ever.
} hy_ring;

/// Host: makes a ring.
///
/// @return HY_OK; HY_ERR_MEMORY; HY_ERR_IO, with the ring closed.
hy_status hy_ring_create(hy_ring *out, hy_error *err);

/// Host: unmaps the ring and closes what belongs to it; harmless on a closed ring.
void hy_ring_close(hy_ring *ring);

/// Worker: maps the ring behind `memory_fd`; the caller closes it. The worker's end of the bell
/// stays with the caller.
///
/// @return HY_OK or HY_ERR_MEMORY.
hy_status hy_ring_open(int memory_fd, int bell_fd, hy_ring *out, hy_error *err);

/// Worker: says, by its first ring, that it is about to take its first job.
void hy_ring_set_ready(hy_ring *ring);

/// Host: silences the bell if it rings.
void hy_ring_hear(hy_ring *ring);

/// Host: whether the worker has ever rung.
bool hy_ring_is_ready(hy_ring *ring);

/// Worker: what the host has done to the queues so far, publishing jobs and dropping replies.
uint64_t hy_ring_deeds(const hy_ring *ring);

/// Worker: waits some microseconds for the host to do more than the deeds that were seen.
///
/// @return Whether it has.
bool hy_ring_spin(const hy_ring *ring, uint64_t seen);

/// Worker: waits for it as long as it takes; may return early.
void hy_ring_sleep(hy_ring *ring, uint64_t seen);

/// Host: wakes the worker if it sleeps.
void hy_ring_wake(hy_ring *ring);

/// Worker: rings the bell if the host listens for it.
void hy_ring_ring(hy_ring *ring);

/// Host: from now on the worker rings; look at the replies once more before you sleep.
void hy_ring_listen(hy_ring *ring);

/// Host: no longer listens. A bell that rings already rings on.
void hy_ring_unlisten(hy_ring *ring);

/// Leaves the core to its other thread for a moment; for loops that wait for shared memory.
void hy_ring_pause(void);
