/// runtime/sandbox/screener.h: against a worker that a candidate has taken over
#include "sandbox/screener.h"

#include "support/run_suite.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

static const hy_limits limits = {
    .cpu_seconds = 1.0, .wall_seconds = 10.0, .memory_bytes = 1 << 20, .output_bytes = 16};

static hy_screener g_screener;
static hy_ring g_worker;  // the other end
static hy_job *g_job;

static void open_screener(void)
{
    hy_screener_init(&g_screener);
    g_screener.mean_seconds = 1e-6;
    ck_assert_int_eq(hy_ring_create(&g_screener.ring, NULL), HY_OK);
    ck_assert_int_eq(
        hy_ring_open(g_screener.ring.memory_fd, g_screener.ring.bell_fd, &g_worker, NULL), HY_OK);
}

static void create_job(size_t size)
{
    static const unsigned char zeros[HY_QUEUE_BYTES];
    ck_assert_int_eq(hy_job_create(1, &limits, zeros, size, &g_job, NULL), HY_OK);
}

static void give(size_t size)
{
    create_job(size);
    ck_assert(hy_screener_give(&g_screener, g_job));
}

// Has the worker answer, and says how the host likes it.
static hy_status take(const hy_frame_reply *head, size_t value_size)
{
    unsigned char *reply = hy_queue_reserve(&g_worker.replies, sizeof *head + value_size);
    memcpy(reply, head, sizeof *head);
    memset(reply + sizeof *head, 0, value_size);
    hy_queue_publish(&g_worker.replies, sizeof *head + value_size);
    hy_job *job;
    hy_status status = hy_screener_take(&g_screener, &job, NULL);
    ck_assert(status < 0 || job == g_job);
    hy_job_destroy(g_job);
    return status;
}

START_TEST(a_reply_within_the_limits_is_believed)
{
    give(10);
    const hy_frame_reply head = {.cpu_seconds = 1.001, .peak_bytes = 1 << 20};
    ck_assert_int_eq(take(&head, 16), HY_OK);
}
END_TEST

START_TEST(a_reply_beyond_the_limits_is_not)
{
    static const struct {
        hy_frame_reply head;
        size_t value_size;
    } lies[] = {
        {{.cpu_seconds = INFINITY}, 0},    {{.cpu_seconds = NAN}, 0},
        {{.cpu_seconds = 1e300}, 0},       {{.cpu_seconds = -1e-9}, 0},
        {{.peak_bytes = 1 << 21}, 0},      {{.outcome = 0}, 17},
        {{.outcome = UINT32_MAX}, 0},      {{.outcome = HY_OUTCOME_COUNT}, 0},
        {{.message_size = UINT32_MAX}, 0}, {{.message_size = 1}, 0},
    };
    give(10);
    ck_assert_int_eq(take(&lies[_i].head, lies[_i].value_size), HY_ERR_CORRUPT);
}
END_TEST

enum { LIES = 10 };

START_TEST(a_worker_that_drops_no_job_gets_the_next_all_the_same)
{
    const hy_frame_reply head = {.cpu_seconds = 1e-6};
    for (int i = 0; i < 10; i++) {
        give(HY_QUEUE_BYTES / 3);
        atomic_store(&g_worker.jobs.shared->dropped, UINT64_C(1) << (6 * i));
        ck_assert_int_eq(take(&head, 0), HY_OK);
    }
}
END_TEST

START_TEST(a_worker_is_never_given_more_than_fits)
{
    give(HY_QUEUE_BYTES / 2);
    atomic_store(&g_worker.jobs.shared->dropped, HY_QUEUE_BYTES / 2);
    create_job(HY_QUEUE_BYTES / 2);
    ck_assert(!hy_screener_give(&g_screener, g_job));
}
END_TEST

// Half of the words small, so that some of what they say is possible.
static void scribble(uint64_t *seed, uint64_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        words[i] = *seed >> ((*seed >> 40) % 2 ? 57 : 0);
    }
}

START_TEST(noise_is_refused_or_makes_a_reply)
{
    uint64_t seed = (uint64_t)_i;
    int replies = 0;
    give(10);
    for (int turn = 0; turn < 20000; turn++) {
        uint64_t words[8];
        size_t place = g_screener.ring.replies.position % HY_QUEUE_BYTES;
        scribble(&seed, words, 8);
        memcpy(g_worker.replies.data + place, words, sizeof words);
        atomic_store(&g_worker.replies.shared->written,
                     g_screener.ring.replies.position + 16 * (words[7] % 16));
        atomic_store(&g_worker.jobs.shared->dropped, words[6]);
        hy_job *job;
        (void)hy_screener_has_answer(&g_screener);
        if (hy_screener_take(&g_screener, &job, NULL) == HY_OK && job) {
            replies++;
            ck_assert(hy_screener_give(&g_screener, job));
        }
    }
    ck_assert_int_gt(replies, 0);
    ck_assert_int_lt(replies, 20000);
    hy_job_destroy(g_job);
}
END_TEST

static Suite *screener_suite(void)
{
    TCase *lies = tcase_create("lies");
    tcase_add_checked_fixture(lies, open_screener, NULL);
    tcase_add_test(lies, a_reply_within_the_limits_is_believed);
    tcase_add_loop_test(lies, a_reply_beyond_the_limits_is_not, 0, LIES);
    tcase_add_test(lies, a_worker_that_drops_no_job_gets_the_next_all_the_same);
    tcase_add_loop_test(lies, noise_is_refused_or_makes_a_reply, 0, 5);
    tcase_add_test(lies, a_worker_is_never_given_more_than_fits);

    Suite *suite = suite_create("screener");
    suite_add_tcase(suite, lies);
    return suite;
}

int main(void)
{
    return run_suite(screener_suite());
}
