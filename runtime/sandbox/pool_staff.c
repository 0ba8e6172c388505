#include "sandbox/pool_staff.h"

#include "sandbox/pool_jobs.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_FAILED_STARTS = 3 };

static void close_data(int fd)
{
    if (fd >= 0) {
        (void)close(fd);
    }
}

static hy_status add(hy_pool_lessons *lessons, hy_buffer *payload, int data_fd, hy_error *err)
{
    size_t count = lessons->count + 1;
    hy_pool_lesson *items = realloc(lessons->items, count * sizeof *items);
    if (!items) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a list of %zu lessons", count);
    }
    items[count - 1] = (hy_pool_lesson){.payload = *payload, .data_fd = data_fd};
    *lessons = (hy_pool_lessons){.items = items, .count = count};
    return HY_OK;
}

hy_status hy_pool_add_lesson(hy_pool_lessons *lessons, const void *bytes, size_t size, int data_fd,
                             hy_error *err)
{
    hy_buffer payload;
    hy_buffer_init(&payload);
    hy_status status = size <= HY_FRAME_MAX_BYTES
                           ? hy_buffer_append(&payload, bytes, size, err)
                           : hy_fail(err, HY_ERR_LIMIT, "a lesson has at most %llu bytes, got %zu",
                                     (unsigned long long)HY_FRAME_MAX_BYTES, size);
    status = status ? status : add(lessons, &payload, data_fd, err);
    if (status < 0) {
        hy_buffer_deinit(&payload);
        close_data(data_fd);
    }
    return status;
}

void hy_pool_free_lessons(hy_pool_lessons *lessons)
{
    for (size_t i = 0; i < lessons->count; i++) {
        hy_buffer_deinit(&lessons->items[i].payload);
        close_data(lessons->items[i].data_fd);
    }
    free(lessons->items);
}

static hy_status teach(hy_pool *pool, size_t index, hy_error *err)
{
    const hy_pool_lesson *lesson = &pool->lessons.items[index];
    hy_frame_kind kind = index == 0 ? HY_FRAME_SETUP : HY_FRAME_PREPARE;
    return hy_template_teach(&pool->template, kind, &lesson->payload, lesson->data_fd, err);
}

static hy_status open_template(hy_pool *pool, hy_error *err)
{
    hy_status status = hy_template_open(pool->is_unsafe, &pool->template, err);
    for (size_t i = 0; status == HY_OK && i < pool->lessons.count; i++) {
        status = teach(pool, i, err);
    }
    return status;
}

bool hy_pool_replace_template(hy_pool *pool)
{
    hy_error err;
    hy_status status = hy_fail(&err, HY_ERR_IO, "a worker did not start");
    // what its program refuses it would refuse again
    while (status < 0 && status != HY_ERR_ARGUMENT && pool->failed_starts < MAX_FAILED_STARTS) {
        pool->failed_starts++;
        hy_template_close(&pool->template);
        status = open_template(pool, &err);
    }
    if (status < 0) {
        hy_pool_refuse(pool, err.text);
    }
    return status == HY_OK;
}

hy_status hy_pool_learn(hy_pool *pool, hy_error *err)
{
    hy_error failure;
    hy_pool_dismiss(pool);
    hy_status status = pool->template.fd < 0 ? open_template(pool, &failure)
                                             : teach(pool, pool->lessons.count - 1, &failure);
    if (status == HY_ERR_ARGUMENT) {
        hy_pool_refuse(pool, failure.text);
    } else if (status < 0) {
        status = hy_pool_replace_template(pool) ? HY_OK : HY_ERR_IO;
    }
    return status < 0 ? hy_fail(err, HY_ERR_IO, "%s", pool->refusal.text) : HY_OK;
}

bool hy_pool_start_seat(hy_pool *pool, hy_pool_seat *seat)
{
    hy_status status;
    do {
        status = hy_slot_open(&seat->slot, &pool->template, NULL);
    } while (status < 0 && hy_pool_replace_template(pool));
    seat->acks_due = 0;
    for (size_t i = 0; status == HY_OK && i < pool->secrets.count; i++) {
        status = hy_slot_post(&seat->slot, HY_FRAME_PREPARE, &pool->secrets.items[i].payload,
                              pool->secrets.items[i].data_fd, NULL);
        seat->acks_due++;
    }
    if (status < 0 && pool->refusal.status == HY_OK) {
        hy_pool_refuse(pool, "no memory for a worker");
    }
    return status == HY_OK;
}

bool hy_pool_start_screener(hy_pool *pool, hy_screener *screener)
{
    hy_status status;
    do {
        status = hy_screener_open(screener, &pool->template, NULL);
    } while (status < 0 && hy_pool_replace_template(pool));
    return status == HY_OK;
}

void hy_pool_dismiss(hy_pool *pool)
{
    for (size_t i = 0; i < pool->seat_count; i++) {
        hy_slot_close(&pool->seats[i].slot);
        hy_pool_lose_job(pool, &pool->seats[i], "its worker was dismissed");
    }
    for (size_t i = 0; i < pool->screener_count; i++) {
        hy_pool_requeue(pool, &pool->screeners[i].jobs);
        pool->screeners[i].job_count = 0;
        hy_screener_close(&pool->screeners[i]);
    }
}

void hy_pool_refuse(hy_pool *pool, const char *reason)
{
    (void)hy_fail(&pool->refusal, HY_ERR_IO, "%s", reason);
    hy_pool_dismiss(pool);
    hy_template_close(&pool->template);
}
