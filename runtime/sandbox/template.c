#include "sandbox/template.h"

#include "sandbox/spawn.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

hy_status hy_template_open(bool is_unsafe, hy_template *out, hy_error *err)
{
    *out = (hy_template){.fd = -1};
    return hy_spawn_worker(is_unsafe, &out->pid, &out->fd, err);
}

void hy_template_close(hy_template *template)
{
    if (template->pid > 0) {
        (void)close(template->fd);
        (void)kill(template->pid, SIGKILL);
        while (waitpid(template->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    *template = (hy_template){.fd = -1};
}

static struct iovec part_of(const void *bytes, size_t size)
{
    union {
        const void *theirs;
        void *ours;
    } payload = {.theirs = bytes};
    return (struct iovec){payload.ours, size};
}

static hy_status send(const hy_template *template, hy_frame_kind kind, struct iovec payload,
                      const int *fds, size_t fd_count, hy_error *err)
{
    hy_frame frame = hy_frame_of(kind, payload.iov_len);
    struct iovec parts[] = {{&frame, sizeof frame}, payload};
    return hy_frame_send(template->fd, parts, 2, fds, fd_count, err);
}

// Reads the answer; that to a setup tells which walls stand.
static hy_status check(const hy_buffer *payload, hy_walls *walls, hy_error *err)
{
    hy_reply reply;
    hy_status status = hy_frame_read_reply(payload->data, payload->size, &reply, err);
    if (status == HY_OK && reply.outcome != HY_OUTCOME_OK) {
        return hy_fail(err, HY_ERR_ARGUMENT, "%.*s", (int)reply.message_size, reply.message);
    }
    if (status == HY_OK && reply.value_size == sizeof *walls) {
        memcpy(walls, reply.value, sizeof *walls);
    }
    return status;
}

// Waits for the answer; *fd is a descriptor that came with it, or -1.
static hy_status receive(const hy_template *template, int *fd, hy_walls *walls, hy_error *err)
{
    hy_frame frame;
    int fds[HY_FRAME_MAX_FDS];
    size_t count = 0;
    hy_status status = hy_frame_receive_head(template->fd, &frame, fds, &count, err);
    *fd = status == HY_OK && count == 1 ? fds[0] : -1;
    if (status < 0) {
        return status;
    }
    hy_buffer payload;
    hy_buffer_init(&payload);
    status = hy_buffer_reserve(&payload, (size_t)frame.size, err);
    if (status == HY_OK) {
        payload.size = (size_t)frame.size;
        status = hy_frame_receive(template->fd, payload.data, payload.size, err);
    }
    status = status ? status : check(&payload, walls, err);
    hy_buffer_deinit(&payload);
    return status;
}

hy_status hy_template_teach(hy_template *template, hy_frame_kind kind, const hy_buffer *payload,
                            int data_fd, hy_error *err)
{
    int none;
    hy_status status =
        send(template, kind, part_of(payload->data, payload->size), &data_fd, data_fd >= 0, err);
    return status ? status : receive(template, &none, &template->walls, err);
}

hy_status hy_template_start(const hy_template *template, hy_worker_tier tier, const int *fds,
                            size_t fd_count, int *pidfd, hy_error *err)
{
    uint32_t number = (uint32_t)tier;
    hy_walls walls = 0;
    hy_status status =
        send(template, HY_FRAME_START, part_of(&number, sizeof number), fds, fd_count, err);
    status = status ? status : receive(template, pidfd, &walls, err);
    if (status == HY_OK && *pidfd < 0) {
        return hy_fail(err, HY_ERR_CORRUPT, "a worker was started without a descriptor");
    }
    return status;
}
