#include "sandbox/worker.h"

#include "sandbox/child.h"
#include "sandbox/code_pool.h"
#include "sandbox/filter.h"
#include "sandbox/frame.h"
#include "sandbox/jail.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { RESULT_BYTES = sizeof(hy_result) + HY_LIMITS_MAX_OUTPUT_BYTES };

typedef struct worker_state {
    const hy_worker_program *program;
    hy_arena *arena;
    hy_filter *filter;
    unsigned char *inbox;  // HY_FRAME_MAX_BYTES
    hy_result *result;     // RESULT_BYTES, shared with children
    uint64_t data_bytes;   // data memory of the prepared process
} worker_state;

static hy_status map(size_t size, int flags, void **out, hy_error *err)
{
    void *place =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_NORESERVE | flags, -1, 0);
    if (place == MAP_FAILED) {
        (void)hy_fail(err, HY_ERR_MEMORY, "cannot map %zu bytes: %s", size, strerror(errno));
        return HY_ERR_MEMORY;
    }
    *out = place;
    return HY_OK;
}

static hy_status open_worker(worker_state *worker, hy_error *err)
{
    void *inbox = NULL;
    void *result = NULL;
    // the filter passes through a file, which a prepared worker may not write
    hy_status status = hy_filter_create(&worker->filter, err);
    status = status ? status : hy_jail_prepare(err);
    status = status ? status : map(HY_FRAME_MAX_BYTES, MAP_PRIVATE, &inbox, err);
    status = status ? status : map(RESULT_BYTES, MAP_SHARED, &result, err);
    status = status ? status : hy_arena_create(HY_LIMITS_REGION_BYTES, &worker->arena, err);
    worker->inbox = inbox;
    worker->result = result;
    hy_code_pool_open();
    return status;
}

static hy_status send_reply(const hy_frame_reply *head, const char *message, const void *value,
                            size_t value_size, hy_error *err)
{
    hy_frame_reply copy = *head;
    hy_frame frame = hy_frame_of(HY_FRAME_REPLY, sizeof copy + copy.message_size + value_size);
    union {
        const void *theirs;
        void *ours;
    } text = {.theirs = message}, bytes = {.theirs = value};
    struct iovec parts[] = {{&frame, sizeof frame},
                            {&copy, sizeof copy},
                            {text.ours, copy.message_size},
                            {bytes.ours, value_size}};
    return hy_frame_send(HY_WORKER_FD, parts, sizeof parts / sizeof *parts, err);
}

// Answers a setup or a prepare.
static hy_status send_status(hy_status status, const hy_error *failure, hy_error *err)
{
    hy_frame_reply head = {.outcome = status < 0 ? HY_OUTCOME_ERROR : HY_OUTCOME_OK};
    head.message_size = status < 0 ? (uint32_t)strnlen(failure->text, HY_MESSAGE_SIZE - 1) : 0;
    return send_reply(&head, failure->text, NULL, 0, err);
}

static hy_status set_up(worker_state *worker, const hy_frame *frame, hy_error *err)
{
    const hy_worker_program *program = worker->program;
    hy_error failure = {.status = HY_OK};
    hy_status status =
        frame->kind == HY_FRAME_SETUP
            ? program->setup(program->context, worker->arena, worker->inbox, (size_t)frame->size,
                             &failure)
            : program->prepare(program->context, worker->inbox, (size_t)frame->size, &failure);
    status = status ? status : hy_jail_data_bytes(&worker->data_bytes, &failure);
    return send_status(status, &failure, err);
}

// The child's whole life.
static void run_child(worker_state *worker, const hy_limits *limits, size_t size, pid_t parent)
{
    hy_result *result = worker->result;
    hy_arena_limit(worker->arena, limits->memory_bytes);
    hy_error err;
    if (hy_jail_enter(limits, worker->data_bytes, worker->filter, parent, &err) < 0) {
        hy_result_fail(result, HY_OUTCOME_CRASH, err.text, strlen(err.text));
    } else {
        const hy_worker_program *program = worker->program;
        program->run(program->context, worker->inbox + sizeof *limits, size, result,
                     (size_t)limits->output_bytes);
    }
    result->peak_bytes = hy_arena_taken(worker->arena);
    result->is_complete = HY_RESULT_COMPLETE;
    _exit(0);
}

