/// Pool states: what pool.c and pool_drive.c share, and nobody else may see.
#pragma once

#include "base/buffer.h"
#include "base/error.h"
#include "sandbox/job_list.h"
#include "sandbox/slot.h"

#include <stddef.h>
#include <stdint.h>

/// A place for a worker; the worker in it may change.
typedef struct hy_pool_seat {
    hy_slot slot;
    hy_job *job;        ///< What it works on, or NULL.
    size_t acks_due;    ///< Replies to lessons still to come.
    int failed_starts;  ///< Since it last answered.
} hy_pool_seat;

/// A lesson is what every worker has to learn, the later ones as well.
typedef struct hy_pool {
    hy_job_list queue;  ///< Jobs that no worker has.
    hy_job_list done;   ///< Jobs whose reply waits to be taken.
    uint64_t last_ticket;
    hy_buffer *lessons;  ///< Payload of the setup, then of each prepare.
    size_t lesson_count;
    hy_error refusal;  ///< What a program said when it failed to learn; HY_OK before.
    size_t seat_count;
    hy_pool_seat seats[];
} hy_pool;
