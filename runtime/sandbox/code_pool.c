#include "sandbox/code_pool.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

void *__real_mmap64(void *hint, size_t size, int protection, int flags, int fd, off_t offset);
int __real_munmap(void *address, size_t size);

// twice the size to find an aligned pool inside, and one area more because the filter compares the
// start of a protected range with the pool and its length with an area
static char g_storage[2 * HY_CODE_POOL_BYTES + HY_CODE_POOL_AREA_BYTES];
static bool g_is_open;
static size_t g_used_bytes;

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
