#include "sandbox/arena.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

// Released blocks wait in lists by size class: steps of 16 bytes up to 1 KiB, then four steps per
// doubling. A request takes a block of its class, else untouched memory, and only when the limit
// forbids that, cuts a larger waiting block: large blocks stay whole as long as possible.

enum {
    STEP = 16,
    SMALL_CLASSES = 64,
    SMALL_MAX = STEP * SMALL_CLASSES,
    SMALL_MAX_LOG2 = 10,
    MAX_LOG2 = 40,
    CLASSES = SMALL_CLASSES + 4 * (MAX_LOG2 - SMALL_MAX_LOG2),
    LINE = 64,  // of the processor's cache: wide loads want to start at one
    PAGE = 4096,
};

// far from where the system puts anything, and within the 47 bits that LuaJIT can point to
static const uintptr_t wanted_address = UINT64_C(0x200000000000);

typedef struct waiting_block {
    struct waiting_block *next;
} waiting_block;

struct hy_arena {
    size_t region_bytes;
    size_t top;    // first byte never handed out
    size_t start;  // top when the limit was set
    size_t limit;  // top may not pass it
    bool is_exhausted;
    waiting_block *waiting[CLASSES];
};

static int log2_below(size_t size)
{
    return 63 - __builtin_clzl(size);
}

// Returns the class that serves `size` (at least 1) and rounds `size` up to that of its blocks.
static int class_above(size_t *size)
{
    if (*size <= SMALL_MAX) {
        size_t steps = (*size + STEP - 1) / STEP;
        *size = steps * STEP;
        return (int)steps - 1;
    }
    int exponent = log2_below(*size - 1);
    size_t base = (size_t)1 << exponent;
    size_t quarter = base / 4;
    size_t quarters = (*size - base + quarter - 1) / quarter;
    *size = base + quarters * quarter;
    return SMALL_CLASSES + 4 * (exponent - SMALL_MAX_LOG2) + (int)quarters - 1;
}

// Returns the largest block size of any class that fits into `size`, a multiple of STEP.
static size_t block_below(size_t size)
{
    if (size <= SMALL_MAX) {
        return size;
    }
    size_t base = (size_t)1 << log2_below(size);
    size_t quarter = base / 4;
    return base + (size - base) / quarter * quarter;
}

static void keep(hy_arena *arena, void *block, int class)
{
    waiting_block *waiting = block;
    waiting->next = arena->waiting[class];
    arena->waiting[class] = waiting;
}

static void *reuse(hy_arena *arena, int class)
{
    waiting_block *block = arena->waiting[class];
    if (block) {
        arena->waiting[class] = block->next;
    }
    return block;
}

// Returns the bytes from `place` to the next multiple of LINE.
static size_t gap_after(size_t place)
{
    return (LINE - place % LINE) % LINE;
}

// Keeps any run of memory as blocks of any classes, those of whole lines at the start of a line.
static void keep_run(hy_arena *arena, size_t place, size_t size)
{
    while (size > 0) {
        size_t gap = gap_after(place);
        size_t piece = gap > 0 && gap < size ? gap : block_below(size);
        keep(arena, (char *)arena + place, class_above(&piece));
        place += piece;
        size -= piece;
    }
}

static void *extend(hy_arena *arena, size_t size)
{
    size_t gap = size % LINE == 0 ? gap_after(arena->top) : 0;
    if (gap + size > arena->limit - arena->top) {
        return NULL;
    }
    keep_run(arena, arena->top, gap);
    void *block = (char *)arena + arena->top + gap;
    arena->top += gap + size;
    return block;
}

static size_t class_size(int class)
{
    if (class < SMALL_CLASSES) {
        return (size_t)(class + 1) * STEP;
    }
    int step = class - SMALL_CLASSES;
    size_t base = (size_t)1 << (SMALL_MAX_LOG2 + step / 4);
    return base + (size_t)(step % 4 + 1) * (base / 4);
}

