/// Arenas: one region of address space that holds everything a job allocates.
///
/// The arena's own state lies at the start of the region, so a forked child gets a private copy of
/// all of it. The first region of a process asks for the same address in every process: tables
/// keyed by addresses are then visited in the same order everywhere. One thread at a time.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hy_arena hy_arena;

/// Reserves a region; its pages are only taken from the system when they are touched.
///
/// @param region_bytes  Address space to reserve, the arena's own state included.
/// @return HY_OK; HY_ERR_ARGUMENT below one page; HY_ERR_MEMORY when the system refuses.
hy_status hy_arena_create(size_t region_bytes, hy_arena **out, hy_error *err);

/// Returns the whole region; every block dies with it.
void hy_arena_destroy(hy_arena *arena);

/// From now on at most `bytes` more may be taken than are taken already; forgets an earlier
/// exhaustion. The end of the region is a limit as well.
void hy_arena_limit(hy_arena *arena, size_t bytes);

/// The whole pages of the region that the limit keeps anything from being taken of.
///
/// @param[out] start  Where they begin.
/// @return Their bytes.
size_t hy_arena_beyond(const hy_arena *arena, uintptr_t *start);

/// Takes a block, not cleared, aligned to 16 bytes, or to 64 when `size` is a multiple of 64.
///
/// @return NULL when the limit says no, which `hy_arena_is_exhausted` remembers.
void *hy_arena_allocate(hy_arena *arena, size_t size);

/// As hy_arena_allocate, for who may ask again after making room: a refusal is not remembered.
void *hy_arena_try(hy_arena *arena, size_t size);

/// Remembers a refusal that hy_arena_try has not.
void hy_arena_exhaust(hy_arena *arena);

/// Gives a block back; `size` is what it was asked for with. `block` may be NULL.
void hy_arena_release(hy_arena *arena, void *block, size_t size);

/// Changes the size of a block, keeping the contents; `block` may be NULL when `old_size` is 0.
///
/// @return NULL, with the block as it was, when the limit says no; never when it shrinks.
void *hy_arena_resize(hy_arena *arena, void *block, size_t old_size, size_t size);

/// Makes what was taken so far a whole number of pages and forgets the released blocks, so that
/// later ones come from untouched memory alone. Sets no limit.
///
/// @return Bytes from the start of the arena, its own state included, to that memory.
size_t hy_arena_seal(hy_arena *arena);

/// Bytes from the start of the arena to the memory that was never taken.
size_t hy_arena_top(const hy_arena *arena);

/// Bytes taken from the region since the limit was set. Never falls: released blocks are kept for
/// reuse, so this is also the most that was in use at once.
size_t hy_arena_taken(const hy_arena *arena);

/// Whether an allocation was refused for good since the limit was set.
bool hy_arena_is_exhausted(const hy_arena *arena);
