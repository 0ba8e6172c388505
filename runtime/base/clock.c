#include "base/clock.h"

#include <time.h>

static double seconds_of(clockid_t id)
{
    struct timespec now = {0};
    (void)clock_gettime(id, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double hy_clock_monotonic_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double hy_clock_thread_seconds(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

double hy_clock_wall_seconds(void)
{
    return seconds_of(CLOCK_REALTIME);
}
