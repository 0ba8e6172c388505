#include "sandbox/code_pool.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

enum {
    PAGE = 4096,
    MAX_FRAMES = HY_CODE_POOL_BYTES / PAGE,  // one for each area, none of which is smaller
};

void *__real_mmap64(void *hint, size_t size, int protection, int flags, int fd, off_t offset);
int __real_munmap(void *address, size_t size);
void __real___register_frame(void *frame);
void __real___deregister_frame(void *frame);

// twice the size to find an aligned pool inside, and one area more because the filter compares the
// start of a protected range with the pool and its length with an area
static char g_storage[2 * HY_CODE_POOL_BYTES + HY_CODE_POOL_AREA_BYTES];
static bool g_is_open;
static size_t g_used_bytes;
static void *g_frames[MAX_FRAMES];  // registered and not yet deregistered
static size_t g_frame_count;
static volatile sig_atomic_t g_is_busy;

static bool is_inside(uintptr_t address)
{
    return address - hy_code_pool_address() < HY_CODE_POOL_BYTES;
}

static void *take(size_t size, int protection)
{
    size_t rounded = (size + PAGE - 1) / PAGE * PAGE;
    if (rounded > HY_CODE_POOL_BYTES - g_used_bytes) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    char *place = g_storage + (hy_code_pool_address() - (uintptr_t)g_storage) + g_used_bytes;
    if (mprotect(place, rounded, protection) != 0) {
        return MAP_FAILED;
    }
    g_used_bytes += rounded;
    return place;
}

void hy_code_pool_open(void)
{
    g_is_open = true;
}

uintptr_t hy_code_pool_address(void)
{
    uintptr_t storage = (uintptr_t)g_storage;
    return (storage + HY_CODE_POOL_BYTES - 1) / HY_CODE_POOL_BYTES * HY_CODE_POOL_BYTES;
}

void *__wrap_mmap64(void *hint, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (!g_is_open || fd != -1 || size > HY_CODE_POOL_BYTES) {
        return __real_mmap64(hint, size, protection, flags, fd, offset);
    }
    return take(size, protection);
}

int __wrap_munmap(void *address, size_t size)
{
    if (!is_inside((uintptr_t)address)) {
        return __real_munmap(address, size);
    }
    // LuaJIT frees its areas newest first
    size_t start = (uintptr_t)address - hy_code_pool_address();
    g_used_bytes = start < g_used_bytes ? start : g_used_bytes;
    return 0;
}

void __wrap___register_frame(void *frame)
{
    g_is_busy = 1;
    __real___register_frame(frame);
    if (g_is_open && g_frame_count < MAX_FRAMES) {
        g_frames[g_frame_count++] = frame;
    }
    g_is_busy = 0;
}

static void deregister(size_t index)
{
    g_is_busy = 1;
    void *frame = g_frames[index];
    g_frame_count--;
    memmove(&g_frames[index], &g_frames[index + 1], (g_frame_count - index) * sizeof *g_frames);
    __real___deregister_frame(frame);
    g_is_busy = 0;
}

void __wrap___deregister_frame(void *frame)
{
    for (size_t i = 0; i < g_frame_count; i++) {
        if (g_frames[i] == frame) {
            deregister(i);
            return;
        }
    }
    __real___deregister_frame(frame);
}

bool hy_code_pool_is_busy(void)
{
    return g_is_busy != 0;
}

void hy_code_pool_empty(void)
{
    while (g_frame_count > 0) {
        deregister(g_frame_count - 1);
    }
    g_used_bytes = 0;
}
