/// Guards: calls that end, in a process that goes on.
///
/// A guarded call that uses up its CPU time, or that overflows the stack by recursion in C, is left
/// by a jump out of a signal handler, wherever it was: in compiled code, in a pattern match, in the
/// allocator. What it leaves behind must not matter to anyone: its memory is a snapshot's, and code
/// outside of this binary, which may hold locks of its own, is never jumped out of.
///
/// A timer ticks all the time, so a short call costs no system call. Signals are a property of the
/// process: there is one guard.
#pragma once

#include "base/error.h"
#include "sandbox/snapshot.h"

#include <stdint.h>

typedef enum hy_guard_end {
    HY_GUARD_RETURNED,
    HY_GUARD_TIMEOUT,   ///< It used up its CPU time.
    HY_GUARD_OVERFLOW,  ///< It overflowed the stack.
} hy_guard_end;

/// What a process must still be allowed when it is guarded.
typedef struct hy_guard_needs {
    uintptr_t timers_address;  ///< Read-only page of timer settings, none of which stops the clock.
    uintptr_t timers_mask;     ///< Bits of an address that must be those of the page.
} hy_guard_needs;

/// Installs the handlers and starts the timer. To be called on the stack that calls are made on.
///
/// @param snapshot  Its closed pages are opened when a call writes to them.
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_guard_open(hy_snapshot *snapshot, hy_error *err);

/// What the filter must allow for hy_guard_call to work.
hy_guard_needs hy_guard_filter_needs(void);

/// Calls a function with a limit of CPU time, exact to some 50 microseconds; but a call that is in
/// a library when the time is over, or always when it is looked at, gets what it takes to be met
/// outside.
///
/// @param[out] seconds  CPU time used; time that other processes took from it is left out where it
///                      could be seen.
hy_guard_end hy_guard_call(void (*function)(void *), void *argument, double cpu_seconds,
                           double *seconds);

/// Before and after a sleep: lets the timer tick rarely, and as usual again.
void hy_guard_rest(void);
void hy_guard_resume(void);
