#include "sandbox/pool_jobs.h"

#include <string.h>

enum { MAX_ATTEMPTS = 2 };  // of a job whose confirm worker dies

static void finish(hy_pool *pool, hy_job *job)
{
    job->is_done = true;
    hy_job_list_append(&pool->done, job);
}

// Without memory even for the reply made here, it stays empty.
static void set_reply(hy_job *job, hy_outcome outcome, const char *message)
{
    hy_frame_reply head = {.outcome = (uint32_t)outcome,
                           .message_size = (uint32_t)strnlen(message, HY_MESSAGE_SIZE - 1)};
    job->reply.size = 0;
    if (hy_buffer_append(&job->reply, &head, sizeof head, NULL) < 0 ||
        hy_buffer_append(&job->reply, message, head.message_size, NULL) < 0) {
        job->reply.size = 0;
    }
}

static hy_reply reply_of(const hy_buffer *payload)
{
    hy_reply reply = {.outcome = HY_OUTCOME_CRASH};
    (void)hy_frame_read_reply(payload->data, payload->size, &reply, NULL);
    return reply;
}

static bool is_same(const hy_reply *one, const hy_reply *other)
{
    return one->outcome == other->outcome && one->value_size == other->value_size &&
           (one->value_size == 0 || memcmp(one->value, other->value, one->value_size) == 0);
}

void hy_pool_settle(hy_pool *pool, hy_job *job)
{
    hy_reply reply = reply_of(&job->reply);
    hy_reply earlier = reply_of(&job->earlier_reply);
    // how long a job takes is not all its own doing: near the limit, one of two may be stopped
    if (job->earlier_reply.size > 0 && reply.outcome != HY_OUTCOME_TIMEOUT &&
        !is_same(&earlier, &reply)) {
        set_reply(job, HY_OUTCOME_NONDETERMINISTIC, "two workers gave different values");
    }
    finish(pool, job);
}

void hy_pool_crash(hy_pool *pool, hy_job *job, const char *reason)
{
    set_reply(job, HY_OUTCOME_CRASH, reason);
    finish(pool, job);
}

void hy_pool_queue(hy_pool *pool, hy_job *job)
{
    hy_job_list_append(&pool->waiting[job->tier], job);
}

void hy_pool_requeue(hy_pool *pool, hy_job_list *jobs)
{
    while (jobs->last) {
        hy_job *job = jobs->last;
        hy_job_list_remove(jobs, job);
        hy_job_list_prepend(&pool->waiting[job->tier], job);
    }
}

void hy_pool_lose_job(hy_pool *pool, hy_pool_seat *seat, const char *reason)
{
    hy_job *job = seat->job;
    if (seat->ahead) {
        hy_job_list_prepend(&pool->waiting[seat->ahead->tier], seat->ahead);
    }
    seat->job = NULL;
    seat->ahead = NULL;
    if (job && job->attempt_count < MAX_ATTEMPTS) {
        hy_job_list_prepend(&pool->waiting[job->tier], job);
    } else if (job) {
        hy_pool_crash(pool, job, reason);
    }
}

void hy_pool_promote(hy_pool *pool, hy_job *job)
{
    job->tier = HY_WORKER_CONFIRM;
    hy_pool_queue(pool, job);
}

void hy_pool_accept(hy_pool *pool, hy_job *job, size_t screener)
{
    bool is_first = job->is_repeated && job->earlier_reply.size == 0;
    if (!is_first || reply_of(&job->reply).outcome != HY_OUTCOME_OK) {
        hy_pool_settle(pool, job);
        return;
    }
    job->earlier_reply = job->reply;
    hy_buffer_init(&job->reply);
    job->first_seat = screener;
    hy_job_list_prepend(&pool->waiting[job->tier], job);
}
