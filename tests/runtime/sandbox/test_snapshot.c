/// runtime/sandbox/snapshot.h
#include "sandbox/snapshot.h"

#include "support/run_suite.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    PAGE = 4096,
    PAGES = 300,
};

static hy_arena *g_arena;
static hy_snapshot *g_snapshot;
static unsigned char *g_block;  // PAGES pages

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    if (!hy_snapshot_open_page(g_snapshot, info->si_addr)) {
        _exit(9);
    }
}

static void take(void)
{
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    ck_assert_int_eq(sigaction(SIGSEGV, &action, NULL), 0);
    ck_assert_int_eq(hy_arena_create((size_t)1 << 26, &g_arena, NULL), HY_OK);
    g_block = hy_arena_allocate(g_arena, PAGES * PAGE);
    memset(g_block, 'a', PAGES * PAGE);
    ck_assert_int_eq(hy_snapshot_take(g_arena, &g_snapshot, NULL), HY_OK);
}

static void expect_pristine(void)
{
    // every byte equals the next, so all equal the first
    ck_assert_int_eq(g_block[0], 'a');
    ck_assert_int_eq(memcmp(g_block, g_block + 1, PAGES * PAGE - 1), 0);
}

START_TEST(what_was_written_is_undone)
{
    for (int round = 0; round < 3; round++) {
        g_block[5] = 'x';
        g_block[7 * PAGE] = 'y';
        hy_snapshot_restore(g_snapshot);
        expect_pristine();
    }
}
END_TEST

START_TEST(only_pages_that_were_written_are_hot)
{
    size_t before = hy_snapshot_hot_pages(g_snapshot);
    g_block[2 * PAGE] = 'x';
    g_block[2 * PAGE + 1] = 'x';
    ck_assert_uint_eq(hy_snapshot_hot_pages(g_snapshot), before + 1);
    hy_snapshot_restore(g_snapshot);
    g_block[2 * PAGE] = 'z';
    ck_assert_uint_eq(hy_snapshot_hot_pages(g_snapshot), before + 1);
}
END_TEST

START_TEST(hot_pages_cool_down)
{
    g_block[0] = 'x';
    for (int round = 0; round < 5000; round++) {
        hy_snapshot_restore(g_snapshot);
    }
    ck_assert_uint_eq(hy_snapshot_hot_pages(g_snapshot), 0);
    g_block[0] = 'x';
    hy_snapshot_restore(g_snapshot);
    expect_pristine();
}
END_TEST

START_TEST(a_flood_is_undone_too)
{
    for (int round = 0; round < 3; round++) {
        memset(g_block, 'f', PAGES * PAGE);
        hy_snapshot_restore(g_snapshot);
        expect_pristine();
    }
    g_block[1] = 'x';
    hy_snapshot_restore(g_snapshot);
    expect_pristine();
}
END_TEST

// Leaves but some to others, such as the runtime of a sanitizer. Some systems allow more than this
// asks for.
static void use_up_mappings(void)
{
    enum { BYTES = 1 << 29, LEFT = 100 * PAGE };
    char *pages = mmap(NULL, BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    ck_assert_ptr_ne(pages, MAP_FAILED);
    size_t place = PAGE;
    while (place < BYTES && mprotect(pages + place, PAGE, PROT_READ) == 0) {
        place += (size_t)2 * PAGE;
    }
    ck_assert_int_eq(munmap(pages + place - PAGE - LEFT, LEFT), 0);
}

START_TEST(pages_are_opened_where_no_mapping_is_left)
{
    enum { WRITTEN = 90 };
    use_up_mappings();
    for (int round = 0; round < 3; round++) {
        for (int page = 0; page < WRITTEN; page++) {
            g_block[2 * page * PAGE] = 'x';
        }
        hy_snapshot_restore(g_snapshot);
        expect_pristine();
    }
}
END_TEST

START_TEST(the_arena_hands_out_the_same_places_again)
{
    hy_arena_release(g_arena, g_block, PAGES * PAGE);
    void *first = hy_arena_allocate(g_arena, 100);
    void *second = hy_arena_allocate(g_arena, 10 << 20);
    memset(second, 's', 10 << 20);
    hy_snapshot_restore(g_snapshot);
    ck_assert(first != g_block);
    unsigned char *again = hy_arena_allocate(g_arena, 10 << 20);
    ck_assert_ptr_ne(again, NULL);
    // what lies far behind the snapshot went back to the system
    ck_assert_int_eq(again[(10 << 20) - 1], 0);
    hy_snapshot_restore(g_snapshot);
    ck_assert_ptr_eq(hy_arena_allocate(g_arena, 100), first);
}
END_TEST

START_TEST(other_addresses_are_none_of_its_business)
{
    int here = 0;
    ck_assert(!hy_snapshot_open_page(g_snapshot, &here));
    ck_assert(!hy_snapshot_open_page(g_snapshot, NULL));
    ck_assert(!hy_snapshot_open_page(g_snapshot, (char *)g_arena + hy_arena_top(g_arena)));
}
END_TEST

static Suite *snapshot_suite(void)
{
    TCase *pages = tcase_create("pages");
    tcase_add_checked_fixture(pages, take, NULL);
    tcase_add_test(pages, what_was_written_is_undone);
    tcase_add_test(pages, only_pages_that_were_written_are_hot);
    tcase_add_test(pages, hot_pages_cool_down);
    tcase_add_test(pages, a_flood_is_undone_too);
    tcase_add_test(pages, pages_are_opened_where_no_mapping_is_left);
    tcase_add_test(pages, the_arena_hands_out_the_same_places_again);
    tcase_add_test(pages, other_addresses_are_none_of_its_business);

    Suite *suite = suite_create("snapshot");
    suite_add_tcase(suite, pages);
    return suite;
}

int main(void)
{
    return run_suite(snapshot_suite());
}
