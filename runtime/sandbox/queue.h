/// Queues: records that one process hands to another through shared memory, in order.
///
/// One producer, one consumer. Each keeps its own position to itself and shows it to the other; the
/// consumer believes nothing that it reads there, and the producer need not. The data are mapped
/// twice, one copy behind the other, so that a record never has to be split at the end.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes of data of every queue; a record and its length must fit.
enum { HY_QUEUE_BYTES = 1 << 22 };

/// What both sides see.
typedef struct hy_queue_shared {
    _Alignas(64) _Atomic uint64_t written;  ///< Bytes ever published; the producer's.
    _Alignas(64) _Atomic uint64_t dropped;  ///< Bytes ever dropped; the consumer's.
} hy_queue_shared;

/// One side's view.
typedef struct hy_queue {
    hy_queue_shared *shared;
    unsigned char *data;  ///< 2 * HY_QUEUE_BYTES: the same bytes twice.
    uint64_t position;    ///< Bytes this side has published or dropped.
    uint64_t free_until;  ///< Producer: bytes whose place may be taken again.
} hy_queue;

/// Maps the data of a queue, HY_QUEUE_BYTES of a file from `offset` on, with the given protection.
///
/// @return HY_OK, or HY_ERR_MEMORY.
hy_status hy_queue_map(int fd, size_t offset, int protection, hy_queue *out, hy_error *err);

/// Unmaps the data.
void hy_queue_unmap(hy_queue *queue);

/// Producer: takes back the place of all records that the consumer says it has dropped; for who
/// trusts it.
void hy_queue_reclaim_dropped(hy_queue *queue);

/// Producer: takes back the place of the oldest record, of `size` bytes, whatever the consumer
/// says.
void hy_queue_reclaim(hy_queue *queue, size_t size);

/// Producer: finds room for a record of at most `size` bytes.
///
/// @return Its place, aligned to 16 bytes, valid until it is published; NULL when there is no room
///         now.
void *hy_queue_reserve(const hy_queue *queue, size_t size);

/// Producer: makes the first `size` bytes of the reserved place a record.
void hy_queue_publish(hy_queue *queue, size_t size);

/// Consumer: looks at the oldest record. Its bytes may change for as long as the producer lives.
///
/// @param[out] record  NULL when there is none.
/// @return HY_OK, or HY_ERR_CORRUPT when the producer left nonsense.
hy_status hy_queue_peek(const hy_queue *queue, const void **record, size_t *size, hy_error *err);

/// Consumer: drops the oldest record, `size` bytes of it as `hy_queue_peek` said.
void hy_queue_drop(hy_queue *queue, size_t size);

/// Whether the largest record would hold `size` bytes.
bool hy_queue_can_hold(size_t size);
