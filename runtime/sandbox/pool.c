#include "sandbox/pool.h"

#include "sandbox/filter.h"
#include "sandbox/job_list.h"
#include "sandbox/slot.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_ATTEMPTS = 2,       // of a job whose worker dies
    MAX_FAILED_STARTS = 3,  // in a row, of a worker that does not come up
};

typedef struct worker_seat {
    hy_slot slot;
    hy_job *job;        // what it works on, or NULL
    size_t acks_due;    // replies to setup and prepares still to come
    int failed_starts;  // since it last answered
} worker_seat;

struct hy_pool {
    hy_job_list queue;  // jobs no worker has
    hy_job_list done;
    uint64_t last_ticket;
    hy_buffer *lessons;  // payload of the setup, then of each prepare
    size_t lesson_count;
    hy_error refusal;  // what the program said when a lesson failed
    size_t seat_count;
    worker_seat seats[];
};

static hy_frame_kind lesson_kind(size_t index)
{
    return index == 0 ? HY_FRAME_SETUP : HY_FRAME_PREPARE;
}

static hy_status teach(hy_pool *pool, worker_seat *seat, size_t lesson, hy_error *err)
{
    hy_status status =
        hy_slot_post(&seat->slot, lesson_kind(lesson), NULL, &pool->lessons[lesson], err);
    seat->acks_due += status == HY_OK;
    return status;
}

// Starts a worker and queues everything that it has to learn.
static hy_status start(hy_pool *pool, worker_seat *seat, hy_error *err)
{
    seat->acks_due = 0;
    hy_status status = hy_slot_open(&seat->slot, err);
    for (size_t i = 0; status == HY_OK && i < pool->lesson_count; i++) {
        status = teach(pool, seat, i, err);
    }
    if (status < 0) {
        hy_slot_close(&seat->slot);
    }
    return status;
}

// Ends a job with a reply made here. Without memory even for that, its reply stays empty.
static void end_crashed(hy_pool *pool, hy_job *job, const char *message)
{
    hy_frame_reply head = {.outcome = HY_OUTCOME_CRASH,
                           .message_size = (uint32_t)strnlen(message, HY_MESSAGE_SIZE - 1)};
    job->reply.size = 0;
    if (hy_buffer_append(&job->reply, &head, sizeof head, NULL) < 0 ||
        hy_buffer_append(&job->reply, message, head.message_size, NULL) < 0) {
        job->reply.size = 0;
    }
    hy_job_list_append(&pool->done, job);
}

static void give_up_job(hy_pool *pool, worker_seat *seat, const char *reason)
{
    hy_job *job = seat->job;
    seat->job = NULL;
    if (job && job->attempt_count < MAX_ATTEMPTS) {
        hy_job_list_prepend(&pool->queue, job);
    } else if (job) {
        end_crashed(pool, job, reason);
    }
}

// Replaces a worker that died or talks nonsense.
static void replace(hy_pool *pool, worker_seat *seat, const char *reason)
{
    hy_slot_close(&seat->slot);
    give_up_job(pool, seat, reason);
    hy_status status = HY_ERR_IO;
    while (status < 0 && seat->failed_starts < MAX_FAILED_STARTS) {
        seat->failed_starts++;
        status = start(pool, seat, &pool->refusal);
    }
}

// Takes one reply of a worker to where it belongs.
static hy_status accept_reply(hy_pool *pool, worker_seat *seat, hy_buffer *payload, hy_error *err)
{
    hy_reply reply;
    hy_status status = hy_frame_read_reply(payload->data, payload->size, &reply, err);
    if (status < 0 || (seat->acks_due == 0 && !seat->job)) {
        return status ? status : hy_fail(err, HY_ERR_CORRUPT, "a reply that nobody asked for");
    }
    seat->failed_starts = 0;
    if (seat->acks_due > 0) {
        seat->acks_due--;
        if (reply.outcome != HY_OUTCOME_OK) {
            (void)hy_fail(&pool->refusal, HY_ERR_IO, "%.*s", (int)reply.message_size,
                          reply.message);
        }
        return HY_OK;
    }
    seat->job->reply = *payload;
    hy_buffer_init(payload);
    hy_job_list_append(&pool->done, seat->job);
    seat->job = NULL;
    return HY_OK;
}

