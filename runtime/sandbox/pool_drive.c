#include "sandbox/pool_drive.h"

#include "sandbox/frame.h"
#include "sandbox/pool.h"

#include <poll.h>
#include <string.h>

enum {
    MAX_ATTEMPTS = 2,       // of a job whose worker dies
    MAX_FAILED_STARTS = 3,  // in a row, of a worker that does not come up
};

static hy_frame_kind lesson_kind(size_t index)
{
    return index == 0 ? HY_FRAME_SETUP : HY_FRAME_PREPARE;
}

hy_status hy_pool_teach(hy_pool *pool, hy_pool_seat *seat, size_t lesson, hy_error *err)
{
    hy_status status =
        hy_slot_post(&seat->slot, lesson_kind(lesson), NULL, &pool->lessons[lesson], err);
    seat->acks_due += status == HY_OK;
    return status;
}

hy_status hy_pool_start(hy_pool *pool, hy_pool_seat *seat, hy_error *err)
{
    seat->acks_due = 0;
    hy_status status = hy_slot_open(&seat->slot, err);
    for (size_t i = 0; status == HY_OK && i < pool->lesson_count; i++) {
        status = hy_pool_teach(pool, seat, i, err);
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

static void give_up_job(hy_pool *pool, hy_pool_seat *seat, const char *reason)
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
static void replace(hy_pool *pool, hy_pool_seat *seat, const char *reason)
{
    hy_slot_close(&seat->slot);
    give_up_job(pool, seat, reason);
    hy_error err;
    hy_status status = hy_fail(&err, HY_ERR_IO, "%s", reason);
    while (status < 0 && seat->failed_starts < MAX_FAILED_STARTS) {
        seat->failed_starts++;
        status = hy_pool_start(pool, seat, &err);
    }
    if (status < 0 && pool->refusal.status == HY_OK) {
        pool->refusal = err;
    }
}

// A worker that refused a lesson must get no job, and one in its place would refuse it as well.
static hy_status accept_ack(hy_pool *pool, hy_pool_seat *seat, const hy_reply *reply, hy_error *err)
{
    if (reply->outcome != HY_OUTCOME_OK) {
        (void)hy_fail(&pool->refusal, HY_ERR_IO, "%.*s", (int)reply->message_size, reply->message);
        seat->failed_starts = MAX_FAILED_STARTS;
        return hy_fail(err, HY_ERR_IO, "%s", pool->refusal.text);
    }
    seat->acks_due--;
    seat->failed_starts = seat->acks_due == 0 ? 0 : seat->failed_starts;
    return HY_OK;
}

// Takes one reply of a worker to where it belongs.
static hy_status accept_reply(hy_pool *pool, hy_pool_seat *seat, hy_buffer *payload, hy_error *err)
{
    hy_reply reply;
    hy_status status = hy_frame_read_reply(payload->data, payload->size, &reply, err);
    if (status < 0 || (seat->acks_due == 0 && !seat->job)) {
        return status ? status : hy_fail(err, HY_ERR_CORRUPT, "a reply that nobody asked for");
    }
    if (seat->acks_due > 0) {
        return accept_ack(pool, seat, &reply, err);
    }
    seat->job->reply = *payload;
    hy_buffer_init(payload);
    hy_job_list_append(&pool->done, seat->job);
    seat->job = NULL;
    return HY_OK;
}

static hy_status take_replies(hy_pool *pool, hy_pool_seat *seat, hy_error *err)
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

static void serve(hy_pool *pool, hy_pool_seat *seat)
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

bool hy_pool_is_running(const hy_pool_seat *seat)
{
    return seat->slot.fd >= 0;
}

void hy_pool_hand_out(hy_pool *pool)
{
    for (size_t i = 0; i < pool->seat_count && pool->queue.first; i++) {
        hy_pool_seat *seat = &pool->seats[i];
        if (!hy_pool_is_running(seat) || seat->job || seat->acks_due > 0) {
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

size_t hy_pool_running_count(const hy_pool *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < pool->seat_count; i++) {
        count += hy_pool_is_running(&pool->seats[i]);
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

static bool is_busy(const hy_pool_seat *seat)
{
    return hy_pool_is_running(seat) && (seat->job || seat->acks_due > 0);
}

// Waits until a busy worker has something to say or to hear, and lets it.
static void serve_ready(hy_pool *pool)
{
    struct pollfd polled[HY_POOL_MAX_WORKERS];
    for (size_t i = 0; i < pool->seat_count; i++) {
        const hy_pool_seat *seat = &pool->seats[i];
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

bool hy_pool_step(hy_pool *pool)
{
    hy_pool_hand_out(pool);
    if (hy_pool_running_count(pool) == 0) {
        end_all(pool);
        return false;
    }
    bool is_any_busy = false;
    for (size_t i = 0; i < pool->seat_count; i++) {
        is_any_busy = is_any_busy || is_busy(&pool->seats[i]);
    }
    // a job that ended while it was handed out leaves its worker free, and nobody to wait for
    if (is_any_busy) {
        serve_ready(pool);
    }
    return is_any_busy || pool->queue.first;
}
