#include "serve/listener.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAITING_PEERS = 64 };

// Whether a process listens at an address.
static bool is_alive(const hy_address *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_answered = connect(fd, (const void *)&address->name, sizeof address->name) == 0;
    (void)close(fd);
    return is_answered;
}

static bool is_socket(const hy_address *address)
{
    struct stat about;
    return lstat(address->name.sun_path, &about) == 0 && S_ISSOCK(about.st_mode);
}

// Binds with a file that only this user may open, from its first moment on.
static int bind_private(int fd, const hy_address *address)
{
    mode_t before = umask(0177);
    int result = bind(fd, (const void *)&address->name, sizeof address->name);
    (void)umask(before);
    return result;
}

static int bind_anew(int fd, const hy_address *address)
{
    int result = bind_private(fd, address);
    if (result < 0 && errno == EADDRINUSE && is_socket(address) && !is_alive(address)) {
        (void)unlink(address->name.sun_path);
        result = bind_private(fd, address);
    }
    return result;
}

hy_status hy_listener_open(hy_listener *listener, const char *path, hy_error *err)
{
    listener->fd = -1;
    hy_status status = hy_address_open(&listener->address, path, err);
    if (status < 0) {
        return status;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind_anew(fd, &listener->address) == 0 && listen(fd, WAITING_PEERS) == 0) {
        listener->fd = fd;
        return HY_OK;
    }
    bool is_taken = errno == EADDRINUSE;
    status = hy_fail(err, is_taken ? HY_ERR_LIMIT : HY_ERR_IO, "%s: %s", path, strerror(errno));
    if (fd >= 0) {
        (void)close(fd);
    }
    hy_address_close(&listener->address);
    return status;
}

static bool is_same_user(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
}

bool hy_listener_accept(hy_listener *listener, hy_wire *wire)
{
    int fd;
    while ((fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        if (is_same_user(fd)) {
            hy_wire_init(wire, fd);
            return true;
        }
        (void)close(fd);
    }
    return false;
}

void hy_listener_close(hy_listener *listener)
{
    if (listener->fd >= 0) {
        (void)unlink(listener->address.name.sun_path);
        (void)close(listener->fd);
        hy_address_close(&listener->address);
        listener->fd = -1;
    }
}
