/// runtime/serve/address.h
#include "serve/address.h"

#include "support/run_suite.h"

#include <stdio.h>
#include <string.h>

START_TEST(the_last_part_of_a_path_is_named_through_its_folder)
{
    hy_address address;
    ck_assert_int_eq(hy_address_open(&address, "/tmp/../tmp/live.sock", NULL), HY_OK);
    char wanted[64];
    (void)snprintf(wanted, sizeof wanted, "/proc/self/fd/%d/live.sock", address.folder);
    ck_assert_str_eq(address.name.sun_path, wanted);
    hy_address_close(&address);
    ck_assert_int_eq(hy_address_open(&address, "live.sock", NULL), HY_OK);
    hy_address_close(&address);
}
END_TEST

START_TEST(what_cannot_be_named_is_told)
{
    hy_address address;
    hy_error err;
    ck_assert_int_eq(hy_address_open(&address, "/no/such/folder", &err), HY_ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "/no/such/folder: "));
    char path[256] = "/tmp/";
    memset(path + 5, 'n', 120);
    ck_assert_int_eq(hy_address_open(&address, path, &err), HY_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.text, "too long"));
}
END_TEST

static Suite *address_suite(void)
{
    TCase *names = tcase_create("names");
    tcase_add_test(names, the_last_part_of_a_path_is_named_through_its_folder);
    tcase_add_test(names, what_cannot_be_named_is_told);

    Suite *suite = suite_create("address");
    suite_add_tcase(suite, names);
    return suite;
}

int main(void)
{
    return run_suite(address_suite());
}
