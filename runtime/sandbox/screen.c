#include "sandbox/screen.h"

#include "sandbox/code_pool.h"
#include "sandbox/frame.h"
#include "sandbox/guard.h"
#include "sandbox/jail.h"
#include "sandbox/ring.h"
#include "sandbox/snapshot.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    BELL_FD = HY_WORKER_FD,
    MEMORY_FD,
    VALUE_MAX_BYTES = HY_QUEUE_BYTES / 2,
    UNHEARD_MAX = 32,  // replies that may wait for a listening host before the bell rings
};

static const double unheard_max_seconds = 100e-6;  // and the time that they took

typedef struct screen_state {
    const hy_worker_program *program;
    hy_arena *arena;
    hy_snapshot *snapshot;
    hy_ring ring;
    int unheard_count;
    double unheard_seconds;
} screen_state;

// One job between the two queues.
typedef struct screen_job {
    const hy_worker_program *program;
    const unsigned char *bytes;
    size_t size;
    hy_limits limits;
    unsigned char *reply;
    hy_worker_value value;
    hy_result result;
} screen_job;

static void run_program(void *argument)
{
    screen_job *job = argument;
    job->program->run(job->program->context, job->bytes, job->size, &job->result, &job->value);
}

static void fail(screen_job *job, hy_outcome outcome, const char *message)
{
    hy_result_fail(&job->result, outcome, message, strlen(message));
}

static double run_guarded(screen_job *job)
{
    char message[64];
    double seconds;
    switch (hy_guard_call(run_program, job, job->limits.cpu_seconds, &seconds)) {
    case HY_GUARD_RETURNED:
        break;
    case HY_GUARD_TIMEOUT:
        (void)snprintf(message, sizeof message, "ran for %.3f s of CPU time", seconds);
        fail(job, HY_OUTCOME_TIMEOUT, message);
        break;
    case HY_GUARD_OVERFLOW:
        fail(job, HY_OUTCOME_CRASH, "recursion in C overflowed the stack");
        break;
    }
    return seconds;
}

// Writes head and message around the value; returns the size of the reply.
static size_t finish_reply(screen_job *job, double seconds, size_t peak_bytes)
{
    const hy_result *result = &job->result;
    hy_frame_reply head = {
        .outcome = result->outcome,
        .message_size = (uint32_t)strnlen(result->message, HY_MESSAGE_SIZE - 1),
        .cpu_seconds = seconds,
        .peak_bytes = peak_bytes,
    };
    memcpy(job->reply, &head, sizeof head);
    memcpy(job->value.data + result->value_size, result->message, head.message_size);
    return sizeof head + (size_t)result->value_size + head.message_size;
}

static size_t largest_value(const hy_limits *limits)
{
    return limits->output_bytes < VALUE_MAX_BYTES ? (size_t)limits->output_bytes : VALUE_MAX_BYTES;
}

// A value that a larger ring might have held.
static bool is_undecided(const screen_job *job)
{
    return job->result.outcome == HY_OUTCOME_BAD_OUTPUT &&
           job->value.capacity < job->limits.output_bytes;
}

static void ring(screen_state *screen)
{
    hy_ring_ring(&screen->ring);
    screen->unheard_count = 0;
    screen->unheard_seconds = 0.0;
}

static void serve_job(screen_state *screen, screen_job *job)
{
    hy_arena_limit(screen->arena, (size_t)job->limits.memory_bytes);
    double seconds = run_guarded(job);
    size_t size = is_undecided(job) ? 0 : finish_reply(job, seconds, hy_arena_taken(screen->arena));
    hy_queue_publish(&screen->ring.replies, size);
    screen->unheard_count++;
    screen->unheard_seconds += seconds;
    if (screen->unheard_seconds > unheard_max_seconds || screen->unheard_count >= UNHEARD_MAX) {
        ring(screen);
    }
    hy_snapshot_restore(screen->snapshot);
    hy_code_pool_empty();
}

// Serves the oldest job; returns false when there is none, or no room for its reply.
static bool serve_next(screen_state *screen)
{
    static screen_job job;
    const void *record;
    size_t size;
    if (hy_queue_peek(&screen->ring.jobs, &record, &size, NULL) < 0) {
        _exit(1);
    }
    if (!record) {
        return false;
    }
    memcpy(&job.limits, record, sizeof job.limits);
    job.value.capacity = largest_value(&job.limits);
    hy_queue_reclaim_dropped(&screen->ring.replies);
    job.reply = hy_queue_reserve(&screen->ring.replies,
                                 sizeof(hy_frame_reply) + job.value.capacity + HY_MESSAGE_SIZE);
    if (!job.reply) {
        return false;
    }
    job.program = screen->program;
    job.bytes = (const unsigned char *)record + sizeof job.limits;
    job.size = size - sizeof job.limits;
    job.value.data = job.reply + sizeof(hy_frame_reply);
    job.result.outcome = HY_OUTCOME_OK;
    job.result.value_size = 0;
    job.result.message[0] = '\0';
    serve_job(screen, &job);
    hy_queue_drop(&screen->ring.jobs, size);
    return true;
}

static void idle(screen_state *screen, uint64_t seen)
{
    ring(screen);
    if (!hy_ring_spin(&screen->ring, seen)) {
        hy_guard_rest();
        hy_ring_sleep(&screen->ring, seen);
        hy_guard_resume();
    }
}

static hy_status install_filter(const hy_worker_birth *birth, hy_error *err)
{
    hy_guard_needs needs = hy_guard_filter_needs();
    hy_filter_screen extras = {
        .arena_address = (uintptr_t)birth->arena,
        .arena_bytes = HY_LIMITS_REGION_BYTES,
        .timers_address = needs.timers_address,
        .timers_mask = needs.timers_mask,
        .bell_fd = BELL_FD,
    };
    hy_filter *filter = NULL;
    uint64_t data_bytes;
    hy_status status = HY_OK;
    if (hy_walls_has(birth->walls, HY_WALL_SECCOMP)) {
        status = hy_filter_create_screen(&extras, &filter, err);
    }
    status = status ? status : hy_jail_data_bytes(&data_bytes, err);
    // closed pages of the snapshot are not counted until they are opened
    return status ? status : hy_jail_confine(data_bytes + hy_arena_top(birth->arena), filter, err);
}

_Noreturn void hy_screen_serve(const hy_worker_birth *birth)
{
    screen_state screen = {.program = birth->program, .arena = birth->arena};
    hy_error err;
    hy_status status = hy_ring_open(MEMORY_FD, BELL_FD, &screen.ring, &err);
    (void)close(MEMORY_FD);
    if (status == HY_OK && birth->program->tune) {
        birth->program->tune(birth->program->context);
    }
    status = status ? status : hy_snapshot_take(birth->arena, &screen.snapshot, &err);
    status = status ? status : hy_guard_open(screen.snapshot, &err);
    hy_code_pool_empty();
    status = status ? status : install_filter(birth, &err);
    if (status < 0) {
        _exit(1);
    }
    hy_ring_set_ready(&screen.ring);
    for (;;) {
        uint64_t seen = hy_ring_deeds(&screen.ring);
        if (!serve_next(&screen)) {
            idle(&screen, seen);
        }
    }
}
