/// runtime/sandbox/filter_rules_release.c: what a build with sanitizers must allow, and no other
/// does
#include "sandbox/filter.h"

#include "support/pool_fixture.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

enum {
    PAGE = 4096,
    ARENA_BYTES = 1 << 20,
};

static void enter(hy_filter *filter)
{
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
    const hy_filter_forker forker = {.door_address = 0, .socket_fd = 3};
    char *place = map();
    hy_filter *filter;
    ck_assert_int_eq(hy_filter_create_forker(&forker, &filter, NULL), HY_OK);
    enter(filter);
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
    hy_filter *filter;
    ck_assert_int_eq(hy_filter_create_screen(&screen, &filter, NULL), HY_OK);
    enter(filter);
    bool is_done = madvise(arena + ARENA_BYTES - PAGE, PAGE, MADV_DONTNEED) == 0;
    if (!is_done || arena[ARENA_BYTES - 1] != 0) {
        __builtin_trap();
    }
    (void)madvise(arena + ARENA_BYTES, PAGE, MADV_DONTNEED);
}
END_TEST

static const forbidden_call forbidden[] = {
    {"mmap", SYS_mmap, "0 4096 3"},
    {"a write to another descriptor", SYS_write, "0 0 8"},
    {"a write of more than a ring", SYS_write, "3 0 9"},
    {"signals held off", SYS_rt_sigprocmask, "0 0 0"},
    {"memory taken out of a file", SYS_madvise, "0 0 9"},
};

START_TEST(a_forbidden_call_is_denied)
{
    expect_denied(forbidden, _i);
}
END_TEST

static Suite *filter_rules_suite(void)
{
    TCase *calls = tcase_create("calls");
    tcase_add_checked_fixture(calls, open_pool, close_pool);
    tcase_add_loop_test(calls, a_forbidden_call_is_denied, 0,
                        TIERS * sizeof forbidden / sizeof *forbidden);

    TCase *memory = tcase_create("memory");
    tcase_add_test_raise_signal(memory, a_job_gives_no_page_back, SIGSYS);
    tcase_add_test_raise_signal(memory, a_screen_worker_gives_back_its_arena_alone, SIGSYS);

    Suite *suite = suite_create("filter_rules");
    suite_add_tcase(suite, calls);
    suite_add_tcase(suite, memory);
    return suite;
}

int main(int argc, char **argv)
{
    bool is_worker = argc == 2 && strcmp(argv[1], HY_WORKER_WORD) == 0;
    return is_worker ? stand_in_main() : run_suite(filter_rules_suite());
}
