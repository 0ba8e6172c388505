/// Addresses of Unix sockets at paths of any length.
#pragma once

#include "base/error.h"

#include <sys/un.h>

/// A name that holds while the folder is open.
typedef struct hy_address {
    int folder;               ///< The folder of the socket, open.
    struct sockaddr_un name;  ///< The socket, through /proc/self/fd.
} hy_address;

/// Opens the folder of a socket and names the socket in it.
///
/// @return HY_OK, HY_ERR_NOT_FOUND where there is no such folder, or HY_ERR_LIMIT where the last
///         part of the path is too long.
hy_status hy_address_open(hy_address *address, const char *path, hy_error *err);

/// Closes the folder.
void hy_address_close(hy_address *address);
