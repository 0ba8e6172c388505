#include "serve/address.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Opens the folder that a path lies in.
static int open_folder(const char *path)
{
    char copy[PATH_MAX];
    if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

hy_status hy_address_open(hy_address *address, const char *path, hy_error *err)
{
    *address = (hy_address){.folder = open_folder(path)};
    if (address->folder < 0) {
        return hy_fail(err, HY_ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
    }
    const char *slash = strrchr(path, '/');
    address->name.sun_family = AF_UNIX;
    int size = snprintf(address->name.sun_path, sizeof address->name.sun_path,
                        "/proc/self/fd/%d/%s", address->folder, slash ? slash + 1 : path);
    if (size >= (int)sizeof address->name.sun_path) {
        hy_address_close(address);
        return hy_fail(err, HY_ERR_LIMIT, "%s: the name of the socket is too long", path);
    }
    return HY_OK;
}

void hy_address_close(hy_address *address)
{
    (void)close(address->folder);
    address->folder = -1;
}
