#include "sandbox/landlock.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/landlock.h of an older system lacks what a newer kernel understands, so what crosses to the
// kernel is written down here: include/uapi/linux/landlock.h of Linux 6.12
enum {
    CREATE_RULESET_VERSION = 1 << 0,
    NEWEST_KNOWN = 6,
    PORT_RIGHTS = (1 << 2) - 1,  // to bind, to connect
    SCOPES = (1 << 2) - 1,       // abstract sockets, signals
};

typedef struct ruleset {
    uint64_t file_rights;
    uint64_t port_rights;  // from version 4
    uint64_t scopes;       // from version 6
} ruleset;

// What each version knows: the count of file rights, and the bytes of a ruleset.
static const struct {
    int file_right_count;
    size_t ruleset_bytes;
} versions[NEWEST_KNOWN + 1] = {
    [1] = {13, 8}, [2] = {14, 8}, [3] = {15, 8}, [4] = {15, 16}, [5] = {16, 16}, [6] = {16, 24},
};

int hy_landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

bool hy_landlock_enter(void)
{
    int version = hy_landlock_version();
    version = version < NEWEST_KNOWN ? version : NEWEST_KNOWN;
    if (version == 0) {
        return false;
    }
    // what a ruleset handles and no rule allows is refused
    const ruleset all = {
        .file_rights = (UINT64_C(1) << versions[version].file_right_count) - 1,
        .port_rights = PORT_RIGHTS,
        .scopes = SCOPES,
    };
    long fd = syscall(SYS_landlock_create_ruleset, &all, versions[version].ruleset_bytes, 0);
    if (fd < 0) {
        return false;
    }
    bool is_done = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
    (void)close((int)fd);
    return is_done;
}
