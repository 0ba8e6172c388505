#include "sandbox/forker.h"

#include "sandbox/child.h"
#include "sandbox/door.h"
#include "sandbox/filter.h"
#include "sandbox/jail.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    RESULT_BYTES = sizeof(hy_result) + HY_LIMITS_MAX_OUTPUT_BYTES,
    PAGE = 4096,
};

typedef struct forker_state {
    const hy_worker_birth *birth;
    hy_mailbox *box;
    pid_t self;
    uint64_t data_bytes;   // data memory that every child starts with
    cpu_set_t processors;  // that all of them may run on; none where a set holds too few
    hy_result *result;     // RESULT_BYTES, shared with children; the value lies behind it
} forker_state;

static unsigned char *value_of(const forker_state *forker)
{
    return (unsigned char *)(forker->result + 1);
}

// Takes memory away that the child has no use for.
static bool close_memory(uintptr_t start, size_t size)
{
    return hy_door_try(SYS_mprotect, (long)start, (long)size, PROT_NONE, 0) == 0;
}

// Limits the arena, also for code that asks nobody for memory; *data_bytes is the data memory that
// the child is left with.
static bool limit_memory(const forker_state *forker, const hy_limits *limits, uint64_t *data_bytes)
{
    const hy_mailbox *box = forker->box;
    uintptr_t start;
    hy_arena_limit(forker->birth->arena, limits->memory_bytes);
    size_t size = hy_arena_beyond(forker->birth->arena, &start);
    size_t box_used = ((size_t)box->frame.size + PAGE - 1) / PAGE * PAGE;
    size_t box_left = HY_FRAME_MAX_BYTES - box_used;
    *data_bytes = forker->data_bytes - size - box_left;
    return close_memory(start, size) && close_memory((uintptr_t)box->bytes + box_used, box_left);
}

static hy_status shut_in_child(const forker_state *forker, const hy_limits *limits, hy_error *err)
{
    uint64_t data_bytes;
    if (!limit_memory(forker, limits, &data_bytes)) {
        return hy_fail(err, HY_ERR_IO, "cannot limit memory: %s", strerror(errno));
    }
    return hy_jail_enter(limits, data_bytes, forker->self, err);
}

// The child's whole life.
static void run_child(const forker_state *forker, const hy_limits *limits)
{
    const hy_worker_birth *birth = forker->birth;
    hy_result *result = forker->result;
    hy_error err;
    if (shut_in_child(forker, limits, &err) < 0) {
        hy_result_fail(result, HY_OUTCOME_CRASH, err.text, strlen(err.text));
    } else {
        hy_worker_value value = {.data = value_of(forker),
                                 .capacity = (size_t)limits->output_bytes};
        birth->program->run(birth->program->context, forker->box->bytes + sizeof *limits,
                            (size_t)forker->box->frame.size - sizeof *limits, result, &value);
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
                       end->signal == SIGALRM ? "met the wall-clock limit after" : "ran for",
                       end->cpu_seconds)
            : snprintf(message, sizeof message, "%s (signal %d)",
                       end->outcome == HY_OUTCOME_DENIED ? "forbidden system call"
                                                         : "the process died",
                       end->signal);
    head.message_size = (uint32_t)length;
    return hy_mailbox_reply(&head, message, NULL, 0, err);
}

// Answers with what a dead child left in shared memory, once it has been checked.
static hy_status send_result(const forker_state *forker, const hy_limits *limits,
                             double cpu_seconds, hy_error *err)
{
    hy_result head = *forker->result;
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
    return hy_mailbox_reply(&reply, head.message, value_of(forker), (size_t)head.value_size, err);
}

// The next job must find zeros. The first page, which every job needs, is kept.
static hy_status empty_result(const forker_state *forker, hy_error *err)
{
    memset(forker->result, 0, PAGE);
    if (hy_door_try(SYS_madvise, (long)forker->result + PAGE, RESULT_BYTES - PAGE, MADV_REMOVE,
                    0) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot empty a result: %s", strerror(errno));
    }
    return HY_OK;
}

