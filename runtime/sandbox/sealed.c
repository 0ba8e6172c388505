#include "sandbox/sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEALS = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };

hy_status hy_sealed_create(size_t size, hy_sealed *out, hy_error *err)
{
    int fd = memfd_create("hyla-data", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, (off_t)size) != 0) {
        int failure = errno;
        (void)close(fd);
        return hy_fail(err, HY_ERR_IO, "cannot make shared memory of %zu bytes: %s", size,
                       strerror(failure));
    }
    void *data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        int failure = errno;
        (void)close(fd);
        return hy_fail(err, HY_ERR_MEMORY, "cannot map %zu bytes: %s", size, strerror(failure));
    }
    *out = (hy_sealed){.fd = fd, .data = data, .size = size};
    return HY_OK;
}

hy_status hy_sealed_close(hy_sealed *sealed, hy_error *err)
{
    // a writable mapping would be in the way of the seal
    (void)munmap(sealed->data, sealed->size);
    sealed->data = NULL;
    if (fcntl(sealed->fd, F_ADD_SEALS, SEALS) != 0) {
        int failure = errno;
        (void)close(sealed->fd);
        return hy_fail(err, HY_ERR_IO, "cannot seal shared memory: %s", strerror(failure));
    }
    return HY_OK;
}

void hy_sealed_abandon(hy_sealed *sealed)
{
    (void)munmap(sealed->data, sealed->size);
    (void)close(sealed->fd);
}

hy_status hy_sealed_map(int fd, const unsigned char **data, size_t *size, hy_error *err)
{
    struct stat facts;
    int seals = fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & SEALS) != SEALS || fstat(fd, &facts) != 0) {
        return hy_fail(err, HY_ERR_CORRUPT, "shared memory that is not sealed");
    }
    void *place = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (place == MAP_FAILED) {
        return hy_fail(err, HY_ERR_MEMORY, "cannot map %lld bytes: %s", (long long)facts.st_size,
                       strerror(errno));
    }
    *data = place;
    *size = (size_t)facts.st_size;
    return HY_OK;
}