static void *cut_larger(hy_arena *arena, int class, size_t size)
{
    for (int larger = class + 1; larger < CLASSES; larger++) {
        char *block = reuse(arena, larger);
        if (block) {
            size_t rest = (size_t)(block - (char *)arena) + size;
            keep_run(arena, rest, class_size(larger) - size);
            return block;
        }
    }
    return NULL;
}

hy_status hy_arena_create(size_t region_bytes, hy_arena **out, hy_error *err)
{
    if (region_bytes < PAGE) {
        return hy_fail(err, HY_ERR_ARGUMENT, "an arena needs at least %d bytes, got %zu", PAGE,
                       region_bytes);
    }
    void *wanted = (void *)wanted_address;
    hy_arena *arena = mmap(wanted, region_bytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (arena == MAP_FAILED) {
        return hy_fail(err, HY_ERR_MEMORY, "cannot reserve %zu bytes for an arena: %s",
                       region_bytes, strerror(errno));
    }
    arena->region_bytes = region_bytes;
    arena->top = (sizeof *arena + LINE - 1) / LINE * LINE;
    hy_arena_limit(arena, region_bytes);
    *out = arena;
    return HY_OK;
}

void hy_arena_destroy(hy_arena *arena)
{
    (void)munmap(arena, arena->region_bytes);
}

void hy_arena_limit(hy_arena *arena, size_t bytes)
{
    size_t left = arena->region_bytes - arena->top;
    arena->start = arena->top;
    arena->limit = arena->top + (bytes < left ? bytes : left);
    arena->is_exhausted = false;
}

size_t hy_arena_beyond(const hy_arena *arena, uintptr_t *start)
{
    size_t place = (arena->limit + PAGE - 1) / PAGE * PAGE;
    *start = (uintptr_t)arena + place;
    return arena->region_bytes - place;
}

void *hy_arena_allocate(hy_arena *arena, size_t size)
{
    void *block = hy_arena_try(arena, size);
    arena->is_exhausted = arena->is_exhausted || !block;
    return block;
}

void *hy_arena_try(hy_arena *arena, size_t size)
{
    if (size > (size_t)1 << MAX_LOG2) {
        return NULL;
    }
    size = size == 0 ? 1 : size;
    int class = class_above(&size);
    void *block = reuse(arena, class);
    block = block ? block : extend(arena, size);
    return block ? block : cut_larger(arena, class, size);
}

void hy_arena_exhaust(hy_arena *arena)
{
    arena->is_exhausted = true;
}

void hy_arena_release(hy_arena *arena, void *block, size_t size)
{
    if (block) {
        size = size == 0 ? 1 : size;
        keep(arena, block, class_above(&size));
    }
}

void *hy_arena_resize(hy_arena *arena, void *block, size_t old_size, size_t size)
{
    if (!block) {
        return hy_arena_allocate(arena, size);
    }
    size_t old_block = old_size == 0 ? 1 : old_size;
    size_t new_block = size == 0 ? 1 : size;
    if (new_block <= (size_t)1 << MAX_LOG2 && class_above(&old_block) == class_above(&new_block)) {
        return block;
    }
    bool does_shrink = size <= old_size;
    void *moved = does_shrink ? hy_arena_try(arena, size) : hy_arena_allocate(arena, size);
    if (!moved) {
        return does_shrink ? block : NULL;
    }
    memcpy(moved, block, old_size < size ? old_size : size);
    hy_arena_release(arena, block, old_size);
    return moved;
}

size_t hy_arena_seal(hy_arena *arena)
{
    arena->top = (arena->top + PAGE - 1) / PAGE * PAGE;
    memset(arena->waiting, 0, sizeof arena->waiting);
    return arena->top;
}

size_t hy_arena_top(const hy_arena *arena)
{
    return arena->top;
}

size_t hy_arena_taken(const hy_arena *arena)
{
    return arena->top - arena->start;
}

bool hy_arena_is_exhausted(const hy_arena *arena)
{
    return arena->is_exhausted;
}
