/// Slots: one confirm worker as the host sees it, a process behind a socket.
#pragma once

#include "base/buffer.h"
#include "base/error.h"
#include "sandbox/frame.h"
#include "sandbox/template.h"

#include <stdbool.h>

/// Never blocks: frames wait in `out` until the socket takes them, replies gather in `in`.
typedef struct hy_slot {
    int pidfd;
    int fd;         ///< -1 while no worker runs.
    hy_buffer out;  ///< Frames to send; `sent` bytes are gone already.
    size_t sent;
    hy_buffer gifts;  ///< hy_slot_gifts that are not sent yet, in order.
    hy_buffer in;     ///< Bytes received and not yet dropped.
} hy_slot;

/// A descriptor that goes with a byte of `out`; it belongs to somebody else.
typedef struct hy_slot_gift {
    size_t place;
    int fd;
} hy_slot_gift;

/// Makes a closed slot.
void hy_slot_init(hy_slot *slot);

/// Starts a worker in a closed slot.
///
/// @return HY_OK, or as hy_template_start with the slot closed.
hy_status hy_slot_open(hy_slot *slot, const hy_template *template, hy_error *err);

/// Ends the worker and frees the buffers; harmless on a closed slot.
void hy_slot_close(hy_slot *slot);

/// Queues a frame.
///
/// @param fd  A descriptor that goes with it, open for as long as the slot is; or -1.
/// @return HY_OK; HY_ERR_LIMIT when the payload is too large; HY_ERR_MEMORY.
hy_status hy_slot_post(hy_slot *slot, hy_frame_kind kind, const hy_buffer *payload, int fd,
                       hy_error *err);

/// Whether bytes wait to be sent.
bool hy_slot_has_unsent(const hy_slot *slot);

/// Sends and receives what is possible without waiting.
///
/// @return HY_OK; HY_ERR_IO or HY_ERR_NOT_FOUND when the worker is gone; HY_ERR_MEMORY.
hy_status hy_slot_pump(hy_slot *slot, hy_error *err);

/// Moves the payload of the oldest reply, once it is complete, into `payload` (an empty buffer that
/// the caller frees).
///
/// @param[out] is_there  Whether there was one.
/// @return HY_OK; HY_ERR_CORRUPT; HY_ERR_MEMORY.
hy_status hy_slot_take_reply(hy_slot *slot, hy_buffer *payload, bool *is_there, hy_error *err);
