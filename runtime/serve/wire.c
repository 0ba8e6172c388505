#include "serve/wire.h"

#include "serve/address.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK_SIZE = 1 << 16 };

void hy_wire_init(hy_wire *wire, int fd)
{
    *wire = (hy_wire){.fd = fd};
    hy_buffer_init(&wire->in);
    hy_buffer_init(&wire->out);
    (void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

void hy_wire_deinit(hy_wire *wire)
{
    if (wire->fd >= 0) {
        (void)close(wire->fd);
        wire->fd = -1;
    }
    hy_buffer_deinit(&wire->in);
    hy_buffer_deinit(&wire->out);
    wire->taken = wire->searched = wire->sent = 0;
}

hy_status hy_wire_connect(hy_wire *wire, const char *path, hy_error *err)
{
    hy_address address;
    hy_status status = hy_address_open(&address, path, err);
    if (status < 0) {
        return status;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        status = hy_fail(err, HY_ERR_IO, "socket: %s", strerror(errno));
    } else if (connect(fd, (const void *)&address.name, sizeof address.name) < 0) {
        bool is_absent = errno == ENOENT || errno == ECONNREFUSED;
        status = hy_fail(err, is_absent ? HY_ERR_NOT_FOUND : HY_ERR_IO, "%s: %s", path,
                         is_absent ? "nobody listens there" : strerror(errno));
        (void)close(fd);
    } else {
        hy_wire_init(wire, fd);
    }
    hy_address_close(&address);
    return status;
}

// Forgets what was taken, so that a buffer grows no larger than what waits.
static void drop_front(hy_buffer *buffer, size_t *count)
{
    if (*count > 0) {
        memmove(buffer->data, buffer->data + *count, buffer->size - *count);
        buffer->size -= *count;
        *count = 0;
    }
}

// Reads what is there, up to more than a line may have; `is_over` where the peer will send no more.
static hy_status fill(hy_wire *wire, bool *is_over, hy_error *err)
{
    ssize_t size = 1;
    while (size > 0 && wire->in.size <= HY_WIRE_LONGEST_LINE) {
        hy_status status = hy_buffer_reserve(&wire->in, CHUNK_SIZE, err);
        if (status < 0) {
            return status;
        }
        do {
            size = recv(wire->fd, wire->in.data + wire->in.size, CHUNK_SIZE, 0);
        } while (size < 0 && errno == EINTR);
        wire->in.size += size > 0 ? (size_t)size : 0;
    }
    *is_over = size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    return HY_OK;
}

// The next line that was read, if there is a whole one.
static bool take_line(hy_wire *wire, const char **line, size_t *size)
{
    const char *begin = (const char *)wire->in.data;
    const char *end = wire->in.size > wire->searched
                          ? memchr(begin + wire->searched, '\n', wire->in.size - wire->searched)
                          : NULL;
    if (!end) {
        wire->searched = wire->in.size;
        return false;
    }
    *line = begin + wire->taken;
    *size = (size_t)(end - *line);
    wire->taken = wire->searched = (size_t)(end - begin) + 1;
    return true;
}

hy_status hy_wire_read(hy_wire *wire, hy_wire_state *state, const char **line, size_t *size,
                       hy_error *err)
{
    *state = HY_WIRE_LINE;
    if (take_line(wire, line, size)) {
        return HY_OK;
    }
    wire->searched -= wire->taken;
    drop_front(&wire->in, &wire->taken);
    bool is_over = false;
    hy_status status = fill(wire, &is_over, err);
    if (status < 0 || take_line(wire, line, size)) {
        return status;
    }
    if (wire->in.size > HY_WIRE_LONGEST_LINE) {
        return hy_fail(err, HY_ERR_LIMIT, "wanted a line of at most %d bytes, got more",
                       HY_WIRE_LONGEST_LINE);
    }
    *state = is_over ? HY_WIRE_CLOSED : HY_WIRE_EMPTY;
    return HY_OK;
}

hy_status hy_wire_flush(hy_wire *wire, hy_error *err)
{
    while (hy_wire_is_behind(wire)) {
        ssize_t size = send(wire->fd, wire->out.data + wire->sent, wire->out.size - wire->sent,
                            MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size >= 0) {
            wire->sent += (size_t)size;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return HY_OK;
        } else if (errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "the other end is gone: %s", strerror(errno));
        }
    }
    drop_front(&wire->out, &wire->sent);
    return HY_OK;
}

hy_status hy_wire_write(hy_wire *wire, const char *line, size_t size, hy_error *err)
{
    drop_front(&wire->out, &wire->sent);
    if (wire->out.size > HY_WIRE_MOST_UNSENT) {
        return hy_fail(err, HY_ERR_LIMIT, "the other end does not read: %zu bytes wait for it",
                       wire->out.size);
    }
    hy_status status = hy_buffer_reserve(&wire->out, size + 1, err);
    if (status < 0) {
        return status;
    }
    (void)hy_buffer_append(&wire->out, line, size, NULL);
    (void)hy_buffer_append(&wire->out, "\n", 1, NULL);
    return hy_wire_flush(wire, err);
}

bool hy_wire_is_behind(const hy_wire *wire)
{
    return wire->sent < wire->out.size;
}
