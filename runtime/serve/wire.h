/// Wires: lines of text between two processes over a Unix socket.
///
/// Nothing here waits but `hy_wire_connect`: a run reads and writes what is there
/// between two steps. A peer that sends a line without an end, or never reads, is cut off.
#pragma once

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    HY_WIRE_LONGEST_LINE = 1 << 22,  ///< Bytes of a line, its newline not counted.
    HY_WIRE_MOST_UNSENT = 1 << 24,   ///< Bytes that may wait for a peer to read them.
};

/// One end of a connection. Owned by whoever opened it.
typedef struct hy_wire {
    int fd;           ///< -1 once closed.
    hy_buffer in;     ///< Read, but not taken.
    size_t taken;     ///< Bytes of `in` that were.
    size_t searched;  ///< Bytes of `in` that hold no newline, from its beginning.
    hy_buffer out;    ///< To be sent.
    size_t sent;      ///< Bytes of `out` that were.
} hy_wire;

/// What there is to read.
typedef enum hy_wire_state {
    HY_WIRE_EMPTY,   ///< No whole line yet.
    HY_WIRE_LINE,    ///< A line.
    HY_WIRE_CLOSED,  ///< The peer is gone, and all that it sent was read.
} hy_wire_state;

/// Makes a wire of a connected socket, which it takes over and sets to non-blocking.
void hy_wire_init(hy_wire *wire, int fd);

/// Closes the socket and frees what waits; harmless when repeated.
void hy_wire_deinit(hy_wire *wire);

/// Connects to the socket at a path of any length.
///
/// @return HY_OK, HY_ERR_NOT_FOUND where nobody listens there, or HY_ERR_IO.
hy_status hy_wire_connect(hy_wire *wire, const char *path, hy_error *err);

/// Takes the next line, without its newline.
///
/// @param line  Borrowed from the wire until it is used again; set for HY_WIRE_LINE only.
/// @return HY_OK, HY_ERR_LIMIT for a line that is too long, or HY_ERR_MEMORY; the wire is of no
///         use after either.
hy_status hy_wire_read(hy_wire *wire, hy_wire_state *state, const char **line, size_t *size,
                       hy_error *err);

/// Sends a line, which may hold no newline; its own is added. What the peer does not take yet
/// waits.
///
/// @return HY_OK, HY_ERR_LIMIT where too much waits already, HY_ERR_IO where the peer is gone, or
///         HY_ERR_MEMORY.
hy_status hy_wire_write(hy_wire *wire, const char *line, size_t size, hy_error *err);

/// Sends what waits, as far as the peer takes it.
///
/// @return HY_OK, or HY_ERR_IO where the peer is gone.
hy_status hy_wire_flush(hy_wire *wire, hy_error *err);

/// Tells whether something waits to be sent.
bool hy_wire_is_behind(const hy_wire *wire);
