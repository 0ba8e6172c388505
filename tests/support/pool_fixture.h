/// Pool fixtures: a pool of stand-ins, and what tests say to it.
#pragma once

#include "sandbox/pool.h"

#include "support/run_suite.h"
#include "support/stand_in.h"

#include <stdio.h>
#include <string.h>

static const hy_limits short_limits = {
    .cpu_seconds = 0.1, .wall_seconds = 5.0, .memory_bytes = 1 << 20, .output_bytes = 1 << 16};

enum { TIERS = 3 };  // a loop test runs once for each

static hy_pool *g_pool;
static hy_pool_tier g_tier;

static inline void open_pool(void)
{
    hy_error err = {.text = ""};
    ck_assert_msg(hy_pool_open(1, NULL, 0, &g_pool, &err) == HY_OK, "%s", err.text);
}

static inline void close_pool(void)
{
    hy_pool_close(g_pool);
}

static inline hy_status try_submit(const void *job, size_t size, const hy_limits *limits,
                                   uint64_t *ticket)
{
    hy_pool_request request = {.tier = g_tier, .limits = *limits, .bytes = job, .size = size};
    return hy_pool_submit(g_pool, &request, ticket, NULL);
}

static inline uint64_t submit(const char *job, const hy_limits *limits)
{
    uint64_t ticket = 0;
    ck_assert_int_eq(try_submit(job, strlen(job) + 1, limits, &ticket), HY_OK);
    return ticket;
}

static inline hy_reply wait_for(uint64_t ticket)
{
    hy_reply reply;
    hy_error err = {.text = ""};
    ck_assert_msg(hy_pool_wait(g_pool, ticket, &reply, NULL, &err) == HY_OK, "%s", err.text);
    return reply;
}

static inline hy_reply reply_to(const char *job)
{
    return wait_for(submit(job, &short_limits));
}

static inline void expect_value(const char *job, const char *value)
{
    hy_reply reply = reply_to(job);
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_OK);
    ck_assert_mem_eq(reply.value, value, strlen(value));
}

// A system call, and the arguments that are the reason why no job may make it.
typedef struct forbidden_call {
    const char *name;
    long number;
    const char *arguments;
} forbidden_call;

// One of a list, each tried at each tier by a loop test.
static inline void expect_denied(const forbidden_call *list, int loop)
{
    char job[64];
    const forbidden_call *call = &list[loop / TIERS];
    g_tier = (hy_pool_tier)(loop % TIERS);
    (void)snprintf(job, sizeof job, "c%ld %s", call->number, call->arguments);
    hy_reply reply = reply_to(job);
    ck_assert_msg(reply.outcome == HY_OUTCOME_DENIED, "%s: %d", call->name, reply.outcome);
    expect_value("eafter", "after");
}

// The process started last.
static inline pid_t last_process(void)
{
    pid_t pids[8] = {0};
    size_t count = hy_pool_processes(g_pool, pids, sizeof pids / sizeof *pids);
    ck_assert_uint_ge(count, 1);
    return pids[count - 1];
}
