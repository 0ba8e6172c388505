/// runtime/sandbox/queue.h
#include "sandbox/queue.h"

#include "support/run_suite.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static hy_queue_shared g_shared;
static hy_queue g_producer;
static hy_queue g_consumer;

static void open_queue(void)
{
    int fd = memfd_create("queue", 0);
    ck_assert_int_eq(ftruncate(fd, HY_QUEUE_BYTES), 0);
    memset(&g_shared, 0, sizeof g_shared);
    g_producer = g_consumer = (hy_queue){.shared = &g_shared};
    ck_assert_int_eq(hy_queue_map(fd, 0, PROT_READ | PROT_WRITE, &g_producer, NULL), HY_OK);
    ck_assert_int_eq(hy_queue_map(fd, 0, PROT_READ, &g_consumer, NULL), HY_OK);
    ck_assert_int_eq(close(fd), 0);
}

static void close_queue(void)
{
    hy_queue_unmap(&g_producer);
    hy_queue_unmap(&g_consumer);
}

static bool put(size_t size, unsigned char byte)
{
    hy_queue_reclaim_dropped(&g_producer);
    void *place = hy_queue_reserve(&g_producer, size);
    if (place) {
        memset(place, byte, size);
        hy_queue_publish(&g_producer, size);
    }
    return place;
}

static void expect(size_t size, unsigned char byte)
{
    const void *record;
    size_t found;
    ck_assert_int_eq(hy_queue_peek(&g_consumer, &record, &found, NULL), HY_OK);
    ck_assert_ptr_ne(record, NULL);
    ck_assert_uint_eq(found, size);
    const unsigned char *bytes = record;
    // every byte equals the next, so all equal the first
    ck_assert(size == 0 || (bytes[0] == byte && memcmp(bytes, bytes + 1, size - 1) == 0));
    hy_queue_drop(&g_consumer, size);
}

static void expect_none(void)
{
    const void *record;
    size_t size;
    ck_assert_int_eq(hy_queue_peek(&g_consumer, &record, &size, NULL), HY_OK);
    ck_assert_ptr_null(record);
}

START_TEST(records_come_out_as_they_went_in)
{
    expect_none();
    ck_assert(put(3, 'a') && put(0, 'b') && put(1000, 'c'));
    expect(3, 'a');
    expect(0, 'b');
    expect(1000, 'c');
    expect_none();
}
END_TEST

START_TEST(records_go_round_the_end_whole)
{
    enum { SIZE = HY_QUEUE_BYTES / 3 };
    for (int i = 0; i < 10; i++) {
        ck_assert(put(SIZE, (unsigned char)i));
        expect(SIZE, (unsigned char)i);
    }
}
END_TEST

START_TEST(a_full_queue_has_no_room)
{
    enum { SIZE = HY_QUEUE_BYTES / 2 };
    ck_assert(put(SIZE, 'a'));
    ck_assert(!put(SIZE, 'b'));
    expect(SIZE, 'a');
    ck_assert(put(SIZE, 'b'));
    ck_assert(hy_queue_can_hold(SIZE) && !hy_queue_can_hold(HY_QUEUE_BYTES));
    ck_assert(!hy_queue_can_hold(SIZE_MAX));
}
END_TEST

START_TEST(a_producer_that_lies_is_found_out)
{
    const void *record;
    size_t size;
    ck_assert(put(64, 'a'));
    const uint64_t lies[] = {65, 1 << 20, UINT64_MAX, HY_QUEUE_BYTES};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        memcpy(g_producer.data, &lies[i], sizeof lies[i]);
        ck_assert_int_eq(hy_queue_peek(&g_consumer, &record, &size, NULL), HY_ERR_CORRUPT);
    }
    const uint64_t honest = 64;
    memcpy(g_producer.data, &honest, sizeof honest);
    atomic_store(&g_shared.written, UINT64_C(1) << 40);
    ck_assert_int_eq(hy_queue_peek(&g_consumer, &record, &size, NULL), HY_ERR_CORRUPT);
}
END_TEST

START_TEST(a_producer_need_not_ask_what_was_dropped)
{
    enum { SIZE = HY_QUEUE_BYTES / 2 };
    ck_assert(put(SIZE, 'a'));
    atomic_store(&g_shared.dropped, UINT64_C(1) << 40);
    ck_assert_ptr_null(hy_queue_reserve(&g_producer, SIZE));
    hy_queue_reclaim(&g_producer, SIZE);
    ck_assert_ptr_nonnull(hy_queue_reserve(&g_producer, SIZE));
}
END_TEST

static Suite *queue_suite(void)
{
    TCase *records = tcase_create("records");
    tcase_add_checked_fixture(records, open_queue, close_queue);
    tcase_add_test(records, records_come_out_as_they_went_in);
    tcase_add_test(records, records_go_round_the_end_whole);
    tcase_add_test(records, a_full_queue_has_no_room);
    tcase_add_test(records, a_producer_that_lies_is_found_out);
    tcase_add_test(records, a_producer_need_not_ask_what_was_dropped);

    Suite *suite = suite_create("queue");
    suite_add_tcase(suite, records);
    return suite;
}

int main(void)
{
    return run_suite(queue_suite());
}
