/// Listeners: a Unix socket that other processes of the same user connect to.
#pragma once

#include "serve/address.h"
#include "serve/wire.h"

/// A socket in a folder. Owned by whoever opened it.
typedef struct hy_listener {
    int fd;              ///< -1 once closed.
    hy_address address;  ///< Of its file, which goes when it is closed.
} hy_listener;

/// Makes a socket of mode 0600 and listens. One that a dead process has left behind is replaced.
///
/// @return HY_OK, HY_ERR_LIMIT where somebody listens there already, or HY_ERR_IO.
hy_status hy_listener_open(hy_listener *listener, const char *path, hy_error *err);

/// Takes one peer that has connected. Peers of other users are turned away.
///
/// @param wire  Initialised where there is a peer.
/// @return Whether there is.
bool hy_listener_accept(hy_listener *listener, hy_wire *wire);

/// Stops listening and removes the file; harmless when repeated.
void hy_listener_close(hy_listener *listener);
