#include "sandbox/walls.h"

#include "sandbox/landlock.h"

#include <linux/capability.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *hy_wall_name(hy_wall wall)
{
    static const char *const names[HY_WALL_COUNT] = {
        [HY_WALL_SECCOMP] = "seccomp",
        [HY_WALL_LANDLOCK] = "landlock",
        [HY_WALL_CAPABILITIES] = "capabilities",
        [HY_WALL_USER] = "user",
        [HY_WALL_PID] = "pid",
        [HY_WALL_NET] = "net",
        [HY_WALL_IPC] = "ipc",
        [HY_WALL_MOUNT] = "mount",
        [HY_WALL_UTS] = "uts",
        [HY_WALL_CGROUP] = "cgroup",
    };
    return names[wall];
}

hy_status hy_walls_require(hy_status (*probe)(hy_error *err), bool is_unsafe, hy_walls *seccomp,
                           hy_error *err)
{
    hy_status status = probe(err);
    if (status < 0 && !is_unsafe) {
        return status;
    }
    *seccomp = status < 0 ? 0 : hy_walls_of(HY_WALL_SECCOMP);
    return HY_OK;
}

static bool drop_capabilities(void)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    return syscall(SYS_capset, &head, none) == 0;
}

hy_walls hy_walls_close(hy_walls raised)
{
    hy_walls walls = raised;
    if (!hy_walls_has(walls, HY_WALL_USER) && unshare(CLONE_NEWUSER) == 0) {
        walls |= hy_walls_of(HY_WALL_USER);
    }
    // a new user namespace is entered with all capabilities over it
    if (drop_capabilities()) {
        walls |= hy_walls_of(HY_WALL_CAPABILITIES);
    }
    if (hy_landlock_enter()) {
        walls |= hy_walls_of(HY_WALL_LANDLOCK);
    }
    return walls;
}
