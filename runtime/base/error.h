/// Errors: a code to branch on and a sentence to read.
///
/// Every fallible function returns an hy_status and takes an hy_error last.
/// Nothing in the runtime prints, exits or jumps on a caller's mistake.
#pragma once

/// Bytes of a sentence, its NUL included.
enum { HY_ERROR_TEXT_SIZE = 512 };

/// Zero is success; failures are negative, so `status < 0` means failure.
typedef enum hy_status {
    HY_OK = 0,
    HY_ERR_ARGUMENT = -1,   ///< The caller broke a documented precondition.
    HY_ERR_SHAPE = -2,      ///< Shapes do not agree.
    HY_ERR_MEMORY = -3,     ///< The allocator said no.
    HY_ERR_LIMIT = -4,      ///< A stated limit was hit.
    HY_ERR_IO = -5,         ///< The operating system refused; text holds strerror.
    HY_ERR_CORRUPT = -6,    ///< Stored or received bytes are not what they should be.
    HY_ERR_NOT_FOUND = -7,  ///< The named thing does not exist.
} hy_status;

/// Where a failure writes its sentence. The caller owns it; no cleanup is needed.
typedef struct hy_error {
    hy_status status;
    char text[HY_ERROR_TEXT_SIZE];  ///< Always NUL-terminated once filled.
} hy_error;

/// Records a failure in `err` (which may be NULL) and returns `status`, so a
/// function can end with `return hy_fail(err, HY_ERR_SHAPE, ...)`.
hy_status hy_fail(hy_error *err, hy_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
