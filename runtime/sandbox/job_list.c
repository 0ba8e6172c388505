#include "sandbox/job_list.h"

#include <stdlib.h>

hy_status hy_job_create(uint64_t ticket, const hy_limits *limits, const void *bytes, size_t size,
                        hy_job **out, hy_error *err)
{
    hy_job *job = calloc(1, sizeof *job);
    if (!job) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a job");
    }
    job->ticket = ticket;
    hy_status status = hy_buffer_append(&job->limits, limits, sizeof *limits, err);
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
        hy_buffer_deinit(&job->limits);
        hy_buffer_deinit(&job->payload);
        hy_buffer_deinit(&job->reply);
        free(job);
    }
}

void hy_job_list_deinit(hy_job_list *list)
{
    hy_job *job;
    while ((job = hy_job_list_take_first(list))) {
        hy_job_destroy(job);
    }
}

void hy_job_list_append(hy_job_list *list, hy_job *job)
{
    job->next = NULL;
    if (list->last) {
        list->last->next = job;
    } else {
        list->first = job;
    }
    list->last = job;
}

void hy_job_list_prepend(hy_job_list *list, hy_job *job)
{
    job->next = list->first;
    list->first = job;
    list->last = list->last ? list->last : job;
}

hy_job *hy_job_list_take_first(hy_job_list *list)
{
    return list->first ? hy_job_list_take(list, list->first->ticket) : NULL;
}

hy_job *hy_job_list_take(hy_job_list *list, uint64_t ticket)
{
    hy_job *previous = NULL;
    hy_job *job = list->first;
    while (job && job->ticket != ticket) {
        previous = job;
        job = job->next;
    }
    if (!job) {
        return NULL;
    }
    if (previous) {
        previous->next = job->next;
    } else {
        list->first = job->next;
    }
    list->last = list->last == job ? previous : list->last;
    job->next = NULL;
    return job;
}

hy_job *hy_job_list_find(const hy_job_list *list, uint64_t ticket)
{
    hy_job *job = list->first;
    while (job && job->ticket != ticket) {
        job = job->next;
    }
    return job;
}
