#include "sandbox/job_list.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BUCKETS = 64 };

hy_status hy_job_create(uint64_t ticket, const hy_limits *limits, const void *bytes, size_t size,
                        hy_job **out, hy_error *err)
{
    hy_job *job = calloc(1, sizeof *job);
    if (!job) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a job");
    }
    job->ticket = ticket;
    hy_status status = hy_buffer_reserve(&job->payload, sizeof *limits + size, err);
    status = status ? status : hy_buffer_append(&job->payload, limits, sizeof *limits, err);
    status = status ? status : hy_buffer_append(&job->payload, bytes, size, err);
    if (status < 0) {
        hy_job_destroy(job);
        return status;
    }
    *out = job;
    return HY_OK;
}

void hy_job_destroy(hy_job *job)
{
    if (job) {
        hy_buffer_deinit(&job->payload);
        hy_buffer_deinit(&job->reply);
        hy_buffer_deinit(&job->earlier_reply);
        free(job);
    }
}

hy_limits hy_job_limits(const hy_job *job)
{
    hy_limits limits;
    memcpy(&limits, job->payload.data, sizeof limits);
    return limits;
}

static void link_between(hy_job_list *list, hy_job *previous, hy_job *job, hy_job *next)
{
    job->previous = previous;
    job->next = next;
    *(previous ? &previous->next : &list->first) = job;
    *(next ? &next->previous : &list->last) = job;
}

void hy_job_list_append(hy_job_list *list, hy_job *job)
{
    link_between(list, list->last, job, NULL);
}

void hy_job_list_prepend(hy_job_list *list, hy_job *job)
{
    link_between(list, NULL, job, list->first);
}

void hy_job_list_remove(hy_job_list *list, hy_job *job)
{
    *(job->previous ? &job->previous->next : &list->first) = job->next;
    *(job->next ? &job->next->previous : &list->last) = job->previous;
}

hy_job *hy_job_list_take_first(hy_job_list *list)
{
    hy_job *job = list->first;
    if (job) {
        hy_job_list_remove(list, job);
    }
    return job;
}

// Tickets count up, so their low bits spread them evenly.
static hy_job **bucket_of(const hy_job_table *table, uint64_t ticket)
{
    return &table->buckets[ticket & (table->bucket_count - 1)];
}

static void chain(hy_job_table *table, hy_job *job)
{
    hy_job **bucket = bucket_of(table, job->ticket);
    job->next_in_table = *bucket;
    *bucket = job;
}

static hy_status grow(hy_job_table *table, hy_error *err)
{
    hy_job_table larger = {.count = table->count};
    larger.bucket_count = table->bucket_count > 0 ? 2 * table->bucket_count : FIRST_BUCKETS;
    larger.buckets = calloc(larger.bucket_count, sizeof(hy_job *));
    if (!larger.buckets) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a table of %zu jobs", table->count);
    }
    for (size_t i = 0; i < table->bucket_count; i++) {
        for (hy_job *job = table->buckets[i], *next; job; job = next) {
            next = job->next_in_table;
            chain(&larger, job);
        }
    }
    free(table->buckets);
    *table = larger;
    return HY_OK;
}

void hy_job_table_deinit(hy_job_table *table)
{
    for (size_t i = 0; i < table->bucket_count; i++) {
        for (hy_job *job = table->buckets[i], *next; job; job = next) {
            next = job->next_in_table;
            hy_job_destroy(job);
        }
    }
    free(table->buckets);
    *table = (hy_job_table){.count = 0};
}

hy_status hy_job_table_add(hy_job_table *table, hy_job *job, hy_error *err)
{
    hy_status status = table->count == table->bucket_count ? grow(table, err) : HY_OK;
    if (status == HY_OK) {
        chain(table, job);
        table->count++;
    }
    return status;
}

hy_job *hy_job_table_find(const hy_job_table *table, uint64_t ticket)
{
    hy_job *job = table->bucket_count > 0 ? *bucket_of(table, ticket) : NULL;
    while (job && job->ticket != ticket) {
        job = job->next_in_table;
    }
    return job;
}

void hy_job_table_remove(hy_job_table *table, const hy_job *job)
{
    hy_job **link = bucket_of(table, job->ticket);
    while (*link != job) {
        link = &(*link)->next_in_table;
    }
    *link = job->next_in_table;
    table->count--;
}
