#include "sandbox/frame.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

hy_frame hy_frame_of(hy_frame_kind kind, uint64_t size)
{
    return (hy_frame){.magic = HY_FRAME_MAGIC, .kind = (uint8_t)kind, .size = size};
}

hy_status hy_frame_check(const hy_frame *frame, hy_error *err)
{
    if (frame->magic != HY_FRAME_MAGIC || frame->kind < HY_FRAME_SETUP ||
        frame->kind >= HY_FRAME_KIND_END || frame->size > HY_FRAME_MAX_BYTES) {
        return hy_fail(err, HY_ERR_CORRUPT, "not a frame: magic %x, kind %u, %llu bytes",
                       frame->magic, frame->kind, (unsigned long long)frame->size);
    }
    return HY_OK;
}

hy_status hy_frame_read_reply(const void *payload, size_t size, hy_reply *out, hy_error *err)
{
    hy_frame_reply head;
    if (size < sizeof head) {
        return hy_fail(err, HY_ERR_CORRUPT, "a reply of %zu bytes has no head", size);
    }
    memcpy(&head, payload, sizeof head);
    const unsigned char *rest = (const unsigned char *)payload + sizeof head;
    size_t rest_size = size - sizeof head;
    if (head.outcome >= HY_OUTCOME_COUNT || head.message_size >= HY_MESSAGE_SIZE ||
        head.message_size > rest_size) {
        return hy_fail(err, HY_ERR_CORRUPT, "a reply with outcome %u and a message of %u bytes",
                       head.outcome, head.message_size);
    }
    *out = (hy_reply){
        .outcome = (hy_outcome)head.outcome,
        .message = (const char *)rest + (rest_size - head.message_size),
        .message_size = head.message_size,
        .value = rest,
        .value_size = rest_size - head.message_size,
        .cpu_seconds = head.cpu_seconds,
        .peak_bytes = head.peak_bytes,
    };
    return HY_OK;
}

// Drops what has been sent from the front of the parts.
static void advance(struct msghdr *message, size_t sent)
{
    while (message->msg_iovlen > 0 && sent >= message->msg_iov->iov_len) {
        sent -= message->msg_iov->iov_len;
        message->msg_iov++;
        message->msg_iovlen--;
    }
    if (message->msg_iovlen > 0) {
        message->msg_iov->iov_base = (char *)message->msg_iov->iov_base + sent;
        message->msg_iov->iov_len -= sent;
    }
}

// Room for the descriptors of one frame, aligned as the kernel wants it.
typedef union descriptor_room {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(HY_FRAME_MAX_FDS * sizeof(int))];
} descriptor_room;

static void attach(struct msghdr *message, descriptor_room *room, const int *fds, size_t count)
{
    memset(room, 0, sizeof *room);
    message->msg_control = room;
    message->msg_controllen = CMSG_SPACE(count * sizeof *fds);
    struct cmsghdr *head = CMSG_FIRSTHDR(message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(count * sizeof *fds);
    memcpy(CMSG_DATA(head), fds, count * sizeof *fds);
}

hy_status hy_frame_send(int fd, struct iovec *parts, size_t count, const int *fds, size_t fd_count,
                        hy_error *err)
{
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
    descriptor_room room;
    if (fd_count > 0) {
        attach(&message, &room, fds, fd_count);
    }
    while (message.msg_iovlen > 0) {
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "cannot send: %s", strerror(errno));
        }
        if (sent > 0) {
            message.msg_control = NULL;
            message.msg_controllen = 0;
        }
        advance(&message, sent < 0 ? 0 : (size_t)sent);
    }
    return HY_OK;
}

ssize_t hy_frame_send_some(int fd, const void *bytes, size_t size, int gift)
{
    if (gift < 0) {
        return send(fd, bytes, size, MSG_NOSIGNAL);
    }
    union {
        const void *theirs;
        void *ours;
    } payload = {.theirs = bytes};
    struct iovec part = {payload.ours, size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    descriptor_room room;
    attach(&message, &room, &gift, 1);
    return sendmsg(fd, &message, MSG_NOSIGNAL);
}

static hy_status closed_or_broken(ssize_t received, hy_error *err)
{
    return received == 0 ? hy_fail(err, HY_ERR_NOT_FOUND, "the other side has closed")
                         : hy_fail(err, HY_ERR_IO, "cannot receive: %s", strerror(errno));
}

hy_status hy_frame_peek(int fd, hy_frame_kind *out, hy_error *err)
{
    // no more than that: the rest may lie behind a descriptor, over which nobody can look
    uint8_t kind;
    ssize_t count;
    do {
        count = recv(fd, &kind, sizeof kind, MSG_PEEK);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) {
        return closed_or_broken(count, err);
    }
    *out = (hy_frame_kind)kind;
    return HY_OK;
}

static size_t detach(struct msghdr *message, int *fds)
{
    const struct cmsghdr *head = CMSG_FIRSTHDR(message);
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) {
        return 0;
    }
    size_t size = head->cmsg_len - CMSG_LEN(0);
    memcpy(fds, CMSG_DATA(head), size);
    return size / sizeof *fds;
}

hy_status hy_frame_receive_head(int fd, hy_frame *frame, int *fds, size_t *fd_count, hy_error *err)
{
    struct iovec part = {frame, sizeof *frame};
    descriptor_room room;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &room, .msg_controllen = sizeof room};
    ssize_t count;
    do {
        count = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) {
        return closed_or_broken(count, err);
    }
    *fd_count = detach(&message, fds);
    hy_status status =
        hy_frame_receive(fd, (char *)frame + count, sizeof *frame - (size_t)count, err);
    return status ? status : hy_frame_check(frame, err);
}

hy_status hy_frame_receive(int fd, void *bytes, size_t size, hy_error *err)
{
    size_t received = 0;
    while (received < size) {
        ssize_t count = recv(fd, (char *)bytes + received, size - received, 0);
        if (count == 0) {
            return hy_fail(err, HY_ERR_NOT_FOUND, "the other side has closed the connection");
        }
        if (count < 0 && errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "cannot receive: %s", strerror(errno));
        }
        received += count < 0 ? 0 : (size_t)count;
    }
    return HY_OK;
}
