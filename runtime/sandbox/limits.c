#include "sandbox/limits.h"

#include <stdbool.h>

// beyond a day something else is wrong
static const double max_seconds = 86400.0;

hy_limits hy_limits_default(void)
{
    return (hy_limits){
        .cpu_seconds = 1.0,
        .wall_seconds = 10.0,
        .memory_bytes = UINT64_C(64) << 20,
        .output_bytes = UINT64_C(1) << 20,
    };
}

static hy_status check_seconds(const char *name, double seconds, hy_error *err)
{
    // written so that NaN fails
    if (seconds > 0.0 && seconds <= max_seconds) {
        return HY_OK;
    }
    return hy_fail(err, HY_ERR_ARGUMENT, "%s wants more than 0 and at most %g, got %g", name,
                   max_seconds, seconds);
}

static hy_status check_bytes(const char *name, uint64_t bytes, uint64_t max, hy_error *err)
{
    if (bytes > 0 && bytes <= max) {
        return HY_OK;
    }
    return hy_fail(err, HY_ERR_ARGUMENT, "%s wants 1 to %llu, got %llu", name,
                   (unsigned long long)max, (unsigned long long)bytes);
}

hy_status hy_limits_check(const hy_limits *limits, hy_error *err)
{
    bool is_good =
        check_seconds("cpu_seconds", limits->cpu_seconds, err) == HY_OK &&
        check_seconds("wall_seconds", limits->wall_seconds, err) == HY_OK &&
        check_bytes("memory_bytes", limits->memory_bytes, HY_LIMITS_REGION_BYTES, err) == HY_OK &&
        check_bytes("output_bytes", limits->output_bytes, HY_LIMITS_MAX_OUTPUT_BYTES, err) == HY_OK;
    return is_good ? HY_OK : HY_ERR_ARGUMENT;
}
