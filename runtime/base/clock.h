/// Clocks: what the trusted side measures with. Candidates see none of them.
#pragma once

/// Seconds since an arbitrary moment; never goes back.
double hy_clock_monotonic_seconds(void);

/// Seconds of processor time that the calling thread has used.
double hy_clock_thread_seconds(void);

/// Seconds since 1970-01-01 00:00 UTC.
double hy_clock_wall_seconds(void);
