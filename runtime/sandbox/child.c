#include "sandbox/child.h"

#include "sandbox/door.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static hy_outcome outcome_of(int signal)
{
    switch (signal) {
    case SIGSYS:
        return HY_OUTCOME_DENIED;
    case SIGPROF:
    case SIGXCPU:
    case SIGALRM:
        return HY_OUTCOME_TIMEOUT;
    default:
        return HY_OUTCOME_CRASH;
    }
}

hy_status hy_child_fork(pid_t *out, hy_error *err)
{
    // straight away, as fork() would have notes made that each child must copy pages for
    *out = (pid_t)hy_door_try(SYS_clone, SIGCHLD, 0, 0, 0);
    return *out >= 0 ? HY_OK : hy_fail(err, HY_ERR_IO, "cannot fork: %s", strerror(errno));
}

hy_status hy_child_wait(pid_t pid, hy_child_end *out, hy_error *err)
{
    int status;
    struct rusage usage;
    long reaped;
    do {
        reaped = hy_door_try(SYS_wait4, pid, (long)&status, 0, (long)&usage);
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
        out->outcome = outcome_of(out->signal);
    }
    return HY_OK;
}
