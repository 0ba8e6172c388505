/// Walls: what the kernel puts between a candidate and the machine.
///
/// One is required, the filter of system calls; the others are raised where the kernel and the
/// container allow it. Which stand is never guessed: each counts once its call has succeeded.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum hy_wall {
    HY_WALL_SECCOMP,       ///< Any system call but a few kills (sandbox/filter.h).
    HY_WALL_LANDLOCK,      ///< No file, TCP port, foreign socket or foreign signal.
    HY_WALL_CAPABILITIES,  ///< Root has no more rights than anybody.
    HY_WALL_USER,          ///< Namespaces from here on: nobody's user.
    HY_WALL_PID,           ///< No process of the host has a number.
    HY_WALL_NET,           ///< No network interface.
    HY_WALL_IPC,           ///< No System V object, no message queue.
    HY_WALL_MOUNT,         ///< Mounts of its own.
    HY_WALL_UTS,           ///< A host name of its own.
    HY_WALL_CGROUP,        ///< Control groups of its own.
    HY_WALL_COUNT
} hy_wall;

/// A set of walls: bit i for wall i.
typedef uint32_t hy_walls;

/// The set of one wall.
static inline hy_walls hy_walls_of(hy_wall wall)
{
    return UINT32_C(1) << wall;
}

/// Whether the set holds the wall.
static inline bool hy_walls_has(hy_walls walls, hy_wall wall)
{
    return (walls & hy_walls_of(wall)) != 0;
}

/// The word by which records name a wall; never NULL.
const char *hy_wall_name(hy_wall wall);

/// Decides whether candidates may run: where the probe finds filters, or else only for somebody who
/// has said that it may be unsafe.
///
/// @param probe  hy_filter_probe; another in tests.
/// @param[out] seccomp  The set of that wall, or none; written only on success.
/// @return HY_OK, or HY_ERR_NOT_FOUND with the words of the probe.
hy_status hy_walls_require(hy_status (*probe)(hy_error *err), bool is_unsafe, hy_walls *seccomp,
                           hy_error *err);

/// Raises what must wait until the calling process has opened its last file: gives up all
/// capabilities, enters a user namespace unless it is in one of `raised`, and landlock. Threads and
/// children of later inherit that. Needs PR_SET_NO_NEW_PRIVS.
///
/// @return `raised` with what stands now.
hy_walls hy_walls_close(hy_walls raised);
