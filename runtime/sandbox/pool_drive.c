#include "sandbox/pool_drive.h"

#include "base/clock.h"
#include "sandbox/pool.h"
#include "sandbox/pool_confirm.h"
#include "sandbox/pool_jobs.h"
#include "sandbox/pool_screen.h"

#include <poll.h>

enum {
    SCREEN_POLLS = 2,  // bell and process of a screener
    // a bell may be a little late for short jobs that a long one follows
    LISTEN_MILLISECONDS = 1,
    POLLS_MAX = HY_POOL_MAX_WORKERS + SCREEN_POLLS * (HY_POOL_MAX_WORKERS + 1),
};

static const double look_seconds = 1e-3;

typedef struct watch_list {
    size_t count;
    struct pollfd polled[POLLS_MAX];
    size_t owner[POLLS_MAX];  // index of seat or screener
} watch_list;

void hy_pool_hand_out(hy_pool *pool)
{
    if (pool->waiting[HY_WORKER_SCREEN].first) {
        hy_pool_hand_to_screeners(pool);
    }
    if (pool->waiting[HY_WORKER_CONFIRM].first) {
        hy_pool_hand_to_seats(pool);
    }
}

static void end_all(hy_pool *pool)
{
    for (size_t tier = 0; tier < HY_WORKER_TIERS; tier++) {
        hy_job *job;
        while ((job = hy_job_list_take_first(&pool->waiting[tier]))) {
            hy_pool_crash(pool, job, pool->refusal.text);
        }
    }
}

static bool is_any_seat_busy(const hy_pool *pool)
{
    bool is_busy = false;
    for (size_t i = 0; i < pool->seat_count; i++) {
        is_busy = is_busy || hy_pool_is_seat_busy(&pool->seats[i]);
    }
    return is_busy;
}

// Adds a descriptor that is open, and whose it is; no more may be asked for than a process may
// have.
static void watch(watch_list *list, int fd, short events, size_t owner)
{
    if (fd >= 0) {
        list->owner[list->count] = owner;
        list->polled[list->count++] = (struct pollfd){.fd = fd, .events = events};
    }
}

// Returns how many descriptors of seats come before those of screeners.
static size_t watch_all(const hy_pool *pool, watch_list *list)
{
    list->count = 0;
    for (size_t i = 0; i < pool->seat_count; i++) {
        const hy_slot *slot = &pool->seats[i].slot;
        watch(list, slot->fd, hy_slot_has_unsent(slot) ? POLLIN | POLLOUT : POLLIN, i);
    }
    size_t seats = list->count;
    for (size_t i = 0; i < pool->screener_count; i++) {
        const hy_screener *screener = &pool->screeners[i];
        // a worker without jobs has nothing to tell: one that rings on keeps nobody awake
        watch(list, screener->job_count > 0 ? screener->ring.bell_fd : -1, POLLIN, i);
        watch(list, screener->pidfd, POLLIN, i);
    }
    return seats;
}

// Waits until any worker stirs, or the time is over.
static void wait_for_workers(hy_pool *pool, int milliseconds)
{
    watch_list list;
    size_t seats = watch_all(pool, &list);
    (void)poll(list.polled, list.count, milliseconds);
    for (size_t i = 0; i < list.count && pool->refusal.status == HY_OK; i++) {
        if (list.polled[i].revents != 0 && i < seats) {
            hy_pool_serve_seat(pool, &pool->seats[list.owner[i]]);
        } else if (list.polled[i].revents != 0) {
            hy_ring_hear(&pool->screeners[list.owner[i]].ring);
        }
    }
}

// Answers that never cease would hide who hangs or has confirmed.
static bool is_time_to_look(hy_pool *pool)
{
    double now = hy_clock_monotonic_seconds();
    bool is_time = now - pool->last_look > look_seconds;
    pool->last_look = is_time ? now : pool->last_look;
    return is_time;
}

static void serve(hy_pool *pool)
{
    size_t screened = hy_pool_screened_count(pool);
    bool is_any = screened > 0 && hy_pool_take_answers(pool, true);
    if (is_any && !is_time_to_look(pool)) {
        return;
    }
    // whoever answers from now on rings
    hy_pool_listen(pool, true);
    is_any = (screened > 0 && hy_pool_take_answers(pool, false)) || is_any;
    wait_for_workers(pool, is_any ? 0 : screened > 0 ? LISTEN_MILLISECONDS : -1);
    hy_pool_listen(pool, false);
    (void)hy_pool_take_answers(pool, false);
    hy_pool_replace_lost(pool);
}

bool hy_pool_step(hy_pool *pool)
{
    hy_pool_hand_out(pool);
    if (pool->refusal.status < 0) {
        end_all(pool);
        return false;
    }
    // a job that ended while it was handed out leaves its worker free, and nobody to wait for
    bool is_busy = hy_pool_screened_count(pool) > 0 || is_any_seat_busy(pool);
    if (is_busy) {
        serve(pool);
    }
    return is_busy || pool->waiting[HY_WORKER_CONFIRM].first ||
           pool->waiting[HY_WORKER_SCREEN].first;
}
