#include "sandbox/pool.h"

#include "sandbox/filter.h"
#include "sandbox/pool_drive.h"
#include "sandbox/pool_state.h"

#include <stdbool.h>
#include <stdlib.h>

static void drain(hy_pool *pool)
{
    while (hy_pool_step(pool)) {
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
    size_t missing = pool->seat_count - hy_pool_running_count(pool);
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
        status = hy_pool_start(pool, &pool->seats[i], err);
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
        if (hy_pool_is_running(&pool->seats[i])) {
            status = hy_pool_teach(pool, &pool->seats[i], pool->lesson_count - 1, err);
        }
    }
    return status ? status : finish_lesson(pool, err);
}

hy_status hy_pool_submit(hy_pool *pool, const void *bytes, size_t size, const hy_limits *limits,
                         uint64_t *ticket, hy_error *err)
{
    hy_job *job = NULL;
    hy_status status = hy_limits_check(limits, err);
    status = status ? status : hy_job_create(pool->last_ticket + 1, limits, bytes, size, &job, err);
    if (status < 0) {
        return status;
    }
    *ticket = ++pool->last_ticket;
    hy_job_list_append(&pool->queue, job);
    hy_pool_hand_out(pool);
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
        (void)hy_pool_step(pool);
    }
    if (job->reply.size == 0) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for the reply of a job");
    }
    return hy_frame_read_reply(job->reply.data, job->reply.size, out, err);
}

hy_status hy_pool_next(hy_pool *pool, uint64_t *ticket, hy_error *err)
{
    while (!pool->done.first) {
        // the last step may have ended jobs for want of workers
        if (!hy_pool_step(pool) && !pool->done.first) {
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
        pids[i] = hy_pool_is_running(&pool->seats[i]) ? pool->seats[i].slot.pid : 0;
    }
    return pool->seat_count;
}
