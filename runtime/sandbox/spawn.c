#include "sandbox/spawn.h"

#include "sandbox/namespaces.h"
#include "sandbox/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STACK_BYTES = 8 << 20 };

// Leaves nothing open but the null device on 0 to 2 and the socket on HY_WORKER_FD.
static int keep_only(int socket)
{
    // out of the way of the four, any of which may be free
    int moved = fcntl(socket, F_DUPFD, HY_WORKER_FD + 1);
    int null = fcntl(open("/dev/null", O_RDWR), F_DUPFD, HY_WORKER_FD + 1);
    int failures = moved < 0 || null < 0 || dup2(moved, HY_WORKER_FD) < 0;
    for (int fd = 0; fd < HY_WORKER_FD; fd++) {
        failures += dup2(null, fd) < 0;
    }
    return failures + (close_range(HY_WORKER_FD + 1, ~0U, 0) != 0);
}

enum { WALL_DIGITS = 8 };

// Writes the set of walls as hexadecimal digits; it may not call snprintf.
static void write_walls(hy_walls walls, char *digits)
{
    for (int i = 0; i < WALL_DIGITS; i++) {
        digits[i] = "0123456789abcdef"[walls >> 4 * (WALL_DIGITS - 1 - i) & 15];
    }
}

// Never returns. Runs between fork and exec, so it only makes system calls.
static void become_worker(int socket, hy_walls walls, bool is_unsafe, char *library_path)
{
    char name[] = "hyla";
    char word[] = HY_WORKER_WORD;
    // BLAS threads would not survive the fork of a job
    char blas[] = "OPENBLAS_NUM_THREADS=1";
    char *const arguments[] = {name, word, NULL};
    char raised[] = HY_WORKER_WALLS "=00000000";
    char unsafe[] = HY_WORKER_UNSAFE "=1";
    write_walls(walls, raised + sizeof raised - 1 - WALL_DIGITS);
    char *environment[5] = {blas, raised};
    char **next = environment + 2;
    if (is_unsafe) {
        *next++ = unsafe;
    }
    *next = library_path;
    // the same room for C recursion everywhere
    struct rlimit stack = {.rlim_cur = STACK_BYTES, .rlim_max = STACK_BYTES};
    // some containers refuse fixed addresses; the arena asks for its own
    (void)personality(ADDR_NO_RANDOMIZE);
    (void)setrlimit(RLIMIT_STACK, &stack);
    if (keep_only(socket) == 0) {
        (void)execve("/proc/self/exe", arguments, environment);
    }
    _exit(127);
}

// Writes the loader's search path as an environment entry; NULL when there is none.
static char *library_path(char *text, size_t size)
{
    const char *path = getenv("LD_LIBRARY_PATH");
    int length = path ? snprintf(text, size, "LD_LIBRARY_PATH=%s", path) : -1;
    return length > 0 && (size_t)length < size ? text : NULL;
}

hy_status hy_spawn_worker(bool is_unsafe, pid_t *pid, int *fd, hy_error *err)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot make a socket pair: %s", strerror(errno));
    }
    char text[PATH_MAX];
    char *path = library_path(text, sizeof text);
    hy_walls walls;
    pid_t child = hy_namespaces_fork(&walls);
    if (child == 0) {
        become_worker(pair[1], walls, is_unsafe, path);
    }
    int failure = errno;
    (void)close(pair[1]);
    if (child < 0) {
        (void)close(pair[0]);
        return hy_fail(err, HY_ERR_IO, "cannot start a worker: %s", strerror(failure));
    }
    *pid = child;
    *fd = pair[0];
    return HY_OK;
}
