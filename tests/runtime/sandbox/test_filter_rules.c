/// runtime/sandbox/filter_rules_release.c: what a build with sanitizers must allow, and no other
/// does
#include "sandbox/filter.h"

#include "support/run_suite.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>

enum {
    PAGE = 4096,
    ARENA_BYTES = 1 << 20,
};

static void install(const hy_filter_screen *screen)
{
    hy_filter *filter;
    ck_assert_int_eq(hy_filter_create(screen, &filter, NULL), HY_OK);
    ck_assert_int_eq(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ck_assert_int_eq(hy_filter_install(filter, NULL), HY_OK);
}

// Twice the memory of an arena, which begins where the arena may.
static char *map(void)
{
    char *place = mmap(NULL, (size_t)3 * ARENA_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(place, MAP_FAILED);
    return place + (ARENA_BYTES - (uintptr_t)place % ARENA_BYTES);
}

START_TEST(a_job_gives_no_page_back)
{
    char *place = map();
    install(NULL);
    (void)madvise(place, PAGE, MADV_DONTNEED);
}
END_TEST

// a page of settings for the timer, given back, would read as zeros, which stop the clock
START_TEST(a_screen_worker_gives_back_its_arena_alone)
{
    char *arena = map();
    const hy_filter_screen screen = {.arena_address = (uintptr_t)arena,
                                     .arena_bytes = ARENA_BYTES,
                                     .timers_address = PAGE,
                                     .timers_mask = UINT64_MAX,
                                     .bell_fd = 3};
    arena[ARENA_BYTES - 1] = 1;
    install(&screen);
    bool is_done = madvise(arena + ARENA_BYTES - PAGE, PAGE, MADV_DONTNEED) == 0;
    if (!is_done || arena[ARENA_BYTES - 1] != 0) {
        __builtin_trap();
    }
    (void)madvise(arena + ARENA_BYTES, PAGE, MADV_DONTNEED);
}
END_TEST

static Suite *filter_rules_suite(void)
{
    TCase *memory = tcase_create("memory");
    tcase_add_test_raise_signal(memory, a_job_gives_no_page_back, SIGSYS);
    tcase_add_test_raise_signal(memory, a_screen_worker_gives_back_its_arena_alone, SIGSYS);

    Suite *suite = suite_create("filter_rules");
    suite_add_tcase(suite, memory);
    return suite;
}

int main(void)
{
    return run_suite(filter_rules_suite());
}
