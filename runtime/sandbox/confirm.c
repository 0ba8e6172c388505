#include "sandbox/confirm.h"

#include "sandbox/forker.h"
#include "sandbox/lesson.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct confirm_state {
    hy_worker_birth birth;
    hy_mailbox *box;
} confirm_state;

// Jobs start from memory laid out as a screen worker's is: where their objects come to lie decides
// the order of keys that are objects.
static void settle(confirm_state *confirm)
{
    (void)hy_arena_seal(confirm->birth.arena);
}

static hy_status learn(confirm_state *confirm, hy_error *err)
{
    hy_status status = hy_mailbox_receive(confirm->box, err);
    status =
        status ? status : hy_lesson_learn(&confirm->birth, HY_FRAME_PREPARE, confirm->box, err);
    settle(confirm);
    return status ? status : hy_mailbox_empty(confirm->box, err);
}

// Has jobs served until something else comes.
static hy_status serve_jobs(confirm_state *confirm, hy_error *err)
{
    pid_t self = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        hy_forker_serve(&confirm->birth, confirm->box, self);
    }
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (pid < 0 || status != 0) {
        return hy_fail(err, HY_ERR_IO, "no forker: %s", pid < 0 ? strerror(errno) : "it failed");
    }
    return HY_OK;
}

static hy_status serve(confirm_state *confirm, hy_error *err)
{
    hy_frame_kind next;
    hy_status status = hy_frame_peek(HY_WORKER_FD, &next, err);
    if (status < 0) {
        return status;
    }
    return next == HY_FRAME_JOB ? serve_jobs(confirm, err) : learn(confirm, err);
}

int hy_confirm_serve(const hy_worker_birth *birth, hy_mailbox *box)
{
    confirm_state confirm = {.birth = *birth, .box = box};
    hy_error err;
    if (birth->program->tune) {
        birth->program->tune(birth->program->context);
    }
    hy_status status = hy_mailbox_empty(box, &err);
    settle(&confirm);
    while (status == HY_OK) {
        status = serve(&confirm, &err);
    }
    return status == HY_ERR_NOT_FOUND ? 0 : 1;
}
