/// Frames: what host and worker say to each other over their socket.
///
/// A frame is a head and then `size` bytes of payload. The host sends a template one setup, then
/// prepares and starts in any number, and a confirm worker prepares and jobs; each is answered with
/// one reply, in order. Both are the same binary on the same machine, so heads travel as they lie
/// in memory.
#pragma once

#include "base/error.h"
#include "sandbox/limits.h"
#include "sandbox/outcome.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct iovec;

typedef enum hy_frame_kind {
    HY_FRAME_SETUP = 1,  ///< Payload: bytes for the program's `setup`.
    HY_FRAME_START,      ///< Payload: an hy_worker_tier; with the new worker's descriptors.
    HY_FRAME_PREPARE,    ///< Payload: bytes for the program's `prepare`.
    HY_FRAME_JOB,        ///< Payload: an hy_limits, then bytes for the program's `run`.
    HY_FRAME_REPLY,      ///< Payload: an hy_frame_reply, the value, the message.
    HY_FRAME_KIND_END
} hy_frame_kind;

/// No payload is larger.
#define HY_FRAME_MAX_BYTES (UINT64_C(1) << 30)  // as wide as the field it bounds

typedef struct hy_frame {
    uint8_t kind;  ///< An hy_frame_kind. The first byte, which hy_frame_peek looks at.
    uint8_t zeros[3];
    uint32_t magic;  ///< HY_FRAME_MAGIC.
    uint64_t size;   ///< Bytes of payload, at most HY_FRAME_MAX_BYTES.
} hy_frame;

enum { HY_FRAME_MAGIC = 0x68796c61 };

/// Descriptors that may come with a frame.
enum { HY_FRAME_MAX_FDS = 4 };

/// The head of a reply; the packed value and `message_size` bytes of text follow it.
typedef struct hy_frame_reply {
    uint32_t outcome;  ///< An hy_outcome; a failed setup or prepare says HY_OUTCOME_ERROR.
    uint32_t message_size;
    double cpu_seconds;
    uint64_t peak_bytes;
} hy_frame_reply;

/// What a reply says; the pointers view the payload it was read from.
typedef struct hy_reply {
    hy_outcome outcome;
    const char *message;  ///< Not NUL-terminated.
    size_t message_size;
    const unsigned char *value;
    size_t value_size;
    double cpu_seconds;
    uint64_t peak_bytes;
} hy_reply;

/// Makes a head.
hy_frame hy_frame_of(hy_frame_kind kind, uint64_t size);

/// @return HY_OK, or HY_ERR_CORRUPT unless magic, kind and size are right.
hy_status hy_frame_check(const hy_frame *frame, hy_error *err);

/// Reads the payload of a reply, believing none of its numbers.
///
/// @return HY_OK, or HY_ERR_CORRUPT.
hy_status hy_frame_read_reply(const void *payload, size_t size, hy_reply *out, hy_error *err);

/// Sends all the parts, waiting as long as it takes; changes the parts.
///
/// @param fds  Descriptors that go with the first byte; may be NULL when there are none.
/// @return HY_OK, or HY_ERR_IO.
hy_status hy_frame_send(int fd, struct iovec *parts, size_t count, const int *fds, size_t fd_count,
                        hy_error *err);

/// Waits for the next frame, says what its first byte says of its kind, and leaves it there.
///
/// @return HY_OK; HY_ERR_NOT_FOUND once the other side has closed; HY_ERR_IO.
hy_status hy_frame_peek(int fd, hy_frame_kind *out, hy_error *err);

/// Sends some of the bytes, with a descriptor unless `gift` is -1, as send() does.
ssize_t hy_frame_send_some(int fd, const void *bytes, size_t size, int gift);

/// Receives and checks a head, and the descriptors that came with it, closed on exec.
///
/// @param[out] fds  HY_FRAME_MAX_FDS places; the caller closes those that are filled.
/// @return HY_OK; HY_ERR_NOT_FOUND when the other side has closed; HY_ERR_CORRUPT; HY_ERR_IO.
hy_status hy_frame_receive_head(int fd, hy_frame *frame, int *fds, size_t *fd_count, hy_error *err);

/// Receives exactly `size` bytes, waiting as long as it takes.
///
/// @return HY_OK; HY_ERR_NOT_FOUND when the other side has closed; HY_ERR_IO.
hy_status hy_frame_receive(int fd, void *bytes, size_t size, hy_error *err);
