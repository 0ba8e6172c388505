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

// Returns whether the process behind `pidfd` ended before the deadline.
static bool ends_in_time(int pidfd, double deadline)
{
    struct pollfd wanted = {.fd = pidfd, .events = POLLIN};
    for (;;) {
        double left = deadline - hy_clock_monotonic_seconds();
        if (left <= 0.0) {
            return false;
        }
        int ready = poll(&wanted, 1, (int)ceil(left * 1e3));
        if (ready > 0) {
            return true;
        }
        if (ready < 0 && errno != EINTR) {
            return false;
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
    int pidfd = pidfd_open(pid, 0);
    bool is_late = pidfd < 0 || !ends_in_time(pidfd, deadline);
    if (is_late) {
        (void)kill(pid, SIGKILL);
    }
    if (pidfd >= 0) {
        (void)close(pidfd);
    }
    return reap(pid, is_late, out, err);
}
