/// runtime/sandbox/code_pool.h
#include "sandbox/code_pool.h"

#include "support/run_suite.h"

#include <stdbool.h>
#include <sys/mman.h>

static void *map(size_t size)
{
    return __wrap_mmap64(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static bool is_inside(const void *place)
{
    return (uintptr_t)place - hy_code_pool_address() < HY_CODE_POOL_BYTES;
}

START_TEST(the_pool_is_aligned_to_its_size)
{
    ck_assert_uint_eq(hy_code_pool_address() % HY_CODE_POOL_BYTES, 0);
}
END_TEST

START_TEST(a_closed_pool_passes_everything_on)
{
    void *place = map(4096);
    ck_assert(place != MAP_FAILED && !is_inside(place));
    ck_assert_int_eq(__wrap_munmap(place, 4096), 0);
}
END_TEST

START_TEST(areas_come_from_the_pool_and_return_to_it)
{
    hy_code_pool_open();
    char *first = map(HY_CODE_POOL_AREA_BYTES);
    char *second = map(HY_CODE_POOL_AREA_BYTES);
    ck_assert(is_inside(first) && is_inside(second));
    second[0] = 'x';
    ck_assert_int_eq(__wrap_munmap(second, HY_CODE_POOL_AREA_BYTES), 0);
    ck_assert_ptr_eq(map(HY_CODE_POOL_AREA_BYTES), second);
}
END_TEST

START_TEST(an_emptied_pool_begins_again)
{
    hy_code_pool_open();
    char *first = map(HY_CODE_POOL_AREA_BYTES);
    (void)map(HY_CODE_POOL_AREA_BYTES);
    hy_code_pool_empty();
    ck_assert_ptr_eq(map(HY_CODE_POOL_AREA_BYTES), first);
}
END_TEST

START_TEST(a_full_pool_fails)
{
    hy_code_pool_open();
    for (int i = 0; i < HY_CODE_POOL_BYTES / HY_CODE_POOL_AREA_BYTES; i++) {
        ck_assert(is_inside(map(HY_CODE_POOL_AREA_BYTES)));
    }
    ck_assert_ptr_eq(map(4096), MAP_FAILED);
}
END_TEST

static Suite *code_pool_suite(void)
{
    TCase *areas = tcase_create("areas");
    tcase_add_test(areas, the_pool_is_aligned_to_its_size);
    tcase_add_test(areas, a_closed_pool_passes_everything_on);
    tcase_add_test(areas, areas_come_from_the_pool_and_return_to_it);
    tcase_add_test(areas, an_emptied_pool_begins_again);
    tcase_add_test(areas, a_full_pool_fails);

    Suite *suite = suite_create("code_pool");
    suite_add_tcase(suite, areas);
    return suite;
}

int main(void)
{
    return run_suite(code_pool_suite());
}
