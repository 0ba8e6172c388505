#include "sandbox/namespaces.h"

#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct namespace
{
    hy_wall wall;
    int flag;
}
namespace;

// what a process may enter by itself, one by one; of processes only its children can
static const namespace others[] = {
    {HY_WALL_NET, CLONE_NEWNET}, {HY_WALL_IPC, CLONE_NEWIPC},       {HY_WALL_MOUNT, CLONE_NEWNS},
    {HY_WALL_UTS, CLONE_NEWUTS}, {HY_WALL_CGROUP, CLONE_NEWCGROUP},
};

// What to be born into, best first.
static const int births[] = {CLONE_NEWPID, CLONE_NEWUSER | CLONE_NEWPID, CLONE_NEWUSER, 0};

// The old call, because containers that know no clone3 refuse it whatever it asks.
static pid_t clone_into(int flags)
{
    return (pid_t)syscall(SYS_clone, (unsigned long)flags | SIGCHLD, NULL, NULL, NULL, 0UL);
}

static hy_walls enter_others(void)
{
    hy_walls walls = 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        walls |= unshare(others[i].flag) == 0 ? hy_walls_of(others[i].wall) : 0;
    }
    return walls;
}

pid_t hy_namespaces_fork(hy_walls *walls)
{
    pid_t pid = -1;
    int flags = 0;
    for (size_t i = 0; pid < 0 && i < sizeof births / sizeof *births; i++) {
        flags = births[i];
        pid = clone_into(flags);
    }
    if (pid == 0) {
        *walls = ((flags & CLONE_NEWPID) != 0 ? hy_walls_of(HY_WALL_PID) : 0) |
                 ((flags & CLONE_NEWUSER) != 0 ? hy_walls_of(HY_WALL_USER) : 0) | enter_others();
    }
    return pid;
}
