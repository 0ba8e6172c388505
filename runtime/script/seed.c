#include "script/seed.h"

#include <string.h>
#include <sys/syscall.h>

// NOLINTNEXTLINE(readability-function-size): the kernel's own seven
long __real_syscall(long number, long a, long b, long c, long d, long e, long f);

// NOLINTNEXTLINE(readability-function-size): the kernel's own seven
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f)
{
    if (number == SYS_getrandom) {
        // any bytes will do, as long as they are the same ones every time
        memset((void *)a, 0x5a, (size_t)b);
        return b;
    }
    return __real_syscall(number, a, b, c, d, e, f);
}