static hy_status take_replies(hy_pool *pool, worker_seat *seat, hy_error *err)
{
    for (;;) {
        bool is_there;
        hy_buffer payload;
        hy_buffer_init(&payload);
        hy_status status = hy_slot_take_reply(&seat->slot, &payload, &is_there, err);
        if (status == HY_OK && is_there) {
            status = accept_reply(pool, seat, &payload, err);
        }
        hy_buffer_deinit(&payload);
        if (status < 0 || !is_there) {
            return status;
        }
    }
}

static void serve(hy_pool *pool, worker_seat *seat)
{
    hy_error err;
    hy_status pumped = hy_slot_pump(&seat->slot, &err);
    // a worker may have answered before it died
    hy_error reply_err;
    hy_status taken = take_replies(pool, seat, &reply_err);
    if (taken < 0) {
        replace(pool, seat, reply_err.text);
    } else if (pumped < 0) {
        replace(pool, seat, err.text);
    }
}

static bool is_running(const worker_seat *seat)
{
    return seat->slot.fd >= 0;
}

static void hand_out(hy_pool *pool)
{
    for (size_t i = 0; i < pool->seat_count && pool->queue.first; i++) {
        worker_seat *seat = &pool->seats[i];
        if (!is_running(seat) || seat->job || seat->acks_due > 0) {
            continue;
        }
        hy_job *job = hy_job_list_take_first(&pool->queue);
        hy_error err;
        if (hy_slot_post(&seat->slot, HY_FRAME_JOB, &job->limits, &job->payload, &err) < 0) {
            end_crashed(pool, job, err.text);
            continue;
        }
        job->attempt_count++;
        seat->job = job;
        serve(pool, seat);
    }
}

static size_t running_count(const hy_pool *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < pool->seat_count; i++) {
        count += is_running(&pool->seats[i]);
    }
    return count;
}

static void end_all(hy_pool *pool)
{
    hy_job *job;
    while ((job = hy_job_list_take_first(&pool->queue))) {
        end_crashed(pool, job, pool->refusal.text);
    }
}

static bool is_busy(const worker_seat *seat)
{
    return is_running(seat) && (seat->job || seat->acks_due > 0);
}

// Waits until a busy worker has something to say or to hear, and lets it.
static void serve_ready(hy_pool *pool)
{
    struct pollfd polled[HY_POOL_MAX_WORKERS];
    for (size_t i = 0; i < pool->seat_count; i++) {
        const worker_seat *seat = &pool->seats[i];
        short events = hy_slot_has_unsent(&seat->slot) ? POLLIN | POLLOUT : POLLIN;
        polled[i] = (struct pollfd){.fd = seat->slot.fd, .events = events};
    }
    if (poll(polled, pool->seat_count, -1) <= 0) {
        return;
    }
    for (size_t i = 0; i < pool->seat_count; i++) {
        if (polled[i].revents != 0) {
            serve(pool, &pool->seats[i]);
        }
    }
}

// One step forward; false when nothing is left to do.
static bool drive(hy_pool *pool)
{
    hand_out(pool);
    if (running_count(pool) == 0) {
        end_all(pool);
        return false;
    }
    bool is_any_busy = pool->queue.first != NULL;
    for (size_t i = 0; i < pool->seat_count; i++) {
        is_any_busy = is_any_busy || is_busy(&pool->seats[i]);
    }
    if (is_any_busy) {
        serve_ready(pool);
    }
    return is_any_busy;
}

static void drain(hy_pool *pool)
{
    while (drive(pool)) {
    }
}

static hy_status learn(hy_pool *pool, const void *bytes, size_t size, hy_error *err)
{
    size_t count = pool->lesson_count + 1;
    hy_buffer *lessons = realloc(pool->lessons, count * sizeof *lessons);
    if (!lessons) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a list of %zu payloads", count);
    }
    pool->lessons = lessons;
    hy_buffer_init(&lessons[count - 1]);
    hy_status status = hy_buffer_append(&lessons[count - 1], bytes, size, err);
    pool->lesson_count += status == HY_OK;
    return status;
}

// Waits for every worker to have learned; what any of them refused is the failure.
static hy_status finish_lesson(hy_pool *pool, hy_error *err)
{
    drain(pool);
    size_t missing = pool->seat_count - running_count(pool);
    if (pool->refusal.status < 0 || missing > 0) {
        return hy_fail(err, HY_ERR_IO, "%s",
                       pool->refusal.status < 0 ? pool->refusal.text : "a worker did not start");
    }
    return HY_OK;
}

