/// runtime/sandbox/sealed.h
#include "sandbox/sealed.h"

#include "support/run_suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 10000 };

static hy_sealed g_sealed;

static void begin(void)
{
    ck_assert_int_eq(hy_sealed_create(SIZE, &g_sealed, NULL), HY_OK);
    memcpy(g_sealed.data, "for ever", 9);
}

static void end(void)
{
    (void)close(g_sealed.fd);
}

START_TEST(who_maps_it_reads_what_was_written)
{
    const unsigned char *data;
    size_t size;
    ck_assert_int_eq(hy_sealed_close(&g_sealed, NULL), HY_OK);
    ck_assert_int_eq(hy_sealed_map(g_sealed.fd, &data, &size, NULL), HY_OK);
    ck_assert_uint_eq(size, SIZE);
    ck_assert_str_eq((const char *)data, "for ever");
}
END_TEST

START_TEST(not_even_the_host_writes_or_resizes_it)
{
    ck_assert_int_eq(hy_sealed_close(&g_sealed, NULL), HY_OK);
    int fd = g_sealed.fd;
    ck_assert_int_lt(write(fd, "x", 1), 0);
    ck_assert_int_eq(errno, EPERM);
    ck_assert_int_lt(ftruncate(fd, SIZE - 1), 0);
    ck_assert_int_lt(ftruncate(fd, SIZE + 1), 0);
    ck_assert_ptr_eq(mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), MAP_FAILED);
    ck_assert_int_lt(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), 0);
    ck_assert_int_eq(errno, EPERM);
}
END_TEST

START_TEST(a_mapping_cannot_be_made_writable)
{
    const unsigned char *data;
    size_t size;
    ck_assert_int_eq(hy_sealed_close(&g_sealed, NULL), HY_OK);
    ck_assert_int_eq(hy_sealed_map(g_sealed.fd, &data, &size, NULL), HY_OK);
    ck_assert_int_lt(mprotect((void *)(uintptr_t)data, size, PROT_READ | PROT_WRITE), 0);
}
END_TEST

// some systems seal all such memory against execution
START_TEST(one_seal_more_is_welcome)
{
    const unsigned char *data;
    size_t size;
    ck_assert_int_eq(fcntl(g_sealed.fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), 0);
    ck_assert_int_eq(hy_sealed_close(&g_sealed, NULL), HY_OK);
    ck_assert_int_eq(hy_sealed_map(g_sealed.fd, &data, &size, NULL), HY_OK);
}
END_TEST

START_TEST(what_is_not_sealed_is_not_mapped)
{
    const unsigned char *data;
    size_t size;
    hy_error err;
    ck_assert_int_eq(hy_sealed_map(g_sealed.fd, &data, &size, &err), HY_ERR_CORRUPT);
    ck_assert_int_eq(hy_sealed_map(-1, &data, &size, &err), HY_ERR_CORRUPT);
}
END_TEST

START_TEST(what_is_abandoned_is_closed)
{
    hy_sealed sealed;
    ck_assert_int_eq(hy_sealed_create(1, &sealed, NULL), HY_OK);
    hy_sealed_abandon(&sealed);
    ck_assert_int_lt(fcntl(sealed.fd, F_GETFD), 0);
}
END_TEST

START_TEST(too_much_is_refused)
{
    hy_sealed sealed;
    hy_error err;
    ck_assert_int_lt(hy_sealed_create(SIZE_MAX / 2, &sealed, &err), 0);
}
END_TEST

static Suite *sealed_suite(void)
{
    TCase *seals = tcase_create("seals");
    tcase_add_checked_fixture(seals, begin, end);
    tcase_add_test(seals, who_maps_it_reads_what_was_written);
    tcase_add_test(seals, not_even_the_host_writes_or_resizes_it);
    tcase_add_test(seals, a_mapping_cannot_be_made_writable);
    tcase_add_test(seals, one_seal_more_is_welcome);
    tcase_add_test(seals, what_is_not_sealed_is_not_mapped);
    tcase_add_test(seals, what_is_abandoned_is_closed);
    tcase_add_test(seals, too_much_is_refused);

    Suite *suite = suite_create("sealed");
    suite_add_tcase(suite, seals);
    return suite;
}

int main(void)
{
    return run_suite(sealed_suite());
}
