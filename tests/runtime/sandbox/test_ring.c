/// runtime/sandbox/ring.h
#include "sandbox/ring.h"

#include "support/run_suite.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

static hy_ring g_host;
static hy_ring g_worker;

static void open_ring(void)
{
    ck_assert_int_eq(hy_ring_create(&g_host, NULL), HY_OK);
    ck_assert_int_eq(hy_ring_open(g_host.memory_fd, g_host.bell_fd, &g_worker, NULL), HY_OK);
}

static void close_ring(void)
{
    hy_ring_close(&g_host);
    hy_ring_close(&g_host);
}

static bool does_ring(void)
{
    struct pollfd bell = {.fd = g_host.bell_fd, .events = POLLIN};
    return poll(&bell, 1, 0) > 0;
}

static void put_job(void)
{
    ck_assert_ptr_nonnull(hy_queue_reserve(&g_host.jobs, 1));
    hy_queue_publish(&g_host.jobs, 1);
    hy_ring_wake(&g_host);
}

START_TEST(the_bell_is_for_who_listens)
{
    hy_ring_ring(&g_worker);
    ck_assert(!does_ring());
    hy_ring_listen(&g_host);
    hy_ring_ring(&g_worker);
    ck_assert(does_ring());
    hy_ring_hear(&g_host);
    ck_assert(!does_ring());
    hy_ring_listen(&g_host);
    hy_ring_unlisten(&g_host);
    hy_ring_ring(&g_worker);
    ck_assert(!does_ring());
}
END_TEST

START_TEST(who_was_ready_cannot_take_it_back)
{
    ck_assert(!hy_ring_is_ready(&g_host));
    hy_ring_set_ready(&g_worker);
    // all that it shares with the host
    memset((void *)g_worker.shared, 0, 4096);
    ck_assert(hy_ring_is_ready(&g_host));
    ck_assert(!does_ring());
    ck_assert(hy_ring_is_ready(&g_host));
}
END_TEST

START_TEST(a_job_is_a_deed)
{
    uint64_t seen = hy_ring_deeds(&g_worker);
    ck_assert(!hy_ring_spin(&g_worker, seen));
    put_job();
    ck_assert(hy_ring_spin(&g_worker, seen));
    hy_ring_sleep(&g_worker, seen);  // returns at once
}
END_TEST

static void *sleep_until_a_job_comes(void *seen)
{
    while (hy_ring_deeds(&g_worker) == *(uint64_t *)seen) {
        hy_ring_sleep(&g_worker, *(uint64_t *)seen);
    }
    return NULL;
}

START_TEST(a_job_wakes_who_sleeps)
{
    for (int i = 0; i < 100; i++) {
        pthread_t sleeper;
        uint64_t seen = hy_ring_deeds(&g_worker);
        ck_assert_int_eq(pthread_create(&sleeper, NULL, sleep_until_a_job_comes, &seen), 0);
        put_job();
        ck_assert_int_eq(pthread_join(sleeper, NULL), 0);
    }
}
END_TEST

START_TEST(a_worker_cannot_write_jobs)
{
    int ends[2];
    put_job();
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "x", 1), 1);
    ck_assert_int_lt(read(ends[0], g_worker.jobs.data, 1), 0);
    ck_assert_int_eq(errno, EFAULT);
    ck_assert_int_eq(read(ends[0], g_worker.replies.data, 1), 1);
}
END_TEST

static Suite *ring_suite(void)
{
    TCase *ends = tcase_create("ends");
    tcase_add_checked_fixture(ends, open_ring, close_ring);
    tcase_add_test(ends, the_bell_is_for_who_listens);
    tcase_add_test(ends, who_was_ready_cannot_take_it_back);
    tcase_add_test(ends, a_job_is_a_deed);
    tcase_add_test(ends, a_job_wakes_who_sleeps);
    tcase_add_test(ends, a_worker_cannot_write_jobs);

    Suite *suite = suite_create("ring");
    suite_add_tcase(suite, ends);
    return suite;
}

int main(void)
{
    return run_suite(ring_suite());
}
