#include "sandbox/slot.h"

#include "sandbox/spawn.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RECEIVE_BYTES = 1 << 16 };

hy_status hy_slot_open(hy_slot *slot, hy_error *err)
{
    memset(slot, 0, sizeof *slot);
    slot->fd = -1;
    return hy_spawn_worker(&slot->pid, &slot->fd, err);
}

void hy_slot_close(hy_slot *slot)
{
    hy_buffer_deinit(&slot->out);
    hy_buffer_deinit(&slot->in);
    slot->sent = 0;
    if (slot->pid <= 0 || slot->fd < 0) {
        return;
    }
    (void)close(slot->fd);
    slot->fd = -1;
    (void)kill(slot->pid, SIGKILL);
    while (waitpid(slot->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    slot->pid = 0;
}

hy_status hy_slot_post(hy_slot *slot, hy_frame_kind kind, const hy_buffer *head,
                       const hy_buffer *body, hy_error *err)
{
    size_t head_size = head ? head->size : 0;
    if (body->size > HY_FRAME_MAX_BYTES - head_size) {
        return hy_fail(err, HY_ERR_LIMIT, "a frame carries at most %llu bytes, got %zu",
                       (unsigned long long)HY_FRAME_MAX_BYTES, head_size + body->size);
    }
    hy_frame frame = hy_frame_of(kind, head_size + body->size);
    // room first, so that a failure leaves no half frame
    hy_status status = hy_buffer_reserve(&slot->out, sizeof frame + (size_t)frame.size, err);
    status = status ? status : hy_buffer_append(&slot->out, &frame, sizeof frame, err);
    status =
        status ? status : hy_buffer_append(&slot->out, head ? head->data : NULL, head_size, err);
    return status ? status : hy_buffer_append(&slot->out, body->data, body->size, err);
}

bool hy_slot_has_unsent(const hy_slot *slot)
{
    return slot->sent < slot->out.size;
}

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

static hy_status send_some(hy_slot *slot, hy_error *err)
{
    while (hy_slot_has_unsent(slot)) {
        ssize_t count =
            send(slot->fd, slot->out.data + slot->sent, slot->out.size - slot->sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return would_wait()
                       ? HY_OK
                       : hy_fail(err, HY_ERR_IO, "cannot send to a worker: %s", strerror(errno));
        }
        slot->sent += (size_t)count;
    }
    slot->out.size = 0;
    slot->sent = 0;
    return HY_OK;
}

static hy_status receive_some(hy_slot *slot, hy_error *err)
{
    for (;;) {
        hy_status status = hy_buffer_reserve(&slot->in, RECEIVE_BYTES, err);
        if (status < 0) {
            return status;
        }
        ssize_t count = recv(slot->fd, slot->in.data + slot->in.size, RECEIVE_BYTES, 0);
        if (count == 0) {
            return hy_fail(err, HY_ERR_NOT_FOUND, "the worker has closed the connection");
        }
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return would_wait() ? HY_OK
                                : hy_fail(err, HY_ERR_IO, "cannot receive from a worker: %s",
                                          strerror(errno));
        }
        slot->in.size += (size_t)count;
    }
}

hy_status hy_slot_pump(hy_slot *slot, hy_error *err)
{
    hy_status status = send_some(slot, err);
    hy_error receive_err;
    hy_status received = receive_some(slot, status ? &receive_err : err);
    return status ? status : received;
}

hy_status hy_slot_take_reply(hy_slot *slot, hy_buffer *payload, bool *is_there, hy_error *err)
{
    hy_frame frame;
    *is_there = false;
    if (slot->in.size < sizeof frame) {
        return HY_OK;
    }
    memcpy(&frame, slot->in.data, sizeof frame);
    hy_status status = hy_frame_check(&frame, err);
    if (status < 0 || slot->in.size - sizeof frame < frame.size) {
        return status;
    }
    status = hy_buffer_append(payload, slot->in.data + sizeof frame, (size_t)frame.size, err);
    if (status < 0) {
        return status;
    }
    size_t used = sizeof frame + (size_t)frame.size;
    memmove(slot->in.data, slot->in.data + used, slot->in.size - used);
    slot->in.size -= used;
    *is_there = true;
    return HY_OK;
}
