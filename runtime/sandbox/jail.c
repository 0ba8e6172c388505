#include "sandbox/jail.h"

#include "sandbox/door.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Who is behind a filter already has nothing but the door for all this.
static bool call(long number, long a, long b, long c, long d)
{
    return hy_door_try(number, a, b, c, d) >= 0;
}

static bool set_limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit old;
    if (!call(SYS_prlimit64, 0, resource, 0, (long)&old)) {
        return false;
    }
    struct rlimit new = {.rlim_cur = soft < old.rlim_max ? soft : old.rlim_max,
                         .rlim_max = hard < old.rlim_max ? hard : old.rlim_max};
    return call(SYS_prlimit64, 0, resource, (long)&new, 0);
}

// ignored signals survive an exec, and an ignored SIGPROF would be an endless job
static bool reset_signals(void)
{
    static const int fatal[] = {SIGPROF, SIGALRM, SIGXCPU, SIGSYS, SIGSEGV,
                                SIGBUS,  SIGFPE,  SIGILL,  SIGCHLD};
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

static struct itimerspec after(double seconds)
{
    time_t whole = (time_t)seconds;
    struct itimerspec limit = {
        .it_value = {.tv_sec = whole, .tv_nsec = (long)((seconds - (double)whole) * 1e9)}};
    // a zero would switch the timer off
    limit.it_value.tv_nsec += limit.it_value.tv_sec == 0 && limit.it_value.tv_nsec == 0;
    return limit;
}

// The interval timer by the name of PROF counts the ticks that it is met by; the clock of the
// process counts what was used.
static bool start_timer(clockid_t clock, int signal, double seconds)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal};
    struct itimerspec limit = after(seconds);
    int timer;
    return call(SYS_timer_create, clock, (long)&event, (long)&timer, 0) &&
           call(SYS_timer_settime, timer, 0, (long)&limit, 0);
}

static bool limit_resources(const hy_limits *limits, uint64_t data_bytes)
{
    rlim_t backstop_seconds = (rlim_t)limits->cpu_seconds + 2;
    rlim_t data = data_bytes + limits->memory_bytes;
    return set_limit(RLIMIT_CPU, backstop_seconds, backstop_seconds + 1) &&
           set_limit(RLIMIT_DATA, data, data) && set_limit(RLIMIT_NOFILE, 0, 0) &&
           set_limit(RLIMIT_NPROC, 0, 0);
}

bool hy_jail_follow(pid_t parent)
{
    // the parent may have died before the first call took effect
    return call(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0) &&
           hy_door_try(SYS_getppid, 0, 0, 0, 0) == parent;
}

hy_status hy_jail_enter(const hy_limits *limits, uint64_t data_bytes, pid_t parent, hy_error *err)
{
    bool is_done = hy_jail_follow(parent) && call(SYS_close_range, 0, ~0U, 0, 0) &&
                   limit_resources(limits, data_bytes) &&
                   start_timer(CLOCK_PROCESS_CPUTIME_ID, SIGPROF, limits->cpu_seconds) &&
                   start_timer(CLOCK_MONOTONIC, SIGALRM, limits->wall_seconds) && hy_door_close();
    return is_done ? HY_OK : hy_fail(err, HY_ERR_IO, "cannot enter the jail: %s", strerror(errno));
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
