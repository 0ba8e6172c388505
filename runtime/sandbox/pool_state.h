/// Pool states: what the files of the pool share, and nobody else may see.
#pragma once

#include "base/buffer.h"
#include "base/error.h"
#include "sandbox/job_list.h"
#include "sandbox/screener.h"
#include "sandbox/slot.h"
#include "sandbox/template.h"

#include <stddef.h>
#include <stdint.h>

/// A place for a confirm worker; the worker in it may change.
typedef struct hy_pool_seat {
    hy_slot slot;
    hy_job *job;      ///< What it works on, or NULL.
    hy_job *ahead;    ///< What it has been sent to begin next, or NULL.
    size_t acks_due;  ///< Replies to lessons still to come.
} hy_pool_seat;

/// What workers learn at a time.
typedef struct hy_pool_lesson {
    hy_buffer payload;
    int data_fd;  ///< Sealed memory that comes with it, or -1.
} hy_pool_lesson;

/// Lessons that are taught in order.
typedef struct hy_pool_lessons {
    hy_pool_lesson *items;
    size_t count;
} hy_pool_lessons;

typedef struct hy_pool {
    hy_template template;
    bool is_unsafe;           ///< It may work without seccomp.
    hy_pool_lessons lessons;  ///< Of the template: its setup, then each prepare.
    hy_pool_lessons secrets;  ///< Prepares of confirm workers alone.
    hy_job_table jobs;
    hy_job_list waiting[HY_WORKER_TIERS];  ///< Jobs that no worker has.
    hy_job_list done;                      ///< Jobs whose reply waits to be taken.
    uint64_t last_ticket;
    double last_look;     ///< At all workers, while answers came without a pause.
    int failed_starts;    ///< Of template or workers, since the last reply.
    int stillborn_count;  ///< Screen workers in a row that died before their first job.
    hy_error refusal;     ///< Why the pool runs no more jobs; HY_OK before.
    size_t seat_count;
    size_t screener_count;  ///< One more than asked for when only one is: repeats want two.
    hy_pool_seat *seats;
    hy_screener *screeners;
} hy_pool;
