/// runtime/tensor/allocator.h
#include "tensor/allocator.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <stdint.h>
#include <string.h>

static hy_cache g_cache;
static fixture g_test;

static void begin(size_t limit_bytes)
{
    g_test = (fixture){.heap = {0}};
    hy_allocator allocator = fixture_allocator(&g_test);
    hy_cache_init(&g_cache, &allocator, limit_bytes);
}

static void end(void)
{
    ck_assert_uint_eq(g_cache.in_use_bytes, 0);
    hy_cache_deinit(&g_cache);
    ck_assert_uint_eq(g_test.heap.live_blocks, 0);
    ck_assert_uint_eq(g_cache.held_bytes, 0);
}

START_TEST(blocks_of_every_size_are_aligned_and_whole)
{
    begin(0);
    for (size_t size = 0; size < 20000; size += 37) {
        void *block = NULL;
        ck_assert_int_eq(hy_cache_allocate(&g_cache, size, &block, NULL), HY_OK);
        ck_assert_uint_eq((uintptr_t)block % 64, 0);
        memset(block, 1, size);
        hy_cache_release(&g_cache, block, size);
    }
    end();
}
END_TEST

START_TEST(the_system_gives_large_blocks_whole)
{
    const hy_allocator *allocator = &hy_allocator_system;
    for (size_t size = 64; size < (size_t)1 << 25; size = (size * 3 + 64) / 64 * 64) {
        char *block = allocator->allocate(allocator->user, size);
        ck_assert_ptr_nonnull(block);
        ck_assert_uint_eq((uintptr_t)block % 64, 0);
        memset(block, 1, size);
        allocator->release(allocator->user, block, size);
    }
}
END_TEST

START_TEST(a_freed_block_serves_the_next_request_of_its_size)
{
    begin(0);
    void *first = NULL;
    void *second = NULL;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 5000, &first, NULL), HY_OK);
    hy_cache_release(&g_cache, first, 5000);
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 5001, &second, NULL), HY_OK);
    ck_assert_ptr_eq(first, second);
    ck_assert_uint_eq(g_test.heap.calls, 1);
    hy_cache_release(&g_cache, second, 5001);
    end();
}
END_TEST

START_TEST(only_a_small_block_that_lies_free_is_reused)
{
    begin(0);
    void *small = NULL;
    void *large = NULL;
    ck_assert_ptr_null(hy_cache_reuse(&g_cache, 100));
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 100, &small, NULL), HY_OK);
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 5000, &large, NULL), HY_OK);
    hy_cache_release(&g_cache, small, 100);
    hy_cache_release(&g_cache, large, 5000);
    ck_assert_ptr_null(hy_cache_reuse(&g_cache, 5000));
    ck_assert_ptr_eq(hy_cache_reuse(&g_cache, 128), small);
    ck_assert_ptr_null(hy_cache_reuse(&g_cache, 128));
    ck_assert_uint_eq(g_cache.in_use_bytes, 128);
    hy_cache_release(&g_cache, small, 128);
    end();
}
END_TEST

START_TEST(a_size_is_rounded_up_by_at_most_a_quarter)
{
    begin(0);
    for (size_t size = 1025; size < ((size_t)1 << 24); size += size / 3) {
        void *block = NULL;
        ck_assert_int_eq(hy_cache_allocate(&g_cache, size, &block, NULL), HY_OK);
        ck_assert_uint_ge(g_cache.in_use_bytes, size);
        ck_assert_uint_le(g_cache.in_use_bytes, size + size / 4);
        hy_cache_release(&g_cache, block, size);
    }
    end();
}
END_TEST

START_TEST(the_limit_is_an_error_and_what_is_free_counts_not)
{
    begin(4096);
    void *block = NULL;
    hy_error err;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 2048, &block, NULL), HY_OK);
    hy_cache_release(&g_cache, block, 2048);
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 4096, &block, NULL), HY_OK);
    void *more = NULL;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 64, &more, &err), HY_ERR_LIMIT);
    ck_assert_str_eq(err.text, "tensor memory limit of 4096 bytes reached: 64 more wanted");
    ck_assert_ptr_null(more);
    hy_cache_release(&g_cache, block, 4096);
    end();
}
END_TEST

START_TEST(an_impossible_size_is_an_error)
{
    begin(0);
    void *block = NULL;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, SIZE_MAX, &block, NULL), HY_ERR_LIMIT);
    end();
}
END_TEST

START_TEST(a_failing_allocator_is_asked_again_after_a_trim)
{
    begin(0);
    void *block = NULL;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 64, &block, NULL), HY_OK);
    hy_cache_release(&g_cache, block, 64);
    g_test.heap.failing_call = g_test.heap.calls + 1;
    hy_error err;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 9000, &block, &err), HY_ERR_MEMORY);
    ck_assert_uint_eq(g_test.heap.live_blocks, 0);
    ck_assert_uint_eq(g_test.heap.calls, 3);
    ck_assert_uint_eq(g_test.heap.refusals, 1);
    end();
}
END_TEST

static void *g_spare;

static void give_up_spare(void *user)
{
    hy_cache_release(user, g_spare, 4096);
}

START_TEST(others_are_asked_to_release_before_the_limit_is_an_error)
{
    begin(4096);
    void *block = NULL;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 4096, &g_spare, NULL), HY_OK);
    g_cache.reclaim = give_up_spare;
    g_cache.reclaim_user = &g_cache;
    ck_assert_int_eq(hy_cache_allocate(&g_cache, 64, &block, NULL), HY_OK);
    ck_assert_uint_eq(g_test.heap.refusals, 0);
    hy_cache_release(&g_cache, block, 64);
    end();
}
END_TEST

static Suite *allocator_suite(void)
{
    TCase *caching = tcase_create("caching");
    tcase_add_test(caching, blocks_of_every_size_are_aligned_and_whole);
    tcase_add_test(caching, the_system_gives_large_blocks_whole);
    tcase_add_test(caching, a_freed_block_serves_the_next_request_of_its_size);
    tcase_add_test(caching, only_a_small_block_that_lies_free_is_reused);
    tcase_add_test(caching, a_size_is_rounded_up_by_at_most_a_quarter);
    tcase_add_test(caching, the_limit_is_an_error_and_what_is_free_counts_not);
    tcase_add_test(caching, an_impossible_size_is_an_error);
    tcase_add_test(caching, a_failing_allocator_is_asked_again_after_a_trim);
    tcase_add_test(caching, others_are_asked_to_release_before_the_limit_is_an_error);

    Suite *suite = suite_create("allocator");
    suite_add_tcase(suite, caching);
    return suite;
}

int main(void)
{
    return run_suite(allocator_suite());
}
