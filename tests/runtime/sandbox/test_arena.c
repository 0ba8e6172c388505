/// runtime/sandbox/arena.h
#include "sandbox/arena.h"

#include "support/run_suite.h"

#include <stdint.h>
#include <string.h>

enum { REGION_BYTES = 1 << 20 };

static hy_arena *g_arena;

static void open_arena(void)
{
    ck_assert_int_eq(hy_arena_create(REGION_BYTES, &g_arena, NULL), HY_OK);
}

static void close_arena(void)
{
    hy_arena_destroy(g_arena);
}

START_TEST(every_size_gets_room_of_its_own)
{
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        blocks[i] = hy_arena_allocate(g_arena, i * 7);
        ck_assert_ptr_nonnull(blocks[i]);
        memset(blocks[i], (int)i, i * 7);
    }
    for (size_t i = 1; i < 200; i++) {
        ck_assert_uint_eq(blocks[i][0], i);
        ck_assert_uint_eq(blocks[i][i * 7 - 1], i);
    }
}
END_TEST

START_TEST(no_block_reaches_behind_the_limit)
{
    uintptr_t start;
    hy_arena_limit(g_arena, 100000);
    size_t size = hy_arena_beyond(g_arena, &start);
    ck_assert_uint_eq(start % 4096, 0);
    ck_assert_uint_eq(start + size, (uintptr_t)g_arena + REGION_BYTES);
    uintptr_t end = 0;
    unsigned char *block;
    while ((block = hy_arena_allocate(g_arena, 16))) {
        end = (uintptr_t)block + 16;
    }
    ck_assert(end <= start && start - end < 4096);
}
END_TEST

START_TEST(blocks_are_aligned)
{
    for (size_t size = 1; size < 5000; size += 13) {
        ck_assert_uint_eq((uintptr_t)hy_arena_allocate(g_arena, size) % 16, 0);
    }
    for (size_t size = 64; size < 5000; size += 64) {
        (void)hy_arena_allocate(g_arena, 16);
        ck_assert_uint_eq((uintptr_t)hy_arena_allocate(g_arena, size) % 64, 0);
    }
}
END_TEST

START_TEST(a_released_block_is_used_again)
{
    void *first = hy_arena_allocate(g_arena, 100);
    size_t taken = hy_arena_taken(g_arena);
    hy_arena_release(g_arena, first, 100);
    ck_assert_ptr_eq(hy_arena_allocate(g_arena, 112), first);
    ck_assert_uint_eq(hy_arena_taken(g_arena), taken);
}
END_TEST

START_TEST(the_limit_counts_from_where_it_is_set)
{
    ck_assert_ptr_nonnull(hy_arena_allocate(g_arena, 1 << 16));
    hy_arena_limit(g_arena, 1 << 12);
    ck_assert_uint_eq(hy_arena_taken(g_arena), 0);
    ck_assert_ptr_nonnull(hy_arena_allocate(g_arena, 1 << 11));
    ck_assert(!hy_arena_is_exhausted(g_arena));
    ck_assert_ptr_null(hy_arena_allocate(g_arena, 1 << 12));
    ck_assert(hy_arena_is_exhausted(g_arena));
}
END_TEST

START_TEST(exhaustion_is_remembered)
{
    hy_arena_limit(g_arena, 1 << 12);
    ck_assert_ptr_null(hy_arena_allocate(g_arena, 1 << 13));
    ck_assert_ptr_nonnull(hy_arena_allocate(g_arena, 16));
    ck_assert(hy_arena_is_exhausted(g_arena));
}
END_TEST

START_TEST(a_try_is_forgotten)
{
    hy_arena_limit(g_arena, 1 << 12);
    ck_assert_ptr_null(hy_arena_try(g_arena, 1 << 13));
    ck_assert(!hy_arena_is_exhausted(g_arena));
    hy_arena_exhaust(g_arena);
    ck_assert(hy_arena_is_exhausted(g_arena));
}
END_TEST

START_TEST(an_impossible_size_is_refused)
{
    ck_assert_ptr_null(hy_arena_allocate(g_arena, SIZE_MAX));
    ck_assert_ptr_null(hy_arena_allocate(g_arena, REGION_BYTES));
    void *block = hy_arena_allocate(g_arena, 32);
    ck_assert_ptr_null(hy_arena_resize(g_arena, block, 32, SIZE_MAX - 8));
    ck_assert(hy_arena_is_exhausted(g_arena));
}
END_TEST

START_TEST(at_the_limit_a_large_block_is_cut)
{
    hy_arena_limit(g_arena, 1 << 13);
    void *large = hy_arena_allocate(g_arena, 1 << 12);
    while (hy_arena_allocate(g_arena, 64)) {
    }
    hy_arena_release(g_arena, large, 1 << 12);
    unsigned char *first = hy_arena_allocate(g_arena, 48);
    ck_assert_ptr_eq(first, large);
    for (int i = 0; i < 40; i++) {
        unsigned char *block = hy_arena_allocate(g_arena, 64);
        ck_assert_ptr_nonnull(block);
        ck_assert_uint_eq((uintptr_t)block % 64, 0);
        ck_assert(block > first && block + 64 <= first + (1 << 12));
    }
}
END_TEST

START_TEST(resizing_keeps_the_contents)
{
    char *block = hy_arena_allocate(g_arena, 6);
    memcpy(block, "hyla!", 6);
    for (size_t size = 6; size < 60000; size = size * 3 / 2) {
        block = hy_arena_resize(g_arena, block, size, size * 3 / 2);
        ck_assert_str_eq(block, "hyla!");
    }
}
END_TEST

START_TEST(shrinking_never_fails)
{
    hy_arena_limit(g_arena, 1 << 12);
    void *block = hy_arena_allocate(g_arena, 4000);
    while (hy_arena_allocate(g_arena, 16)) {
    }
    hy_arena_limit(g_arena, 0);
    ck_assert_ptr_nonnull(hy_arena_resize(g_arena, block, 4000, 40));
    ck_assert(!hy_arena_is_exhausted(g_arena));
}
END_TEST

START_TEST(a_tiny_region_is_refused)
{
    hy_arena *none = NULL;
    hy_error err;
    ck_assert_int_eq(hy_arena_create(100, &none, &err), HY_ERR_ARGUMENT);
    ck_assert_ptr_null(none);
}
END_TEST

static Suite *arena_suite(void)
{
    TCase *blocks = tcase_create("blocks");
    tcase_add_checked_fixture(blocks, open_arena, close_arena);
    tcase_add_test(blocks, every_size_gets_room_of_its_own);
    tcase_add_test(blocks, no_block_reaches_behind_the_limit);
    tcase_add_test(blocks, blocks_are_aligned);
    tcase_add_test(blocks, a_released_block_is_used_again);
    tcase_add_test(blocks, the_limit_counts_from_where_it_is_set);
    tcase_add_test(blocks, exhaustion_is_remembered);
    tcase_add_test(blocks, a_try_is_forgotten);
    tcase_add_test(blocks, an_impossible_size_is_refused);
    tcase_add_test(blocks, at_the_limit_a_large_block_is_cut);
    tcase_add_test(blocks, resizing_keeps_the_contents);
    tcase_add_test(blocks, shrinking_never_fails);
    tcase_add_test(blocks, a_tiny_region_is_refused);

    Suite *suite = suite_create("arena");
    suite_add_tcase(suite, blocks);
    return suite;
}

int main(void)
{
    return run_suite(arena_suite());
}
