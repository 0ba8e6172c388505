#include "sandbox/pool_screen.h"

#include "sandbox/pool_jobs.h"
#include "sandbox/pool_staff.h"

enum {
    PATIENT_TURNS = 400,  // some ten microseconds: sleeping and being woken takes longer
    MAX_STILLBORN = 3,    // workers in a row that died before they took a job
};

// Returns the worker with the least to do that may run the job; those not started yet come last.
static hy_screener *choose(hy_pool *pool, const hy_job *job)
{
    bool is_second = job->earlier_reply.size > 0;
    size_t count = is_second ? pool->screener_count : pool->seat_count;
    hy_screener *chosen = NULL;
    for (size_t i = 0; i < count; i++) {
        hy_screener *screener = &pool->screeners[i];
        if (is_second && i == job->first_seat) {
            continue;
        }
        if (!chosen || screener->job_count < chosen->job_count ||
            (screener->job_count == chosen->job_count && chosen->pidfd < 0 &&
             screener->pidfd >= 0)) {
            chosen = screener;
        }
    }
    return chosen;
}

// Returns whether the job found its place.
static bool hand_out(hy_pool *pool, hy_job *job)
{
    if (!hy_queue_can_hold(job->payload.size) || pool->stillborn_count >= MAX_STILLBORN) {
        hy_pool_promote(pool, job);
        return true;
    }
    hy_screener *screener = choose(pool, job);
    if (hy_screener_is_worn(screener)) {
        hy_screener_close(screener);
    }
    bool is_running = screener->pidfd >= 0 || hy_pool_start_screener(pool, screener);
    return is_running && hy_screener_give(screener, job);
}

void hy_pool_hand_to_screeners(hy_pool *pool)
{
    hy_job_list *waiting = &pool->waiting[HY_WORKER_SCREEN];
    hy_job *job;
    while (pool->refusal.status == HY_OK && (job = hy_job_list_take_first(waiting))) {
        if (!hand_out(pool, job)) {
            hy_job_list_prepend(waiting, job);
            return;
        }
    }
}

// The job at fault is the first that has no answer.
static void replace(hy_pool *pool, hy_screener *screener)
{
    hy_job *first = hy_job_list_take_first(&screener->jobs);
    hy_pool_requeue(pool, &screener->jobs);
    screener->job_count = 0;
    pool->stillborn_count = hy_ring_is_ready(&screener->ring) ? 0 : pool->stillborn_count + 1;
    hy_screener_close(screener);
    if (first) {
        hy_pool_promote(pool, first);
    }
}

static bool take_from(hy_pool *pool, size_t index)
{
    hy_screener *screener = &pool->screeners[index];
    bool is_any = false;
    for (;;) {
        hy_job *job;
        if (hy_screener_take(screener, &job, NULL) < 0) {
            replace(pool, screener);
            return true;
        }
        if (!job) {
            return is_any;
        }
        is_any = true;
        pool->failed_starts = 0;
        if (job->reply.size > 0) {
            hy_pool_accept(pool, job, index);
        } else {
            hy_pool_promote(pool, job);
        }
    }
}

static bool take_all(hy_pool *pool)
{
    bool is_any = false;
    for (size_t i = 0; i < pool->screener_count; i++) {
        if (pool->screeners[i].job_count > 0 && take_from(pool, i)) {
            is_any = true;
        }
    }
    return is_any;
}

bool hy_pool_take_answers(hy_pool *pool, bool is_patient)
{
    bool is_any = take_all(pool);
    for (int turn = 0; !is_any && is_patient && turn < PATIENT_TURNS; turn++) {
        for (size_t i = 0; !is_any && i < pool->screener_count; i++) {
            const hy_screener *screener = &pool->screeners[i];
            is_any = screener->job_count > 0 && hy_screener_has_answer(screener);
        }
        hy_ring_pause();
    }
    return is_any && (take_all(pool) || is_any);
}

size_t hy_pool_screened_count(const hy_pool *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < pool->screener_count; i++) {
        count += pool->screeners[i].job_count;
    }
    return count;
}

void hy_pool_listen(hy_pool *pool, bool is_listening)
{
    for (size_t i = 0; i < pool->screener_count; i++) {
        hy_screener *screener = &pool->screeners[i];
        if (is_listening && screener->job_count > 0) {
            hy_ring_listen(&screener->ring);
        } else if (screener->pidfd >= 0) {
            hy_ring_unlisten(&screener->ring);
        }
    }
}

void hy_pool_replace_lost(hy_pool *pool)
{
    for (size_t i = 0; i < pool->screener_count; i++) {
        hy_screener *screener = &pool->screeners[i];
        // an answer given before the end counts
        if (screener->pidfd >= 0 && hy_screener_is_lost(screener) && !take_from(pool, i)) {
            replace(pool, screener);
        }
    }
}
