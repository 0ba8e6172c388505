/// Limits: what one job may use.
#pragma once

#include "base/error.h"

#include <stdint.h>

typedef struct hy_limits {
    double cpu_seconds;     ///< Decides a time-out: screened to 50 us, confirmed to a kernel tick.
    double wall_seconds;    ///< The backstop for a job that waits instead of working.
    uint64_t memory_bytes;  ///< What the job may take on top of the prepared state.
    uint64_t output_bytes;  ///< Size of the returned value in its packed form.
} hy_limits;

/// Address space of a worker's arena: the prepared state and one job must fit.
#define HY_LIMITS_REGION_BYTES (UINT64_C(8) << 30)  // wider than an enum constant

/// The largest packed value a job may be allowed to return.
enum { HY_LIMITS_MAX_OUTPUT_BYTES = 64 << 20 };

/// What a job gets when nobody says otherwise: 1 s of CPU, 10 s, 64 MiB, 1 MiB.
hy_limits hy_limits_default(void);

/// @return HY_OK, or HY_ERR_ARGUMENT naming the limit that is not positive or too large.
hy_status hy_limits_check(const hy_limits *limits, hy_error *err);
