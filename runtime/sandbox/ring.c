#include "sandbox/ring.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct hy_ring_shared {
    hy_queue_shared jobs;
    hy_queue_shared replies;
    _Alignas(64) _Atomic uint32_t is_asleep;     // the worker, on this futex
    _Alignas(64) _Atomic uint32_t is_listening;  // the host, for the bell
} hy_ring_shared;

enum {
    PAGE = 4096,
    JOBS_OFFSET = PAGE,
    REPLIES_OFFSET = JOBS_OFFSET + HY_QUEUE_BYTES,
    MEMORY_BYTES = REPLIES_OFFSET + HY_QUEUE_BYTES,
};

static hy_status map(hy_ring *ring, int memory_fd, int jobs_protection, hy_error *err)
{
    void *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, memory_fd, 0);
    if (shared == MAP_FAILED) {
        return hy_fail(err, HY_ERR_MEMORY, "cannot map a ring: %s", strerror(errno));
    }
    ring->shared = shared;
    ring->jobs.shared = &ring->shared->jobs;
    ring->replies.shared = &ring->shared->replies;
    hy_status status = hy_queue_map(memory_fd, JOBS_OFFSET, jobs_protection, &ring->jobs, err);
    return status ? status
                  : hy_queue_map(memory_fd, REPLIES_OFFSET, PROT_READ | PROT_WRITE, &ring->replies,
                                 err);
}

hy_status hy_ring_create(hy_ring *out, hy_error *err)
{
    *out = (hy_ring){.memory_fd = memfd_create("hyla-ring", MFD_CLOEXEC),
                     .bell_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    hy_status status = HY_OK;
    if (out->memory_fd < 0 || out->bell_fd < 0 || ftruncate(out->memory_fd, MEMORY_BYTES) != 0) {
        status = hy_fail(err, HY_ERR_IO, "cannot make a ring: %s", strerror(errno));
    }
    status = status ? status : map(out, out->memory_fd, PROT_READ | PROT_WRITE, err);
    if (status < 0) {
        hy_ring_close(out);
    }
    return status;
}

static void close_one(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
    *fd = -1;
}

void hy_ring_close(hy_ring *ring)
{
    hy_queue_unmap(&ring->jobs);
    hy_queue_unmap(&ring->replies);
    if (ring->shared) {
        (void)munmap(ring->shared, PAGE);
    }
    close_one(&ring->memory_fd);
    close_one(&ring->bell_fd);
    *ring = (hy_ring){.memory_fd = -1, .bell_fd = -1};
}

hy_status hy_ring_open(int memory_fd, int bell_fd, hy_ring *out, hy_error *err)
{
    *out = (hy_ring){.memory_fd = -1, .bell_fd = bell_fd};
    return map(out, memory_fd, PROT_READ, err);
}

void hy_ring_pause(void)
{
#ifdef __x86_64__
    __builtin_ia32_pause();
#endif
}

static void ring_bell(const hy_ring *ring)
{
    const uint64_t one = 1;
    ssize_t written = write(ring->bell_fd, &one, sizeof one);
    (void)written;  // a full bell rings already
}

void hy_ring_set_ready(hy_ring *ring)
{
    ring_bell(ring);
}

void hy_ring_hear(hy_ring *ring)
{
    uint64_t rung;
    ring->was_heard = read(ring->bell_fd, &rung, sizeof rung) > 0 || ring->was_heard;
}

bool hy_ring_is_ready(hy_ring *ring)
{
    hy_ring_hear(ring);
    return ring->was_heard;
}

// Both only ever grow.
uint64_t hy_ring_deeds(const hy_ring *ring)
{
    return atomic_load(&ring->shared->jobs.written) + atomic_load(&ring->shared->replies.dropped);
}

bool hy_ring_spin(const hy_ring *ring, uint64_t seen)
{
    enum { TURNS = 2000 };  // some microseconds: sleeping and being woken takes longer
    for (int turn = 0; turn < TURNS; turn++) {
        if (hy_ring_deeds(ring) != seen) {
            return true;
        }
        hy_ring_pause();
    }
    return false;
}

void hy_ring_sleep(hy_ring *ring, uint64_t seen)
{
    // whoever acts after this store wakes the worker, or lets the futex return at once
    atomic_store(&ring->shared->is_asleep, 1);
    if (hy_ring_deeds(ring) == seen) {
        (void)syscall(SYS_futex, &ring->shared->is_asleep, FUTEX_WAIT, 1, NULL, NULL, 0);
    }
    atomic_store(&ring->shared->is_asleep, 0);
}

void hy_ring_wake(hy_ring *ring)
{
    // what was published must be seen before the look
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load(&ring->shared->is_asleep) != 0) {
        atomic_store(&ring->shared->is_asleep, 0);
        (void)syscall(SYS_futex, &ring->shared->is_asleep, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

void hy_ring_ring(hy_ring *ring)
{
    atomic_thread_fence(memory_order_seq_cst);
    if (atomic_load(&ring->shared->is_listening) != 0) {
        atomic_store(&ring->shared->is_listening, 0);
        ring_bell(ring);
    }
}

void hy_ring_listen(hy_ring *ring)
{
    atomic_store(&ring->shared->is_listening, 1);
}

void hy_ring_unlisten(hy_ring *ring)
{
    atomic_store(&ring->shared->is_listening, 0);
}
