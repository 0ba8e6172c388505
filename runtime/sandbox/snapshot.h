/// Snapshots: the memory of an arena as it was, to go back to after every job.
///
/// A job writes to few of the pages that its state lies in. The snapshot makes them all read-only;
/// the first write to a page faults, the page is copied aside and opened, and from then on it is
/// *hot*: going back copies the hot pages only. Memory taken since is not part of the snapshot.
#pragma once

#include "base/error.h"
#include "sandbox/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct hy_snapshot hy_snapshot;

/// Takes a snapshot of everything that was allocated so far, and seals the arena: what was released
/// waits no longer for reuse, so that jobs take untouched memory behind the snapshot. One snapshot
/// lives at a time in a process, as long as the process.
///
/// @return HY_OK, or HY_ERR_MEMORY.
hy_status hy_snapshot_take(hy_arena *arena, hy_snapshot **out, hy_error *err);

/// Opens the page that was written to; to be called by the handler of SIGSEGV.
///
/// @return Whether `address` lies in a page that was closed, so that the write can be tried again.
bool hy_snapshot_open_page(hy_snapshot *snapshot, const void *address);

/// Puts the arena back as it was when the snapshot was taken, and returns most of the memory taken
/// since to the system.
void hy_snapshot_restore(hy_snapshot *snapshot);

/// Pages that the next restore will copy.
size_t hy_snapshot_hot_pages(const hy_snapshot *snapshot);
