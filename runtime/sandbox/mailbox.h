/// Mailboxes: a worker's end of the socket to its host, HY_WORKER_FD.
///
/// Frames arrive in a mapping of their own, not in memory that jobs depend on.
#pragma once

#include "sandbox/frame.h"

typedef struct hy_mailbox {
    hy_frame frame;        ///< The last one received.
    unsigned char *bytes;  ///< Its payload.
    int fds[HY_FRAME_MAX_FDS];
    size_t fd_count;  ///< Descriptors that came with it, until hy_mailbox_drop.
} hy_mailbox;

/// Maps an empty mailbox.
///
/// @return HY_OK or HY_ERR_MEMORY.
hy_status hy_mailbox_open(hy_mailbox *out, hy_error *err);

/// Waits for the next frame.
///
/// @return HY_OK; HY_ERR_NOT_FOUND once the host has closed; HY_ERR_CORRUPT; HY_ERR_IO.
hy_status hy_mailbox_receive(hy_mailbox *box, hy_error *err);

/// Closes the descriptors that came with the last frame.
void hy_mailbox_drop(hy_mailbox *box);

/// Empties the box, so that the next frame finds zeros; the memory of large frames is given back.
///
/// @return HY_OK or HY_ERR_IO.
hy_status hy_mailbox_empty(hy_mailbox *box, hy_error *err);

/// Sends a reply: head, value and message.
///
/// @return HY_OK or HY_ERR_IO.
hy_status hy_mailbox_reply(const hy_frame_reply *head, const char *message, const void *value,
                           size_t value_size, hy_error *err);

/// Sends a reply that says how something went, and with it a descriptor unless `fd` is -1.
///
/// @return HY_OK or HY_ERR_IO.
hy_status hy_mailbox_report(hy_status status, const hy_error *failure, int fd, hy_error *err);
