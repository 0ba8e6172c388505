#include "sandbox/guard.h"

#include "base/clock.h"
#include "sandbox/code_pool.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

enum {
    PAGE = 4096,
    TIMERS = PAGE / sizeof(struct itimerval),
    TICK_MICROSECONDS = 1000,
    STEP_MICROSECONDS = 8,  // setting i goes off after i + 1 of them
    TICK_TIMER = TICK_MICROSECONDS / STEP_MICROSECONDS - 1,
    REST_TIMER = TIMERS - 1,  // ticks once a second
    STACK_BYTES = 1 << 16,
    DEAD_STATUS = 139,
};

static const double step_seconds = 1e-6 * STEP_MICROSECONDS;
static const double tick_seconds = 1e-6 * TICK_MICROSECONDS;
// less than setting a timer and being interrupted takes: better waited for
static const double short_seconds = 20e-6;
static const double patience_growth = 1.0 + 1.0 / 256.0;
static const double late_max_seconds = 100e-6;  // later than that, something else was in the way

// of this binary's code, set by the linker
extern char __executable_start;
extern char etext;

typedef struct guard_state {
    hy_snapshot *snapshot;
    struct itimerval *timers;
    const char *stack_low;
    const char *stack_high;
    sigset_t signals;  // ticks and faults
    sigjmp_buf jump;
    volatile sig_atomic_t is_armed;
    double start;  // of the call, by the clock
    double limit;
    bool is_timed;     // a tick has come since the start, so that the next is known
    double cpu_start;  // CPU time at the start
    double seen;       // both clocks as the last tick read them
    double seen_cpu;
    double due;       // when the timer that was set last was to go off; 0 for the usual ticks
    double late;      // by how much timers commonly are
    double patience;  // until a call is looked at again that could not be left
} guard_state;

static guard_state g_guard;

// Reads both clocks.
static void look(void)
{
    g_guard.seen = hy_clock_monotonic_seconds();
    g_guard.seen_cpu = hy_clock_thread_seconds();
}

// Reads both clocks at a tick. A start is too short a moment for a system call, so the first tick
// works out what the CPU time was: had the process run all the time since the tick before, or, if
// that is more than now, what it is now. The error is for the call, and less than a tick.
static void look_at_tick(void)
{
    double expected = g_guard.seen_cpu + (g_guard.start - g_guard.seen);
    look();
    double late = g_guard.seen - g_guard.due;
    if (g_guard.due > 0.0 && late > 0.0 && late < late_max_seconds) {
        g_guard.late += (late - g_guard.late) / 8.0;
    }
    g_guard.due = 0.0;
    if (g_guard.is_armed && !g_guard.is_timed) {
        g_guard.cpu_start = expected < g_guard.seen_cpu ? expected : g_guard.seen_cpu;
        g_guard.is_timed = true;
    }
}

// CPU time of the call until now. Before the first tick nothing can have taken any from it.
static double seconds_used(double now)
{
    return g_guard.is_timed ? g_guard.seen_cpu - g_guard.cpu_start + (now - g_guard.seen)
                            : now - g_guard.start;
}

static void set_timer(int index)
{
    (void)setitimer(ITIMER_REAL, &g_guard.timers[index], NULL);
}

// Sets the timer to interrupt in the given time or a little earlier, as far as it can be.
static void set_timer_within(double seconds)
{
    double steps = (seconds - g_guard.late) / step_seconds - 1.0;
    int index = steps < 1.0 ? 0 : steps > (double)TICK_TIMER ? TICK_TIMER : (int)steps - 1;
    g_guard.due = g_guard.seen + step_seconds * (double)(index + 1);
    set_timer(index);
}

static uintptr_t program_counter(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.pc;
#endif
}

// Libraries hold locks and lists that nobody would put in order again.
static bool may_be_left(const ucontext_t *context)
{
    uintptr_t place = program_counter(context);
    bool is_own = place >= (uintptr_t)&__executable_start && place < (uintptr_t)&etext;
    bool is_compiled = place - hy_code_pool_address() < HY_CODE_POOL_BYTES;
    return (is_own || is_compiled) && !hy_code_pool_is_busy();
}

// CPU time that the call still has; a short rest is waited for.
static double seconds_left(void)
{
    double left = g_guard.limit - seconds_used(g_guard.seen);
    while (left > 0.0 && left < short_seconds) {
        left = g_guard.limit - seconds_used(hy_clock_monotonic_seconds());
    }
    return left;
}

// Handlers hold off all signals of the guard, so none is interrupted by another.
static void leave(hy_guard_end end)
{
    g_guard.is_armed = 0;
    siglongjmp(g_guard.jump, end);
}

