/// Job lists: the jobs of a pool that wait, and those that are done.
#pragma once

#include "base/buffer.h"
#include "sandbox/limits.h"

#include <stdint.h>

/// One job from submission until its reply is forgotten.
typedef struct hy_job {
    struct hy_job *next;
    uint64_t ticket;
    int attempt_count;  ///< Workers it has been sent to.
    hy_buffer limits;   ///< Its hy_limits, as a frame carries them.
    hy_buffer payload;  ///< Bytes for the program.
    hy_buffer reply;    ///< Payload of the reply once done: an hy_frame_reply and so on.
} hy_job;

/// Makes a job that owns copies of what it is given; whoever holds it destroys it.
///
/// @return HY_OK or HY_ERR_MEMORY.
hy_status hy_job_create(uint64_t ticket, const hy_limits *limits, const void *bytes, size_t size,
                        hy_job **out, hy_error *err);

/// Frees a job; may be given NULL.
void hy_job_destroy(hy_job *job);

/// A chain of jobs that it owns; all zeros is an empty one.
typedef struct hy_job_list {
    hy_job *first;
    hy_job *last;
} hy_job_list;

/// Destroys every job in the list.
void hy_job_list_deinit(hy_job_list *list);

/// Adds a job behind the others; the list owns it now.
void hy_job_list_append(hy_job_list *list, hy_job *job);

/// Adds a job before the others; the list owns it now.
void hy_job_list_prepend(hy_job_list *list, hy_job *job);

/// Takes the first job out; NULL when the list is empty.
hy_job *hy_job_list_take_first(hy_job_list *list);

/// Takes a job out; NULL when it is not in the list.
hy_job *hy_job_list_take(hy_job_list *list, uint64_t ticket);

/// Finds a job without taking it out; NULL when it is not in the list.
hy_job *hy_job_list_find(const hy_job_list *list, uint64_t ticket);
