#include "sandbox/door.h"

#include <errno.h>
#include <sys/syscall.h>

extern const char hy_door_sill[];  // where the page has ended: door_*.S

long hy_door_try(long number, long a, long b, long c, long d)
{
    long result = hy_door_call(number, a, b, c, d, 0, 0);
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

uintptr_t hy_door_address(void)
{
    return (uintptr_t)hy_door_sill;
}

bool hy_door_close(void)
{
    uintptr_t page = (uintptr_t)hy_door_call;
    return hy_door_try(SYS_munmap, (long)page, (long)(hy_door_address() - page), 0, 0) == 0;
}
