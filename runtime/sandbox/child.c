#include "sandbox/child.h"

#include "base/clock.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

// Waits for the process behind `pidfd` to end, at most until the deadline.
static hy_status watch(int pidfd, double deadline, bool *is_late, hy_error *err)
{
    struct pollfd wanted = {.fd = pidfd, .events = POLLIN};
    for (;;) {
        double left = deadline - hy_clock_monotonic_seconds();
        int ready = left > 0.0 ? poll(&wanted, 1, (int)ceil(left * 1e3)) : 0;
        *is_late = left <= 0.0;
        if (ready > 0 || *is_late) {
            return HY_OK;
        }
        if (ready < 0 && errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "cannot watch a child: %s", strerror(errno));
        }
    }
}

static hy_outcome outcome_of(int signal, bool was_late)
{
    switch (signal) {
    case SIGSYS:
        return HY_OUTCOME_DENIED;
    case SIGPROF:
    case SIGXCPU:
        return HY_OUTCOME_TIMEOUT;
    case SIGKILL:
        return was_late ? HY_OUTCOME_TIMEOUT : HY_OUTCOME_CRASH;
    default:
        return HY_OUTCOME_CRASH;
    }
}

static hy_status reap(pid_t pid, bool was_late, hy_child_end *out, hy_error *err)
{
    int status;
    struct rusage usage;
    pid_t reaped;
    do {
        reaped = wait4(pid, &status, 0, &usage);
    } while (reaped < 0 && errno == EINTR);
    if (reaped < 0) {
        return hy_fail(err, HY_ERR_IO, "cannot reap a child: %s", strerror(errno));
    }
    *out = (hy_child_end){
        .is_exit = WIFEXITED(status),
        .cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
    };
    if (!out->is_exit) {
        out->signal = WTERMSIG(status);
        out->outcome = outcome_of(out->signal, was_late);
    }
    return HY_OK;
}

hy_status hy_child_wait(pid_t pid, double wall_seconds, hy_child_end *out, hy_error *err)
{
    double deadline = hy_clock_monotonic_seconds() + wall_seconds;
    bool is_late = false;
    int pidfd = pidfd_open(pid, 0);
    hy_status status = pidfd < 0
                           ? hy_fail(err, HY_ERR_IO, "cannot watch a child: %s", strerror(errno))
                           : watch(pidfd, deadline, &is_late, err);
    if (status < 0 || is_late) {
        (void)kill(pid, SIGKILL);
    }
    if (pidfd >= 0) {
        (void)close(pidfd);
    }
    hy_child_end end;
    hy_status reaped = reap(pid, is_late, &end, status < 0 ? NULL : err);
    status = status < 0 ? status : reaped;
    if (status == HY_OK) {
        *out = end;
    }
    return status;
}
