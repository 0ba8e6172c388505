#include "sandbox/worker.h"

#include "sandbox/code_pool.h"
#include "sandbox/confirm.h"
#include "sandbox/filter.h"
#include "sandbox/jail.h"
#include "sandbox/lesson.h"
#include "sandbox/screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SPARE_FD = HY_WORKER_FD + HY_FRAME_MAX_FDS + 1
};  // behind all that a worker may be born with

// A forked worker's whole life. Its descriptors come in the order of the tier's fixed numbers.
static void live(const hy_worker_birth *birth, hy_mailbox *box, hy_worker_tier tier)
{
    int count = (int)box->fd_count;
    bool is_done = hy_jail_follow(birth->parent);
    for (int i = 0; i < count; i++) {
        is_done = dup2(box->fds[i], SPARE_FD + i) >= 0 && is_done;
    }
    for (int i = 0; i < count; i++) {
        is_done = dup2(SPARE_FD + i, HY_WORKER_FD + i) >= 0 && is_done;
    }
    is_done = close_range((unsigned)(HY_WORKER_FD + count), ~0U, 0) == 0 && is_done;
    box->fd_count = 0;
    if (is_done && tier == HY_WORKER_SCREEN) {
        hy_screen_serve(birth);
    }
    _exit(is_done ? hy_confirm_serve(birth, box) : 1);
}

static hy_status bear(hy_worker_birth *birth, hy_mailbox *box, int *pidfd, hy_error *err)
{
    uint32_t tier;
    memcpy(&tier, box->bytes, sizeof tier);
    birth->parent = getpid();
    // the host watches the workers; what is left of the dead is in the way of nobody until now
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    pid_t pid = fork();
    if (pid == 0) {
        live(birth, box, (hy_worker_tier)tier);
    }
    *pidfd = pid > 0 ? pidfd_open(pid, 0) : -1;
    return *pidfd >= 0 ? HY_OK
                       : hy_fail(err, HY_ERR_IO, "cannot fork a worker: %s", strerror(errno));
}

static hy_status start_worker(hy_worker_birth *birth, hy_mailbox *box, hy_error *err)
{
    int pidfd = -1;
    hy_error failure;
    hy_status status = bear(birth, box, &pidfd, &failure);
    status = hy_mailbox_report(status, &failure, pidfd, err);
    if (pidfd >= 0) {
        (void)close(pidfd);
    }
    return status;
}

static hy_status serve_frame(hy_worker_birth *birth, hy_mailbox *box, hy_error *err)
{
    hy_status status = hy_mailbox_receive(box, err);
    if (status < 0) {
        return status;
    }
    status = box->frame.kind == HY_FRAME_START
                 ? start_worker(birth, box, err)
                 : hy_lesson_learn(birth, (hy_frame_kind)box->frame.kind, box, err);
    hy_mailbox_drop(box);
    return status ? status : hy_mailbox_empty(box, err);
}

// Counts the filter among the walls, or says that there is none.
static hy_status find_walls(hy_worker_birth *birth, hy_error *err)
{
    const char *raised = getenv(HY_WORKER_WALLS);
    hy_walls seccomp = 0;
    hy_status status =
        hy_walls_require(hy_filter_probe, getenv(HY_WORKER_UNSAFE) != NULL, &seccomp, err);
    birth->walls = seccomp | (raised ? (hy_walls)strtoul(raised, NULL, 16) : 0);
    return status;
}

static hy_status open_template(hy_worker_birth *birth, hy_mailbox *box, hy_error *err)
{
    hy_status status = find_walls(birth, err);
    status = status ? status : hy_jail_prepare(err);
    status = status ? status : hy_mailbox_open(box, err);
    status = status ? status : hy_arena_create(HY_LIMITS_REGION_BYTES, &birth->arena, err);
    hy_code_pool_open();
    return status;
}

int hy_worker_main(const hy_worker_program *program)
{
    hy_worker_birth birth = {.program = program};
    hy_mailbox box = {.fd_count = 0};
    hy_error err;
    hy_status status = open_template(&birth, &box, &err);
    if (status < 0) {
        (void)hy_mailbox_report(status, &err, -1, NULL);
        return 1;
    }
    while (status == HY_OK) {
        status = serve_frame(&birth, &box, &err);
    }
    return status == HY_ERR_NOT_FOUND ? 0 : 1;
}
