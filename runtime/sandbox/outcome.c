#include "sandbox/outcome.h"

const char *hy_outcome_name(hy_outcome outcome)
{
    static const char *const names[HY_OUTCOME_COUNT] = {
        [HY_OUTCOME_OK] = "ok",
        [HY_OUTCOME_SYNTAX] = "syntax",
        [HY_OUTCOME_ERROR] = "error",
        [HY_OUTCOME_TIMEOUT] = "timeout",
        [HY_OUTCOME_MEMORY] = "memory",
        [HY_OUTCOME_DENIED] = "denied",
        [HY_OUTCOME_CRASH] = "crash",
        [HY_OUTCOME_BAD_OUTPUT] = "bad_output",
        [HY_OUTCOME_NONDETERMINISTIC] = "nondeterministic",
    };
    return names[outcome];
}
