/// Meters: how much work the tensors of a context were asked for, and a limit to it.
///
/// Operations are counted where they are asked for, by the sizes of their tensors, never where
/// kernels run: the count is the same whatever threads, processors, postponed results and compiled
/// functions make of them. It is a double, so that no sum of sizes wraps around.
#pragma once

#include <stddef.h>

// Weights are rough: units are no time. Measured: x + y on 4 elements in a `t.scope` takes 75 ns
// and counts 406; the cold agent on examples/tabular takes 1.0 to 1.7 ms, all of its job, and
// counts 160517, so 6 to 11 ns a unit; jobs that ended at 1.6, 3.2 and 6.4 million took at most 8,
// 12 and 21 ms, on a machine with twice as much to do as it has cores.
#define HY_METER_OP           400.0  // an operation of any size, one of a backward rule too
#define HY_METER_CALL         200.0  // a function of the module, on top of its operations
#define HY_METER_ELEMENT      0.5    // an element that is read or written
#define HY_METER_MULTIPLY_ADD 0.125
#define HY_METER_NUMBER       16.0  // an element that becomes a value of Lua, or the reverse

typedef struct hy_meter {
    double used;
    double limit;                               ///< INFINITY for none.
    void (*exhaust)(void *user, double limit);  ///< Called beyond it; does not return.
    void *user;
} hy_meter;

/// Adds work that is asked for.
static inline void hy_meter_charge(hy_meter *meter, double work)
{
    meter->used += work;
    if (meter->used > meter->limit) {
        meter->exhaust(meter->user, meter->limit);
    }
}
