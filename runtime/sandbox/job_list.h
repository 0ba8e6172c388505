/// Jobs of a pool, in the lists that they wait in, and by their tickets.
#pragma once

#include "base/buffer.h"
#include "sandbox/limits.h"
#include "sandbox/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One job from submission until its reply is forgotten.
typedef struct hy_job {
    struct hy_job *next;
    struct hy_job *previous;
    struct hy_job *next_in_table;
    uint64_t ticket;
    hy_worker_tier tier;      ///< Who is to run it, or has run it.
    bool is_done;             ///< Its reply is there.
    bool is_repeated;         ///< A second worker must answer the same.
    size_t first_seat;        ///< Of a repeated job that was answered once: by whom.
    int attempt_count;        ///< Workers it has been sent to.
    hy_buffer payload;        ///< Its hy_limits and the bytes for the program, as workers get them.
    hy_buffer reply;          ///< Payload of the reply once done: an hy_frame_reply and so on.
    hy_buffer earlier_reply;  ///< Of a repeated job: what the first worker said.
} hy_job;

/// Makes a job that owns copies of what it is given; whoever holds it destroys it.
///
/// @return HY_OK or HY_ERR_MEMORY.
hy_status hy_job_create(uint64_t ticket, const hy_limits *limits, const void *bytes, size_t size,
                        hy_job **out, hy_error *err);

/// Frees a job; may be given NULL.
void hy_job_destroy(hy_job *job);

/// The limits in its payload.
hy_limits hy_job_limits(const hy_job *job);

/// A chain of jobs; all zeros is an empty one.
typedef struct hy_job_list {
    hy_job *first;
    hy_job *last;
} hy_job_list;

/// Adds a job, which is in no list, behind the others.
void hy_job_list_append(hy_job_list *list, hy_job *job);

/// Adds a job, which is in no list, before the others.
void hy_job_list_prepend(hy_job_list *list, hy_job *job);

/// Takes a job out that is in the list.
void hy_job_list_remove(hy_job_list *list, hy_job *job);

/// Takes the first job out; NULL when the list is empty.
hy_job *hy_job_list_take_first(hy_job_list *list);

/// All jobs of a pool by ticket; owns them. All zeros is an empty one.
typedef struct hy_job_table {
    hy_job **buckets;  ///< `bucket_count` chains; a power of two, or 0.
    size_t bucket_count;
    size_t count;
} hy_job_table;

/// Destroys every job.
void hy_job_table_deinit(hy_job_table *table);

/// Adds a job; the table owns it now.
///
/// @return HY_OK, or HY_ERR_MEMORY with the job still the caller's.
hy_status hy_job_table_add(hy_job_table *table, hy_job *job, hy_error *err);

/// Finds a job; NULL when no job has the ticket.
hy_job *hy_job_table_find(const hy_job_table *table, uint64_t ticket);

/// Takes a job out; it is the caller's now.
void hy_job_table_remove(hy_job_table *table, const hy_job *job);
