#include "sandbox/pool.h"

#include "sandbox/filter.h"
#include "sandbox/pool_confirm.h"
#include "sandbox/pool_drive.h"
#include "sandbox/pool_jobs.h"
#include "sandbox/pool_screen.h"
#include "sandbox/pool_staff.h"
#include "sandbox/pool_state.h"
#include "sandbox/process.h"

#include <stdbool.h>
#include <stdlib.h>

enum { MIN_SCREENERS = 2 };  // so that a job can be repeated by another

static void drain(hy_pool *pool)
{
    while (hy_pool_step(pool)) {
    }
}

static hy_pool *create(size_t worker_count)
{
    hy_pool *pool = calloc(1, sizeof *pool);
    hy_pool_seat *seats = calloc(worker_count, sizeof *seats);
    size_t screener_count = worker_count < MIN_SCREENERS ? MIN_SCREENERS : worker_count;
    hy_screener *screeners = calloc(screener_count, sizeof *screeners);
    if (!pool || !seats || !screeners) {
        free(pool);
        free(seats);
        free(screeners);
        return NULL;
    }
    *pool = (hy_pool){.template = {.fd = -1},
                      .seat_count = worker_count,
                      .screener_count = screener_count,
                      .seats = seats,
                      .screeners = screeners};
    for (size_t i = 0; i < worker_count; i++) {
        hy_slot_init(&seats[i].slot);
    }
    for (size_t i = 0; i < screener_count; i++) {
        hy_screener_init(&screeners[i]);
    }
    return pool;
}

static hy_status open_pool(bool is_unsafe, size_t worker_count, const void *setup_bytes,
                           size_t setup_size, hy_pool **out, hy_error *err)
{
    if (worker_count < 1 || worker_count > HY_POOL_MAX_WORKERS) {
        return hy_fail(err, HY_ERR_ARGUMENT, "a pool wants 1 to %d workers, got %zu",
                       HY_POOL_MAX_WORKERS, worker_count);
    }
    hy_walls seccomp;
    hy_status status = hy_walls_require(hy_filter_probe, is_unsafe, &seccomp, err);
    if (status < 0) {
        return status;
    }
    hy_pool *pool = create(worker_count);
    if (!pool) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a pool");
    }
    pool->is_unsafe = is_unsafe;
    status = hy_pool_prepare(pool, setup_bytes, setup_size, err);
    if (status < 0) {
        hy_pool_close(pool);
        return status;
    }
    *out = pool;
    return HY_OK;
}

hy_status hy_pool_open(size_t worker_count, const void *setup_bytes, size_t setup_size,
                       hy_pool **out, hy_error *err)
{
    return open_pool(false, worker_count, setup_bytes, setup_size, out, err);
}

hy_status hy_pool_open_unsafe(size_t worker_count, const void *setup_bytes, size_t setup_size,
                              hy_pool **out, hy_error *err)
{
    return open_pool(true, worker_count, setup_bytes, setup_size, out, err);
}

hy_walls hy_pool_walls(const hy_pool *pool)
{
    return pool->template.walls;
}

void hy_pool_close(hy_pool *pool)
{
    if (!pool) {
        return;
    }
    hy_pool_dismiss(pool);
    hy_template_close(&pool->template);
    hy_pool_free_lessons(&pool->lessons);
    hy_pool_free_lessons(&pool->secrets);
    hy_job_table_deinit(&pool->jobs);
    free(pool->seats);
    free(pool->screeners);
    free(pool);
}

hy_status hy_pool_prepare_with(hy_pool *pool, hy_pool_audience audience, const void *bytes,
                               size_t size, int data_fd, hy_error *err)
{
    bool is_secret = audience == HY_POOL_CONFIRMERS;
    hy_pool_lessons *lessons = is_secret ? &pool->secrets : &pool->lessons;
    drain(pool);
    hy_status status = hy_pool_add_lesson(lessons, bytes, size, data_fd, err);
    if (status < 0 || !is_secret) {
        return status ? status : hy_pool_learn(pool, err);
    }
    hy_pool_teach_seats(pool);
    drain(pool);
    return pool->refusal.status < 0 ? hy_fail(err, HY_ERR_IO, "%s", pool->refusal.text) : HY_OK;
}