static hy_status send_killed(const hy_child_end *end, hy_error *err)
{
    hy_frame_reply head = {.outcome = (uint32_t)end->outcome, .cpu_seconds = end->cpu_seconds};
    char message[HY_MESSAGE_SIZE];
    int length =
        end->outcome == HY_OUTCOME_TIMEOUT
            ? snprintf(message, sizeof message, "%s %.3f s of CPU time",
                       end->signal == SIGKILL ? "met the wall-clock limit after" : "ran for",
                       end->cpu_seconds)
            : snprintf(message, sizeof message, "%s (signal %d)",
                       end->outcome == HY_OUTCOME_DENIED ? "forbidden system call"
                                                         : "the process died",
                       end->signal);
    head.message_size = (uint32_t)length;
    return send_reply(&head, message, NULL, 0, err);
}

// Answers with what a dead child left in shared memory, once it has been checked.
static hy_status send_result(const worker_state *worker, const hy_limits *limits,
                             double cpu_seconds, hy_error *err)
{
    hy_result head = *worker->result;
    if (head.is_complete != HY_RESULT_COMPLETE || head.outcome >= HY_OUTCOME_COUNT ||
        head.value_size > limits->output_bytes || head.peak_bytes > limits->memory_bytes) {
        hy_result_fail(&head, HY_OUTCOME_CRASH, "the process left no result", 26);
        head.peak_bytes = 0;
    }
    hy_frame_reply reply = {
        .outcome = head.outcome,
        .message_size = (uint32_t)strnlen(head.message, HY_MESSAGE_SIZE - 1),
        .cpu_seconds = cpu_seconds,
        .peak_bytes = head.peak_bytes,
    };
    return send_reply(&reply, head.message, worker->result->value, (size_t)head.value_size, err);
}

static hy_status run_job(worker_state *worker, const hy_frame *frame, hy_error *err)
{
    hy_limits limits;
    if (frame->size < sizeof limits) {
        return hy_fail(err, HY_ERR_CORRUPT, "a job of %llu bytes has no limits",
                       (unsigned long long)frame->size);
    }
    memcpy(&limits, worker->inbox, sizeof limits);
    pid_t self = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        return hy_fail(err, HY_ERR_IO, "cannot fork: %s", strerror(errno));
    }
    if (pid == 0) {
        run_child(worker, &limits, (size_t)frame->size - sizeof limits, self);
    }
    hy_child_end end;
    hy_status status = hy_child_wait(pid, limits.wall_seconds, &end, err);
    if (status < 0) {
        return status;
    }
    return end.is_exit ? send_result(worker, &limits, end.cpu_seconds, err)
                       : send_killed(&end, err);
}

// Gives the pages of the last exchange back, so that the next job finds zeros.
static hy_status forget(const worker_state *worker, size_t size, hy_error *err)
{
    if (madvise(worker->inbox, size, MADV_DONTNEED) != 0 ||
        madvise(worker->result, RESULT_BYTES, MADV_REMOVE) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot empty the mailboxes: %s", strerror(errno));
    }
    return HY_OK;
}

static hy_status serve_frame(worker_state *worker, hy_error *err)
{
    hy_frame frame;
    hy_status status = hy_frame_receive(HY_WORKER_FD, &frame, sizeof frame, err);
    status = status ? status : hy_frame_check(&frame, err);
    status =
        status ? status : hy_frame_receive(HY_WORKER_FD, worker->inbox, (size_t)frame.size, err);
    if (status < 0) {
        return status;
    }
    status =
        frame.kind == HY_FRAME_JOB ? run_job(worker, &frame, err) : set_up(worker, &frame, err);
    return status ? status : forget(worker, (size_t)frame.size, err);
}

int hy_worker_main(const hy_worker_program *program)
{
    worker_state worker = {.program = program};
    hy_error err;
    hy_status status = open_worker(&worker, &err);
    if (status < 0) {
        (void)send_status(status, &err, NULL);
        return 1;
    }
    while (status == HY_OK) {
        status = serve_frame(&worker, &err);
    }
    return status == HY_ERR_NOT_FOUND ? 0 : 1;
}
