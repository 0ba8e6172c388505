#include "sandbox/pool_confirm.h"

#include "sandbox/frame.h"
#include "sandbox/pool_jobs.h"
#include "sandbox/pool_staff.h"

enum {
    MAX_LOST_LEARNERS = 3,  // in a row
    PLENTY_PER_SEAT = 8,    // jobs that wait
};

static bool is_running(const hy_pool_seat *seat)
{
    return seat->slot.fd >= 0;
}

bool hy_pool_is_seat_busy(const hy_pool_seat *seat)
{
    return is_running(seat) && (seat->job || seat->acks_due > 0);
}

// Ends a worker that died or talks nonsense; another is started when there is a job for it.
static void replace(hy_pool *pool, hy_pool_seat *seat, const char *reason)
{
    bool was_learning = seat->acks_due > 0;
    hy_slot_close(&seat->slot);
    seat->acks_due = 0;
    hy_pool_lose_job(pool, seat, reason);
    if (was_learning && ++pool->failed_starts >= MAX_LOST_LEARNERS) {
        hy_pool_refuse(pool, reason);
    }
}

// Notes what the worker works on now, which may be nothing.
static void begin(hy_pool_seat *seat, hy_job *job)
{
    seat->job = job;
    if (job) {
        job->attempt_count++;
    }
}

// Takes one reply of a worker to where it belongs.
static hy_status accept_reply(hy_pool *pool, hy_pool_seat *seat, hy_buffer *payload, hy_error *err)
{
    hy_reply reply;
    hy_status status = hy_frame_read_reply(payload->data, payload->size, &reply, err);
    if (status < 0 || (seat->acks_due == 0 && !seat->job)) {
        return status ? status : hy_fail(err, HY_ERR_CORRUPT, "a reply that nobody asked for");
    }
    if (seat->acks_due > 0 && reply.outcome != HY_OUTCOME_OK) {
        return hy_fail(err, HY_ERR_ARGUMENT, "%.*s", (int)reply.message_size, reply.message);
    }
    pool->failed_starts = 0;
    if (seat->acks_due > 0) {
        seat->acks_due--;
        return HY_OK;
    }
    // a screen worker may have left a reply that was not believed
    hy_buffer_deinit(&seat->job->reply);
    seat->job->reply = *payload;
    hy_buffer_init(payload);
    hy_pool_settle(pool, seat->job);
    begin(seat, seat->ahead);
    seat->ahead = NULL;
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

void hy_pool_serve_seat(hy_pool *pool, hy_pool_seat *seat)
{
    hy_error err;
    hy_status pumped = hy_slot_pump(&seat->slot, &err);
    // a worker may have answered before it died
    hy_error reply_err;
    hy_status taken = take_replies(pool, seat, &reply_err);
    if (taken == HY_ERR_ARGUMENT) {
        hy_pool_refuse(pool, reply_err.text);
    } else if (taken < 0) {
        replace(pool, seat, reply_err.text);
    } else if (pumped < 0) {
        replace(pool, seat, err.text);
    }
}

static void hand_out(hy_pool *pool, hy_pool_seat *seat)
{
    hy_job *job = hy_job_list_take_first(&pool->waiting[HY_WORKER_CONFIRM]);
    hy_error err;
    if (hy_slot_post(&seat->slot, HY_FRAME_JOB, &job->payload, -1, &err) < 0) {
        hy_pool_crash(pool, job, err.text);
        return;
    }
    if (seat->job) {
        seat->ahead = job;
    } else {
        begin(seat, job);
    }
    hy_pool_serve_seat(pool, seat);
}

// Whether so many jobs wait that none suffers from being sent to a worker before it is free.
static bool has_plenty(const hy_pool *pool)
{
    size_t missing = PLENTY_PER_SEAT * pool->seat_count;
    const hy_job *job = pool->waiting[HY_WORKER_CONFIRM].first;
    for (; job && missing > 0; job = job->next) {
        missing--;
    }
    return missing == 0;
}

// A worker with a job in hand does not wait for the host between two jobs.
static void hand_ahead(hy_pool *pool)
{
    for (size_t i = 0; i < pool->seat_count && has_plenty(pool); i++) {
        hy_pool_seat *seat = &pool->seats[i];
        if (is_running(seat) && seat->job && !seat->ahead && seat->acks_due == 0) {
            hand_out(pool, seat);
        }
    }
}

void hy_pool_hand_to_seats(hy_pool *pool)
{
    for (size_t i = 0; i < pool->seat_count && pool->waiting[HY_WORKER_CONFIRM].first; i++) {
        hy_pool_seat *seat = &pool->seats[i];
        if (pool->refusal.status < 0 || (!is_running(seat) && !hy_pool_start_seat(pool, seat))) {
            return;
        }
        if (seat->acks_due > 0) {
            hy_pool_serve_seat(pool, seat);
        }
        if (is_running(seat) && !hy_pool_is_seat_busy(seat)) {
            hand_out(pool, seat);
        }
    }
    hand_ahead(pool);
}

void hy_pool_teach_seats(hy_pool *pool)
{
    const hy_pool_lesson *secret = &pool->secrets.items[pool->secrets.count - 1];
    for (size_t i = 0; i < pool->seat_count; i++) {
        hy_pool_seat *seat = &pool->seats[i];
        if (!is_running(seat)) {
            (void)hy_pool_start_seat(pool, seat);
        } else if (hy_slot_post(&seat->slot, HY_FRAME_PREPARE, &secret->payload, secret->data_fd,
                                NULL) == HY_OK) {
            seat->acks_due++;
        } else {
            hy_slot_close(&seat->slot);
        }
        if (pool->refusal.status < 0) {
            return;
        }
    }
}
