/// Sealed memory: written once by the host, then the same pages for every process that maps it.
///
/// Once sealed nobody can write, resize or unseal it, the host included. It is shared read-only, so
/// that a fork copies nothing of it, whatever its size.
#pragma once

#include "base/error.h"

#include <stddef.h>

/// Memory that is being filled.
typedef struct hy_sealed {
    int fd;
    unsigned char *data;
    size_t size;
} hy_sealed;

/// Makes memory of `size` bytes, at least 1, all zeros.
///
/// @return HY_OK; HY_ERR_MEMORY; HY_ERR_IO.
hy_status hy_sealed_create(size_t size, hy_sealed *out, hy_error *err);

/// Seals it: `fd` now stands for bytes that never change. `data` is gone.
///
/// @return HY_OK, or HY_ERR_IO with everything closed.
hy_status hy_sealed_close(hy_sealed *sealed, hy_error *err);

/// Gives up memory that was not sealed yet.
void hy_sealed_abandon(hy_sealed *sealed);

/// Maps what a descriptor stands for, after a look at its seals; for as long as the process lives.
///
/// @return HY_OK; HY_ERR_CORRUPT unless it is sealed in full; HY_ERR_MEMORY.
hy_status hy_sealed_map(int fd, const unsigned char **data, size_t *size, hy_error *err);
