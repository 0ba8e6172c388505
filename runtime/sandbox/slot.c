#include "sandbox/slot.h"

#include "sandbox/process.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECEIVE_BYTES = 1 << 16 };

void hy_slot_init(hy_slot *slot)
{
    *slot = (hy_slot){.pidfd = -1, .fd = -1};
}

hy_status hy_slot_open(hy_slot *slot, const hy_template *template, hy_error *err)
{
    int ends[2];
    hy_slot_init(slot);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot make a socket pair: %s", strerror(errno));
    }
    slot->fd = ends[0];
    hy_status status =
        fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0
            ? hy_template_start(template, HY_WORKER_CONFIRM, &ends[1], 1, &slot->pidfd, err)
            : hy_fail(err, HY_ERR_IO, "cannot change a socket: %s", strerror(errno));
    (void)close(ends[1]);
    if (status < 0) {
        hy_slot_close(slot);
    }
    return status;
}

void hy_slot_close(hy_slot *slot)
{
    hy_buffer_deinit(&slot->out);
    hy_buffer_deinit(&slot->gifts);
    hy_buffer_deinit(&slot->in);
    if (slot->fd >= 0) {
        (void)close(slot->fd);
    }
    hy_process_end(slot->pidfd);
    hy_slot_init(slot);
}

hy_status hy_slot_post(hy_slot *slot, hy_frame_kind kind, const hy_buffer *payload, int fd,
                       hy_error *err)
{
    if (payload->size > HY_FRAME_MAX_BYTES) {
        return hy_fail(err, HY_ERR_LIMIT, "a frame carries at most %llu bytes, got %zu",
                       (unsigned long long)HY_FRAME_MAX_BYTES, payload->size);
    }
    hy_frame frame = hy_frame_of(kind, payload->size);
    // room first, so that a failure leaves no half frame
    hy_status status = hy_buffer_reserve(&slot->out, sizeof frame + payload->size, err);
    const hy_slot_gift gift = {.place = slot->out.size, .fd = fd};
    if (status == HY_OK && fd >= 0) {
        status = hy_buffer_append(&slot->gifts, &gift, sizeof gift, err);
    }
    status = status ? status : hy_buffer_append(&slot->out, &frame, sizeof frame, err);
    return status ? status : hy_buffer_append(&slot->out, payload->data, payload->size, err);
}

bool hy_slot_has_unsent(const hy_slot *slot)
{
    return slot->sent < slot->out.size;
}

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

// The first gift that has not been sent, or NULL.
static const hy_slot_gift *next_gift(const hy_slot *slot)
{
    return slot->gifts.size > 0 ? (const hy_slot_gift *)(const void *)slot->gifts.data : NULL;
}

// Sends up to the next gift, or that one with the bytes up to the one after it.
static ssize_t send_once(hy_slot *slot)
{
    const hy_slot_gift *gift = next_gift(slot);
    bool is_due = gift && gift->place == slot->sent;
    size_t end = gift && !is_due ? gift->place : slot->out.size;
    int fd = is_due ? gift->fd : -1;
    // nothing goes with the second byte: what is behind the first is sent without
    size_t size = is_due ? 1 : end - slot->sent;
    ssize_t count = hy_frame_send_some(slot->fd, slot->out.data + slot->sent, size, fd);
    if (count > 0 && is_due) {
        slot->gifts.size -= sizeof *gift;
        memmove(slot->gifts.data, slot->gifts.data + sizeof *gift, slot->gifts.size);
    }
    return count;
}

static hy_status send_some(hy_slot *slot, hy_error *err)
{
    while (hy_slot_has_unsent(slot)) {
        ssize_t count = send_once(slot);
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