static void on_tick(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)info;
    int saved = errno;
    look_at_tick();
    double left = g_guard.is_armed ? seconds_left() : tick_seconds;
    if (left <= 0.0 && may_be_left(context)) {
        leave(HY_GUARD_TIMEOUT);
    }
    if (left <= 0.0) {
        // a little longer each time, so that the call gets on however slow the machine is
        g_guard.patience *= patience_growth;
        set_timer_within(g_guard.patience + g_guard.late);
    } else if (left < tick_seconds) {
        set_timer_within(left);
    }
    errno = saved;
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    const char *place = info->si_addr;
    if (hy_snapshot_open_page(g_guard.snapshot, place)) {
        return;
    }
    if (g_guard.is_armed && place >= g_guard.stack_low && place < g_guard.stack_high &&
        may_be_left(context)) {
        leave(HY_GUARD_OVERFLOW);
    }
    // whoever got here may have spoilt anything: another process takes over
    _exit(DEAD_STATUS);
}

// All of the page, so that no address in it that the filter lets pass reads a zero.
static bool make_timers(void)
{
    struct itimerval *timers =
        mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (timers == MAP_FAILED) {
        return false;
    }
    for (int i = 0; i < (int)TIMERS; i++) {
        int steps = (i < TICK_TIMER ? i : TICK_TIMER) + 1;
        timers[i] = (struct itimerval){.it_interval = {.tv_usec = TICK_MICROSECONDS},
                                       .it_value = {.tv_usec = steps * STEP_MICROSECONDS}};
    }
    timers[REST_TIMER] =
        (struct itimerval){.it_interval = {.tv_sec = 1}, .it_value = {.tv_sec = 1}};
    g_guard.timers = timers;
    return mprotect(timers, PAGE, PROT_READ) == 0;
}

static bool install(int signal, void (*handler)(int, siginfo_t *, void *))
{
    struct sigaction action = {.sa_sigaction = handler,
                               .sa_mask = g_guard.signals,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
    return sigaction(signal, &action, NULL) == 0;
}

static bool install_handlers(void)
{
    static char stack[STACK_BYTES];
    const stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    (void)sigemptyset(&g_guard.signals);
    (void)sigaddset(&g_guard.signals, SIGALRM);
    (void)sigaddset(&g_guard.signals, SIGSEGV);
    return sigaltstack(&other, NULL) == 0 && install(SIGALRM, on_tick) &&
           install(SIGSEGV, on_fault);
}

// Where the stack of the calling function may end: its limit, and what the kernel keeps free below.
static bool find_stack(void)
{
    enum { GUARD_BYTES = 1 << 20 };
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0) {
        return false;
    }
    g_guard.stack_high = __builtin_frame_address(0);
    g_guard.stack_low = g_guard.stack_high - limit.rlim_cur - GUARD_BYTES;
    return true;
}

hy_status hy_guard_open(hy_snapshot *snapshot, hy_error *err)
{
    g_guard.snapshot = snapshot;
    if (!find_stack() || !make_timers() || !install_handlers()) {
        return hy_fail(err, HY_ERR_IO, "cannot guard a process: %s", strerror(errno));
    }
    hy_guard_resume();
    return HY_OK;
}

hy_guard_needs hy_guard_filter_needs(void)
{
    // the low bits say which setting, which must not begin in the middle of one
    return (hy_guard_needs){
        .timers_address = (uintptr_t)g_guard.timers,
        .timers_mask = ~(uintptr_t)(PAGE - sizeof(struct itimerval)),
    };
}

hy_guard_end hy_guard_call(void (*function)(void *), void *argument, double cpu_seconds,
                           double *seconds)
{
    int end = sigsetjmp(g_guard.jump, 0);
    if (end == HY_GUARD_RETURNED) {
        g_guard.start = hy_clock_monotonic_seconds();
        g_guard.limit = cpu_seconds;
        g_guard.is_timed = false;
        g_guard.patience = short_seconds;
        // a tick that finds the guard armed must find the rest as well
        atomic_signal_fence(memory_order_release);
        g_guard.is_armed = 1;
        function(argument);
        g_guard.is_armed = 0;
    } else {
        // who leaves a handler by a jump takes its mask along
        (void)sigprocmask(SIG_UNBLOCK, &g_guard.signals, NULL);
    }
    *seconds = seconds_used(hy_clock_monotonic_seconds());
    return (hy_guard_end)end;
}

void hy_guard_rest(void)
{
    set_timer(REST_TIMER);
}

void hy_guard_resume(void)
{
    look();
    set_timer(TICK_TIMER);
}
