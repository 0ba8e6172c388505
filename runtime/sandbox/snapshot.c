#include "sandbox/snapshot.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum {
    PAGE = 4096,
    // a job that opens as many writes all over the place, as a collector of garbage does
    FLOOD_PAGES = 96,
    // hot pages cool down now and then: they may have been one job's only
    RESTORES_TO_COOLING = 1024,
    KEPT_BYTES = 4 << 20,  // of memory behind the snapshot, for the next job to take without faults
};

typedef enum page_state {
    PAGE_CLOSED,  // read-only, never written
    PAGE_SAVED,   // read-only, and its copy is good
    PAGE_HOT,     // open, and its copy is good
} page_state;

struct hy_snapshot {
    hy_arena *arena;
    unsigned char *pages;   // of the arena
    unsigned char *copies;  // page by page, good once saved
    size_t page_count;
    size_t hot_count;
    size_t opened_count;  // since the last restore
    unsigned restore_count;
    bool is_flooded;  // all pages are open and saved
    uint32_t *hot;    // indices, in the order of opening
    unsigned char *states;
};

static void *map(size_t size)
{
    void *place = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return place == MAP_FAILED ? NULL : place;
}

static bool protect(const hy_snapshot *snapshot, size_t first, size_t count, int protection)
{
    return mprotect(snapshot->pages + first * PAGE, count * PAGE, protection) == 0;
}

static void save(hy_snapshot *snapshot, size_t page)
{
    if (snapshot->states[page] == PAGE_CLOSED) {
        memcpy(snapshot->copies + page * PAGE, snapshot->pages + page * PAGE, PAGE);
        snapshot->states[page] = PAGE_SAVED;
    }
}

static void bring_back(const hy_snapshot *snapshot, size_t page)
{
    memcpy(snapshot->pages + page * PAGE, snapshot->copies + page * PAGE, PAGE);
}

hy_status hy_snapshot_take(hy_arena *arena, hy_snapshot **out, hy_error *err)
{
    size_t count = hy_arena_seal(arena) / PAGE;
    hy_snapshot *snapshot = map(sizeof *snapshot);
    void *copies = map(count * PAGE);
    void *hot = map(count * sizeof(uint32_t));
    void *states = map(count);
    if (!snapshot || !copies || !hot || !states) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a snapshot of %zu pages: %s", count,
                       strerror(errno));
    }
    *snapshot = (hy_snapshot){
        .arena = arena,
        .pages = (unsigned char *)arena,
        .copies = copies,
        .page_count = count,
        .hot = hot,
        .states = states,
    };
    if (!protect(snapshot, 0, count, PROT_READ)) {
        return hy_fail(err, HY_ERR_MEMORY, "cannot protect an arena: %s", strerror(errno));
    }
    *out = snapshot;
    return HY_OK;
}

// One call for all that is left is cheaper than a fault for each.
static bool open_all(hy_snapshot *snapshot)
{
    for (size_t page = 0; page < snapshot->page_count; page++) {
        save(snapshot, page);
    }
    snapshot->is_flooded = true;
    return protect(snapshot, 0, snapshot->page_count, PROT_READ | PROT_WRITE);
}

bool hy_snapshot_open_page(hy_snapshot *snapshot, const void *address)
{
    size_t offset = (uintptr_t)address - (uintptr_t)snapshot->pages;
    size_t page = offset / PAGE;
    if (page >= snapshot->page_count || snapshot->is_flooded ||
        snapshot->states[page] == PAGE_HOT) {
        return false;
    }
    if (++snapshot->opened_count > FLOOD_PAGES) {
        return open_all(snapshot);
    }
    save(snapshot, page);
    snapshot->states[page] = PAGE_HOT;
    snapshot->hot[snapshot->hot_count++] = (uint32_t)page;
    // many open pages may be all the mappings that the system allows; one for all is always left
    return protect(snapshot, page, 1, PROT_READ | PROT_WRITE) || open_all(snapshot);
}

// Closes all pages again; those that jobs commonly write will soon be open.
static void cool(hy_snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->hot_count; i++) {
        snapshot->states[snapshot->hot[i]] = PAGE_SAVED;
    }
    snapshot->hot_count = 0;
    snapshot->is_flooded = !protect(snapshot, 0, snapshot->page_count, PROT_READ);
}

static void release_memory(const hy_snapshot *snapshot)
{
    size_t start = snapshot->page_count * PAGE + KEPT_BYTES;
    size_t end = hy_arena_top(snapshot->arena);
    if (end > start) {
        (void)madvise(snapshot->pages + start, end - start, MADV_DONTNEED);
    }
}

void hy_snapshot_restore(hy_snapshot *snapshot)
{
    bool was_flooded = snapshot->is_flooded;
    release_memory(snapshot);
    for (size_t page = 0; was_flooded && page < snapshot->page_count; page++) {
        bring_back(snapshot, page);
    }
    for (size_t i = 0; !was_flooded && i < snapshot->hot_count; i++) {
        bring_back(snapshot, snapshot->hot[i]);
    }
    snapshot->opened_count = 0;
    if (++snapshot->restore_count % RESTORES_TO_COOLING == 0 || was_flooded) {
        cool(snapshot);
    }
}

size_t hy_snapshot_hot_pages(const hy_snapshot *snapshot)
{
    return snapshot->is_flooded ? snapshot->page_count : snapshot->hot_count;
}
