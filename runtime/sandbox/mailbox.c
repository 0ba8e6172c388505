#include "sandbox/mailbox.h"

#include "sandbox/door.h"
#include "sandbox/worker.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// Up to here zeros are written: fresh pages would have to be faulted in by worker and job.
enum { SMALL_BYTES = 1 << 14 };

hy_status hy_mailbox_open(hy_mailbox *out, hy_error *err)
{
    void *bytes = mmap(NULL, HY_FRAME_MAX_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a mailbox: %s", strerror(errno));
    }
    *out = (hy_mailbox){.bytes = bytes};
    return HY_OK;
}

hy_status hy_mailbox_receive(hy_mailbox *box, hy_error *err)
{
    hy_status status =
        hy_frame_receive_head(HY_WORKER_FD, &box->frame, box->fds, &box->fd_count, err);
    return status ? status
                  : hy_frame_receive(HY_WORKER_FD, box->bytes, (size_t)box->frame.size, err);
}

void hy_mailbox_drop(hy_mailbox *box)
{
    for (size_t i = 0; i < box->fd_count; i++) {
        (void)close(box->fds[i]);
    }
    box->fd_count = 0;
}

hy_status hy_mailbox_empty(hy_mailbox *box, hy_error *err)
{
    size_t size = (size_t)box->frame.size;
    if (size <= SMALL_BYTES) {
        memset(box->bytes, 0, size);
        return HY_OK;
    }
    if (hy_door_try(SYS_madvise, (long)box->bytes, (long)size, MADV_DONTNEED, 0) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot empty a mailbox: %s", strerror(errno));
    }
    return HY_OK;
}

static hy_status send_reply(const hy_frame_reply *head, const char *message, const void *value,
                            size_t value_size, int fd, hy_error *err)
{
    hy_frame_reply copy = *head;
    hy_frame frame = hy_frame_of(HY_FRAME_REPLY, sizeof copy + copy.message_size + value_size);
    union {
        const void *theirs;
        void *ours;
    } text = {.theirs = message}, bytes = {.theirs = value};
    struct iovec parts[] = {{&frame, sizeof frame},
                            {&copy, sizeof copy},
                            {bytes.ours, value_size},
                            {text.ours, copy.message_size}};
    return hy_frame_send(HY_WORKER_FD, parts, sizeof parts / sizeof *parts, &fd, fd >= 0, err);
}

hy_status hy_mailbox_reply(const hy_frame_reply *head, const char *message, const void *value,
                           size_t value_size, hy_error *err)
{
    return send_reply(head, message, value, value_size, -1, err);
}

hy_status hy_mailbox_report(hy_status status, const hy_error *failure, int fd, hy_error *err)
{
    hy_frame_reply head = {.outcome = status < 0 ? HY_OUTCOME_ERROR : HY_OUTCOME_OK};
    head.message_size = status < 0 ? (uint32_t)strnlen(failure->text, HY_MESSAGE_SIZE - 1) : 0;
    return send_reply(&head, failure->text, NULL, 0, fd, err);
}
