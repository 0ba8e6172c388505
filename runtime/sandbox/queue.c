#include "sandbox/queue.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

// before each record: its size, and nothing in the rest of the 16 bytes
enum { HEAD = 16, STEP = 16 };

static size_t rounded(size_t size)
{
    return HEAD + (size + STEP - 1) / STEP * STEP;
}

static unsigned char *place_at(const hy_queue *queue, uint64_t position)
{
    return queue->data + position % HY_QUEUE_BYTES;
}

hy_status hy_queue_map(int fd, size_t offset, int protection, hy_queue *out, hy_error *err)
{
    // one reservation, so that the second copy has its place
    unsigned char *data = mmap(NULL, 2 * (size_t)HY_QUEUE_BYTES, PROT_NONE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    bool is_done = data != MAP_FAILED;
    for (size_t copy = 0; is_done && copy < 2; copy++) {
        is_done = mmap(data + copy * HY_QUEUE_BYTES, HY_QUEUE_BYTES, protection,
                       MAP_SHARED | MAP_FIXED, fd, (off_t)offset) != MAP_FAILED;
    }
    if (!is_done) {
        return hy_fail(err, HY_ERR_MEMORY, "cannot map a queue: %s", strerror(errno));
    }
    out->data = data;
    return HY_OK;
}

void hy_queue_unmap(hy_queue *queue)
{
    if (queue->data) {
        (void)munmap(queue->data, 2 * (size_t)HY_QUEUE_BYTES);
    }
}

void hy_queue_reclaim_dropped(hy_queue *queue)
{
    queue->free_until = atomic_load_explicit(&queue->shared->dropped, memory_order_acquire);
}

void hy_queue_reclaim(hy_queue *queue, size_t size)
{
    queue->free_until += rounded(size);
}

void *hy_queue_reserve(const hy_queue *queue, size_t size)
{
    uint64_t used = queue->position - queue->free_until;
    if (!hy_queue_can_hold(size) || rounded(size) > HY_QUEUE_BYTES - used) {
        return NULL;
    }
    return place_at(queue, queue->position) + HEAD;
}

void hy_queue_publish(hy_queue *queue, size_t size)
{
    uint64_t length = size;
    memcpy(place_at(queue, queue->position), &length, sizeof length);
    queue->position += rounded(size);
    atomic_store_explicit(&queue->shared->written, queue->position, memory_order_release);
}

hy_status hy_queue_peek(const hy_queue *queue, const void **record, size_t *size, hy_error *err)
{
    uint64_t written = atomic_load_explicit(&queue->shared->written, memory_order_acquire);
    uint64_t filled = written - queue->position;
    *record = NULL;
    if (filled == 0) {
        return HY_OK;
    }
    // once: the producer may change it at any time
    const _Atomic uint64_t *head = (const void *)place_at(queue, queue->position);
    uint64_t length = atomic_load_explicit(head, memory_order_relaxed);
    if (filled > HY_QUEUE_BYTES || !hy_queue_can_hold(length) || rounded(length) > filled) {
        return hy_fail(err, HY_ERR_CORRUPT, "a queue with %llu bytes holds a record of %llu",
                       (unsigned long long)filled, (unsigned long long)length);
    }
    *record = place_at(queue, queue->position) + HEAD;
    *size = (size_t)length;
    return HY_OK;
}

void hy_queue_drop(hy_queue *queue, size_t size)
{
    queue->position += rounded(size);
    atomic_store_explicit(&queue->shared->dropped, queue->position, memory_order_release);
}

bool hy_queue_can_hold(size_t size)
{
    return size <= HY_QUEUE_BYTES - HEAD - STEP;
}