hy_status hy_pool_open(size_t worker_count, const void *setup_bytes, size_t setup_size,
                       hy_pool **out, hy_error *err)
{
    if (worker_count < 1 || worker_count > HY_POOL_MAX_WORKERS) {
        return hy_fail(err, HY_ERR_ARGUMENT, "a pool wants 1 to %d workers, got %zu",
                       HY_POOL_MAX_WORKERS, worker_count);
    }
    hy_status status = hy_filter_probe(err);
    if (status < 0) {
        return status;
    }
    hy_pool *pool = calloc(1, sizeof *pool + worker_count * sizeof *pool->seats);
    if (!pool) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a pool");
    }
    pool->seat_count = worker_count;
    status = learn(pool, setup_bytes, setup_size, err);
    for (size_t i = 0; status == HY_OK && i < worker_count; i++) {
        status = start(pool, &pool->seats[i], err);
    }
    status = status ? status : finish_lesson(pool, err);
    if (status < 0) {
        hy_pool_close(pool);
        return status;
    }
    *out = pool;
    return HY_OK;
}

void hy_pool_close(hy_pool *pool)
{
    if (!pool) {
        return;
    }
    for (size_t i = 0; i < pool->seat_count; i++) {
        hy_slot_close(&pool->seats[i].slot);
        hy_job_destroy(pool->seats[i].job);
    }
    for (size_t i = 0; i < pool->lesson_count; i++) {
        hy_buffer_deinit(&pool->lessons[i]);
    }
    free(pool->lessons);
    hy_job_list_deinit(&pool->queue);
    hy_job_list_deinit(&pool->done);
    free(pool);
}

hy_status hy_pool_prepare(hy_pool *pool, const void *bytes, size_t size, hy_error *err)
{
    drain(pool);
    hy_status status = learn(pool, bytes, size, err);
    for (size_t i = 0; status == HY_OK && i < pool->seat_count; i++) {
        if (is_running(&pool->seats[i])) {
            status = teach(pool, &pool->seats[i], pool->lesson_count - 1, err);
        }
    }
    return status ? status : finish_lesson(pool, err);
}

hy_status hy_pool_submit(hy_pool *pool, const void *bytes, size_t size, const hy_limits *limits,
                         uint64_t *ticket, hy_error *err)
{
    hy_job *job;
    hy_status status = hy_limits_check(limits, err);
    status = status ? status : hy_job_create(pool->last_ticket + 1, limits, bytes, size, &job, err);
    if (status < 0) {
        return status;
    }
    *ticket = ++pool->last_ticket;
    hy_job_list_append(&pool->queue, job);
    hand_out(pool);
    return HY_OK;
}

static bool is_pending(const hy_pool *pool, uint64_t ticket)
{
    bool is_found = hy_job_list_find(&pool->queue, ticket) != NULL;
    for (size_t i = 0; i < pool->seat_count; i++) {
        const hy_job *job = pool->seats[i].job;
        is_found = is_found || (job && job->ticket == ticket);
    }
    return is_found;
}

hy_status hy_pool_wait(hy_pool *pool, uint64_t ticket, hy_reply *out, hy_error *err)
{
    hy_job *job;
    while (!(job = hy_job_list_find(&pool->done, ticket))) {
        if (!is_pending(pool, ticket)) {
            return hy_fail(err, HY_ERR_NOT_FOUND, "no job has ticket %llu",
                           (unsigned long long)ticket);
        }
        (void)drive(pool);
    }
    if (job->reply.size == 0) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for the reply of a job");
    }
    return hy_frame_read_reply(job->reply.data, job->reply.size, out, err);
}

hy_status hy_pool_next(hy_pool *pool, uint64_t *ticket, hy_error *err)
{
    while (!pool->done.first) {
        if (!drive(pool)) {
            return hy_fail(err, HY_ERR_NOT_FOUND, "there is no job to wait for");
        }
    }
    *ticket = pool->done.first->ticket;
    return HY_OK;
}

void hy_pool_forget(hy_pool *pool, uint64_t ticket)
{
    hy_job_destroy(hy_job_list_take(&pool->done, ticket));
}

size_t hy_pool_processes(const hy_pool *pool, pid_t *pids, size_t capacity)
{
    for (size_t i = 0; i < pool->seat_count && i < capacity; i++) {
        pids[i] = is_running(&pool->seats[i]) ? pool->seats[i].slot.pid : 0;
    }
    return pool->seat_count;
}