static void allow_processors(const cpu_set_t *set)
{
    (void)hy_door_try(SYS_sched_setaffinity, 0, sizeof *set, (long)set, 0);
}

// The child starts, and stays, on this processor, which has its memory in its caches and is about
// to be free; to wake another one up takes longer than a small job.
static hy_status fork_here(const forker_state *forker, pid_t *pid, hy_error *err)
{
    cpu_set_t here;
    if (CPU_COUNT(&forker->processors) == 0) {
        return hy_child_fork(pid, err);
    }
    CPU_ZERO(&here);
    CPU_SET((unsigned)sched_getcpu(), &here);
    allow_processors(&here);
    hy_status status = hy_child_fork(pid, err);
    if (status < 0 || *pid > 0) {
        allow_processors(&forker->processors);
    }
    return status;
}

static hy_status run_job(const forker_state *forker, hy_error *err)
{
    hy_limits limits;
    if (forker->box->frame.size < sizeof limits) {
        return hy_fail(err, HY_ERR_CORRUPT, "a job of %llu bytes has no limits",
                       (unsigned long long)forker->box->frame.size);
    }
    memcpy(&limits, forker->box->bytes, sizeof limits);
    pid_t pid;
    hy_status status = fork_here(forker, &pid, err);
    if (status == HY_OK && pid == 0) {
        run_child(forker, &limits);
    }
    hy_child_end end = {.is_exit = false};
    status = status ? status : hy_child_wait(pid, &end, err);
    if (status < 0) {
        return status;
    }
    status =
        end.is_exit ? send_result(forker, &limits, end.cpu_seconds, err) : send_killed(&end, err);
    return status ? status : empty_result(forker, err);
}

static hy_status enter_filter(hy_error *err)
{
    const hy_filter_forker needs = {.door_address = hy_door_address(), .socket_fd = HY_WORKER_FD};
    hy_filter *filter;
    hy_status status = hy_filter_create_forker(&needs, &filter, err);
    if (status == HY_OK) {
        status = hy_filter_install(filter, err);
        hy_filter_destroy(filter);
    }
    return status;
}

static hy_status shut_in(forker_state *forker, hy_error *err)
{
    hy_status status = hy_jail_data_bytes(&forker->data_bytes, err);
    bool has_filter = hy_walls_has(forker->birth->walls, HY_WALL_SECCOMP);
    return status < 0 || !has_filter ? status : enter_filter(err);
}

// Returns HY_ERR_NOT_FOUND when the next frame is no job.
static hy_status serve_job(const forker_state *forker, hy_error *err)
{
    hy_frame_kind next;
    hy_status status = hy_frame_peek(HY_WORKER_FD, &next, err);
    if (status < 0 || next != HY_FRAME_JOB) {
        return status ? status : HY_ERR_NOT_FOUND;
    }
    status = hy_mailbox_receive(forker->box, err);
    status = status ? status : run_job(forker, err);
    return status ? status : hy_mailbox_empty(forker->box, err);
}

_Noreturn void hy_forker_serve(const hy_worker_birth *birth, hy_mailbox *box, pid_t parent)
{
    void *result = mmap(NULL, RESULT_BYTES, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    forker_state forker = {.birth = birth, .box = box, .self = getpid(), .result = result};
    if (result == MAP_FAILED || !hy_jail_follow(parent)) {
        _exit(1);
    }
    if (sched_getaffinity(0, sizeof forker.processors, &forker.processors) != 0) {
        CPU_ZERO(&forker.processors);  // more of them than a set holds
    }
    hy_error err;
    hy_status status = shut_in(&forker, &err);
    while (status == HY_OK) {
        status = serve_job(&forker, &err);
    }
    _exit(status == HY_ERR_NOT_FOUND ? 0 : 1);
}
