#include "sandbox/jail.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static bool set_limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit old;
    if (getrlimit((__rlimit_resource_t)resource, &old) != 0) {
        return false;
    }
    struct rlimit new = {.rlim_cur = soft < old.rlim_max ? soft : old.rlim_max,
                         .rlim_max = hard < old.rlim_max ? hard : old.rlim_max};
    return setrlimit((__rlimit_resource_t)resource, &new) == 0;
}

// ignored signals survive an exec, and an ignored SIGPROF would be an endless job
static bool reset_signals(void)
{
    static const int fatal[] = {SIGPROF, SIGXCPU, SIGSYS, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGCHLD};
    bool is_done = true;
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        is_done = signal(fatal[i], SIG_DFL) != SIG_ERR && is_done;
    }
    // an interrupt from the terminal is for the host to act on
    is_done = signal(SIGINT, SIG_IGN) != SIG_ERR && is_done;
    sigset_t none;
    (void)sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL) == 0 && is_done;
}

hy_status hy_jail_prepare(hy_error *err)
{
    bool is_done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                   prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
                   prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && set_limit(RLIMIT_CORE, 0, 0) &&
                   set_limit(RLIMIT_FSIZE, 0, 0) && reset_signals();
    if (!is_done) {
        return hy_fail(err, HY_ERR_IO, "cannot prepare a worker: %s", strerror(errno));
    }
    return HY_OK;
}

// Whether one more page of data is allowed under a limit.
static bool has_room(rlim_t limit_bytes, rlim_t hard)
{
    const struct rlimit limit = {.rlim_cur = limit_bytes, .rlim_max = hard};
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (setrlimit(RLIMIT_DATA, &limit) != 0) {
        return false;
    }
    void *place = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return place != MAP_FAILED && munmap(place, page) == 0;
}

hy_status hy_jail_data_bytes(uint64_t *out, hy_error *err)
{
    const rlim_t page = (rlim_t)sysconf(_SC_PAGESIZE);
    const rlim_t most = (rlim_t)1 << 47;  // all that a process can address
    struct rlimit old;
    if (getrlimit(RLIMIT_DATA, &old) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot read a limit: %s", strerror(errno));
    }
    // the least limit under which there is room; no file needs to be read for that
    rlim_t low = 0;
    rlim_t high = old.rlim_cur < most ? old.rlim_cur : most;
    while (high - low > page) {
        rlim_t middle = low + (high - low) / page / 2 * page;
        *(has_room(middle, old.rlim_max) ? &high : &low) = middle;
    }
    *out = high - page;
    if (setrlimit(RLIMIT_DATA, &old) != 0) {
        return hy_fail(err, HY_ERR_IO, "cannot restore a limit: %s", strerror(errno));
    }
    return HY_OK;
}

// The interval timer by the name of PROF counts the ticks that it is met by; this one counts what
// was used.
static bool start_timer(double seconds)
{
    double whole;
    double part = modf(seconds, &whole);
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGPROF};
    struct itimerspec limit = {
        .it_value = {.tv_sec = (time_t)whole, .tv_nsec = (long)(part * 1e9)}};
    // a zero would switch the timer off
    limit.it_value.tv_nsec += limit.it_value.tv_sec == 0 && limit.it_value.tv_nsec == 0;
    timer_t timer;
    return timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0 &&
           timer_settime(timer, 0, &limit, NULL) == 0;
}

static bool limit_resources(const hy_limits *limits, uint64_t data_bytes)
{
    rlim_t backstop_seconds = (rlim_t)ceil(limits->cpu_seconds) + 1;
    rlim_t data = data_bytes + limits->memory_bytes;
    return set_limit(RLIMIT_CPU, backstop_seconds, backstop_seconds + 1) &&
           set_limit(RLIMIT_DATA, data, data) && set_limit(RLIMIT_NOFILE, 0, 0) &&
           set_limit(RLIMIT_NPROC, 0, 0);
}

bool hy_jail_follow(pid_t parent)
{
    // the parent may have died before the first call took effect
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent;
}

hy_status hy_jail_enter(const hy_limits *limits, uint64_t data_bytes, const hy_filter *filter,
                        pid_t parent, hy_error *err)
{
    bool is_done = hy_jail_follow(parent) && close_range(0, ~0U, 0) == 0 &&
                   limit_resources(limits, data_bytes) && start_timer(limits->cpu_seconds);
    if (!is_done) {
        return hy_fail(err, HY_ERR_IO, "cannot enter the jail: %s", strerror(errno));
    }
    return filter ? hy_filter_install(filter, err) : HY_OK;
}

hy_status hy_jail_confine(uint64_t data_bytes, const hy_filter *filter, hy_error *err)
{
    static const rlim_t heap_bytes = 64 << 20;
    rlim_t data = data_bytes + heap_bytes;
    if (!set_limit(RLIMIT_DATA, data, data) || !set_limit(RLIMIT_NOFILE, 0, 0) ||
        !set_limit(RLIMIT_NPROC, 0, 0)) {
        return hy_fail(err, HY_ERR_IO, "cannot confine a worker: %s", strerror(errno));
    }
    return filter ? hy_filter_install(filter, err) : HY_OK;
}
