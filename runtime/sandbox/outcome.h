/// Outcomes: how a job ended.
#pragma once

typedef enum hy_outcome {
    HY_OUTCOME_OK,                ///< The job returned a plain value.
    HY_OUTCOME_SYNTAX,            ///< A source did not compile.
    HY_OUTCOME_ERROR,             ///< It raised an error.
    HY_OUTCOME_TIMEOUT,           ///< It used up its CPU time, or the wall-clock backstop came.
    HY_OUTCOME_MEMORY,            ///< It asked for more memory than its limit.
    HY_OUTCOME_DENIED,            ///< It reached for something forbidden: a name, or a system call.
    HY_OUTCOME_CRASH,             ///< The process died, or ended without a result.
    HY_OUTCOME_BAD_OUTPUT,        ///< What it returned is not plain data, or too large.
    HY_OUTCOME_NONDETERMINISTIC,  ///< Two workers gave different values.
    HY_OUTCOME_COUNT
} hy_outcome;

enum { HY_MESSAGE_SIZE = 512 };  ///< Bytes of an outcome's message, its final NUL included.

/// The lower-case name of an outcome, as users see it.
const char *hy_outcome_name(hy_outcome outcome);