hy_status hy_pool_prepare(hy_pool *pool, const void *bytes, size_t size, hy_error *err)
{
    return hy_pool_prepare_with(pool, HY_POOL_ALL, bytes, size, -1, err);
}

static hy_status admit(hy_pool *pool, const hy_pool_request *request, hy_job **out, hy_error *err)
{
    hy_job *job = NULL;
    hy_status status = hy_job_create(pool->last_ticket + 1, &request->limits, request->bytes,
                                     request->size, &job, err);
    if (status < 0) {
        return status;
    }
    status = hy_job_table_add(&pool->jobs, job, err);
    if (status < 0) {
        hy_job_destroy(job);
        return status;
    }
    job->tier = request->tier == HY_POOL_CONFIRM ? HY_WORKER_CONFIRM : HY_WORKER_SCREEN;
    job->is_repeated = request->tier == HY_POOL_REPEAT;
    pool->last_ticket++;
    *out = job;
    return HY_OK;
}

hy_status hy_pool_submit(hy_pool *pool, const hy_pool_request *request, uint64_t *ticket,
                         hy_error *err)
{
    if (pool->jobs.count >= HY_POOL_MAX_JOBS) {
        return hy_fail(err, HY_ERR_LIMIT, "a pool holds at most %d jobs; wait for some first",
                       HY_POOL_MAX_JOBS);
    }
    hy_job *job = NULL;
    hy_status status = hy_limits_check(&request->limits, err);
    status = status ? status : admit(pool, request, &job, err);
    if (status == HY_OK) {
        *ticket = job->ticket;
        hy_pool_queue(pool, job);
        hy_pool_hand_out(pool);
    }
    return status;
}

hy_status hy_pool_wait(hy_pool *pool, uint64_t ticket, hy_reply *out, hy_worker_tier *tier,
                       hy_error *err)
{
    const hy_job *job = hy_job_table_find(&pool->jobs, ticket);
    if (!job) {
        return hy_fail(err, HY_ERR_NOT_FOUND, "no job has ticket %llu", (unsigned long long)ticket);
    }
    while (!job->is_done) {
        (void)hy_pool_step(pool);
    }
    if (tier) {
        *tier = job->tier;
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

bool hy_pool_is_ready(hy_pool *pool)
{
    if (!pool->done.first && hy_pool_screened_count(pool) > 0) {
        (void)hy_pool_take_answers(pool, false);
    }
    return pool->done.first != NULL;
}

void hy_pool_forget(hy_pool *pool, uint64_t ticket)
{
    hy_job *job = hy_job_table_find(&pool->jobs, ticket);
    if (job && job->is_done) {
        hy_job_list_remove(&pool->done, job);
        hy_job_table_remove(&pool->jobs, job);
        hy_job_destroy(job);
    }
}

static void note(pid_t pid, pid_t *pids, size_t capacity, size_t *count)
{
    if (pid > 0 && *count < capacity) {
        pids[*count] = pid;
    }
    *count += pid > 0;
}

size_t hy_pool_processes(const hy_pool *pool, pid_t *pids, size_t capacity)
{
    size_t count = 0;
    note(pool->template.pid, pids, capacity, &count);
    for (size_t i = 0; i < pool->seat_count; i++) {
        note(hy_process_id(pool->seats[i].slot.pidfd), pids, capacity, &count);
    }
    for (size_t i = 0; i < pool->screener_count; i++) {
        note(hy_process_id(pool->screeners[i].pidfd), pids, capacity, &count);
    }
    return count;
}
