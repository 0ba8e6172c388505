#include "sandbox/screener.h"

#include "base/clock.h"
#include "sandbox/process.h"

#include <poll.h>
#include <string.h>

enum {
    JOBS_MIN = 2,  // one to run and one to follow at once
    JOBS_MAX = 512,
    LIFE_JOBS = 50000,
};

static const double ahead_seconds = 400e-6;
static const double slow_seconds = 1e-3;  // assumed of a worker that has answered nothing yet

void hy_screener_init(hy_screener *screener)
{
    *screener = (hy_screener){.ring = {.memory_fd = -1, .bell_fd = -1}, .pidfd = -1};
}

hy_status hy_screener_open(hy_screener *screener, const hy_template *template, hy_error *err)
{
    hy_screener_init(screener);
    screener->mean_seconds = slow_seconds;
    hy_status status = hy_ring_create(&screener->ring, err);
    if (status < 0) {
        return status;
    }
    const int fds[] = {screener->ring.bell_fd, screener->ring.memory_fd};
    status = hy_template_start(template, HY_WORKER_SCREEN, fds, sizeof fds / sizeof *fds,
                               &screener->pidfd, err);
    if (status < 0) {
        hy_screener_close(screener);
    }
    return status;
}

void hy_screener_close(hy_screener *screener)
{
    hy_process_end(screener->pidfd);
    hy_ring_close(&screener->ring);
    hy_screener_init(screener);
}

bool hy_screener_is_worn(const hy_screener *screener)
{
    return screener->given_count >= LIFE_JOBS && screener->job_count == 0;
}

bool hy_screener_give(hy_screener *screener, hy_job *job)
{
    double ahead = ahead_seconds / screener->mean_seconds;
    size_t room = ahead < JOBS_MIN ? JOBS_MIN : ahead > JOBS_MAX ? JOBS_MAX : (size_t)ahead;
    bool has_room = screener->job_count < room && screener->given_count < LIFE_JOBS;
    void *place = has_room ? hy_queue_reserve(&screener->ring.jobs, job->payload.size) : NULL;
    if (!place) {
        return false;
    }
    memcpy(place, job->payload.data, job->payload.size);
    hy_queue_publish(&screener->ring.jobs, job->payload.size);
    hy_ring_wake(&screener->ring);
    if (!screener->jobs.first) {
        screener->first_since = hy_clock_monotonic_seconds();
    }
    hy_job_list_append(&screener->jobs, job);
    screener->job_count++;
    screener->given_count++;
    return true;
}

// Copies a reply once, then checks the copy.
static hy_status copy_reply(hy_screener *screener, const void *record, size_t size, hy_job *job,
                            hy_error *err)
{
    hy_reply reply = {.outcome = HY_OUTCOME_CRASH};
    hy_limits limits = hy_job_limits(job);
    job->reply.size = 0;
    hy_status status = hy_buffer_append(&job->reply, record, size, err);
    status = status ? status : hy_frame_read_reply(job->reply.data, size, &reply, err);
    if (status < 0) {
        return status;
    }
    // written so that NaN fails
    bool is_possible = reply.cpu_seconds >= 0.0 && reply.cpu_seconds <= limits.wall_seconds;
    if (!is_possible || reply.value_size > limits.output_bytes ||
        reply.peak_bytes > limits.memory_bytes) {
        return hy_fail(err, HY_ERR_CORRUPT, "a reply beyond the limits of its job");
    }
    screener->mean_seconds += (reply.cpu_seconds - screener->mean_seconds) / 8.0;
    return HY_OK;
}

hy_status hy_screener_take(hy_screener *screener, hy_job **job, hy_error *err)
{
    const void *record;
    size_t size;
    *job = NULL;
    hy_status status = hy_queue_peek(&screener->ring.replies, &record, &size, err);
    if (status < 0 || !record) {
        return status;
    }
    hy_job *first = screener->jobs.first;
    if (!first) {
        return hy_fail(err, HY_ERR_CORRUPT, "a reply that nobody asked for");
    }
    status = size > 0 ? copy_reply(screener, record, size, first, err) : HY_OK;
    if (status < 0) {
        return status;
    }
    hy_queue_drop(&screener->ring.replies, size);
    // what the worker says of that is not asked: it could keep the host without room for ever
    hy_queue_reclaim(&screener->ring.jobs, first->payload.size);
    hy_ring_wake(&screener->ring);
    hy_job_list_remove(&screener->jobs, first);
    screener->job_count--;
    screener->first_since = hy_clock_monotonic_seconds();
    *job = first;
    return HY_OK;
}

bool hy_screener_has_answer(const hy_screener *screener)
{
    const void *record = NULL;
    size_t size;
    return hy_queue_peek(&screener->ring.replies, &record, &size, NULL) < 0 || record;
}

bool hy_screener_is_lost(const hy_screener *screener)
{
    struct pollfd gone = {.fd = screener->pidfd, .events = POLLIN};
    if (poll(&gone, 1, 0) > 0) {
        return true;
    }
    const hy_job *first = screener->jobs.first;
    return first &&
           hy_clock_monotonic_seconds() - screener->first_since > hy_job_limits(first).wall_seconds;
}
