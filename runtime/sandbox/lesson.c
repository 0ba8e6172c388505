#include "sandbox/lesson.h"

#include "sandbox/sealed.h"

static hy_status prepare(const hy_worker_birth *birth, const hy_mailbox *box, hy_error *err)
{
    hy_worker_data data = {.bytes = NULL};
    hy_status status =
        box->fd_count > 0 ? hy_sealed_map(box->fds[0], &data.bytes, &data.size, err) : HY_OK;
    const hy_worker_program *program = birth->program;
    return status ? status
                  : program->prepare(program->context, box->bytes, (size_t)box->frame.size, &data,
                                     err);
}

hy_status hy_lesson_learn(hy_worker_birth *birth, hy_frame_kind kind, hy_mailbox *box,
                          hy_error *err)
{
    const hy_worker_program *program = birth->program;
    hy_error failure = {.status = HY_OK};
    hy_status status = kind == HY_FRAME_SETUP
                           ? program->setup(program->context, birth->arena, box->bytes,
                                            (size_t)box->frame.size, &failure)
                           : prepare(birth, box, &failure);
    hy_mailbox_drop(box);
    if (status == HY_OK && kind == HY_FRAME_SETUP) {
        // the last file has been opened
        birth->walls = hy_walls_close(birth->walls);
        const hy_frame_reply head = {.outcome = HY_OUTCOME_OK};
        return hy_mailbox_reply(&head, "", &birth->walls, sizeof birth->walls, err);
    }
    return hy_mailbox_report(status, &failure, -1, err);
}
