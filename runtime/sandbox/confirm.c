#include "sandbox/confirm.h"

#include "sandbox/child.h"
#include "sandbox/filter.h"
#include "sandbox/jail.h"
#include "sandbox/mailbox.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { RESULT_BYTES = sizeof(hy_result) + HY_LIMITS_MAX_OUTPUT_BYTES };

typedef struct confirm_state {
    hy_worker_birth birth;
    hy_filter *filter;  // NULL where it may be unsafe and there is none
    hy_mailbox box;
    uint64_t data_bytes;  // data memory that every child starts with
    hy_result *result;    // RESULT_BYTES, shared with children; the value lies behind it
} confirm_state;

static unsigned char *value_of(const confirm_state *confirm)
{
    return (unsigned char *)(confirm->result + 1);
}

// The child's whole life.
static void run_child(confirm_state *confirm, const hy_limits *limits, pid_t parent)
{
    const hy_worker_birth *birth = &confirm->birth;
    hy_result *result = confirm->result;
    hy_arena_limit(birth->arena, limits->memory_bytes);
    hy_error err;
    if (hy_jail_enter(limits, confirm->data_bytes, confirm->filter, parent, &err) < 0) {
        hy_result_fail(result, HY_OUTCOME_CRASH, err.text, strlen(err.text));
    } else {
        hy_worker_value value = {.data = value_of(confirm),
                                 .capacity = (size_t)limits->output_bytes};
        birth->program->run(birth->program->context, confirm->box.bytes + sizeof *limits,
                            (size_t)confirm->box.frame.size - sizeof *limits, result, &value);
    }
    result->peak_bytes = hy_arena_taken(birth->arena);
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
    return hy_mailbox_reply(&head, message, NULL, 0, err);
}

// Answers with what a dead child left in shared memory, once it has been checked.
static hy_status send_result(const confirm_state *confirm, const hy_limits *limits,
                             double cpu_seconds, hy_error *err)
{
    hy_result head = *confirm->result;
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
    return hy_mailbox_reply(&reply, head.message, value_of(confirm), (size_t)head.value_size, err);
}

static hy_status run_job(confirm_state *confirm, hy_error *err)
{
    hy_limits limits;
    if (confirm->box.frame.size < sizeof limits) {
        return hy_fail(err, HY_ERR_CORRUPT, "a job of %llu bytes has no limits",
                       (unsigned long long)confirm->box.frame.size);
    }
    memcpy(&limits, confirm->box.bytes, sizeof limits);
    pid_t self = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        return hy_fail(err, HY_ERR_IO, "cannot fork: %s", strerror(errno));
    }
    if (pid == 0) {
        run_child(confirm, &limits, self);
    }
    hy_child_end end;
    hy_status status = hy_child_wait(pid, limits.wall_seconds, &end, err);
    if (status < 0) {
        return status;
    }
    status =
        end.is_exit ? send_result(confirm, &limits, end.cpu_seconds, err) : send_killed(&end, err);
    // the next job must find zeros
    if (status == HY_OK && madvise(confirm->result, RESULT_BYTES, MADV_REMOVE) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot empty a result: %s", strerror(errno));
    }
    return status;
}

// Jobs start from memory laid out as a screen worker's is: where their objects come to lie decides
// the order of keys that are objects.
static hy_status settle(confirm_state *confirm, hy_error *err)
{
    (void)hy_arena_seal(confirm->birth.arena);
    return hy_jail_data_bytes(&confirm->data_bytes, err);
}

static hy_status learn(confirm_state *confirm, hy_error *err)
{
    hy_status status = hy_worker_learn(&confirm->birth, HY_FRAME_PREPARE, &confirm->box, err);
    return status ? status : settle(confirm, err);
}

static hy_status serve_frame(confirm_state *confirm, hy_error *err)
{
    hy_mailbox *box = &confirm->box;
    hy_status status = hy_mailbox_receive(box, err);
    if (status == HY_OK) {
        status = box->frame.kind == HY_FRAME_JOB ? run_job(confirm, err) : learn(confirm, err);
    }
    return status ? status : hy_mailbox_empty(box, err);
}

static hy_status open_confirm(confirm_state *confirm, hy_error *err)
{
    hy_status status = HY_OK;
    if (hy_walls_has(confirm->birth.walls, HY_WALL_SECCOMP)) {
        status = hy_filter_create(NULL, &confirm->filter, err);
    }
    status = status ? status : hy_mailbox_open(&confirm->box, err);
    void *result = MAP_FAILED;
    if (status == HY_OK) {
        result = mmap(NULL, RESULT_BYTES, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    }
    if (status == HY_OK && result == MAP_FAILED) {
        status = hy_fail(err, HY_ERR_MEMORY, "no memory for results: %s", strerror(errno));
    }
    confirm->result = result;
    return status ? status : settle(confirm, err);
}

int hy_confirm_serve(const hy_worker_birth *birth)
{
    confirm_state confirm = {.birth = *birth};
    hy_error err;
    if (birth->program->tune) {
        birth->program->tune(birth->program->context);
    }
    hy_status status = open_confirm(&confirm, &err);
    while (status == HY_OK) {
        status = serve_frame(&confirm, &err);
    }
    return status == HY_ERR_NOT_FOUND ? 0 : 1;
}
