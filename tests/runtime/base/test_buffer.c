/// runtime/base/buffer.h
#include "base/buffer.h"

#include "support/run_suite.h"

#include <stdint.h>
#include <string.h>

START_TEST(appended_bytes_stand_in_order)
{
    hy_buffer buffer;
    hy_buffer_init(&buffer);
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(hy_buffer_append(&buffer, "abc", 3, NULL), HY_OK);
    }
    ck_assert_uint_eq(buffer.size, 3000);
    ck_assert_int_eq(memcmp(buffer.data + 2997, "abc", 3), 0);
    hy_buffer_deinit(&buffer);
}
END_TEST

START_TEST(nothing_can_be_appended_to_nothing)
{
    hy_buffer buffer;
    hy_buffer_init(&buffer);
    ck_assert_int_eq(hy_buffer_append(&buffer, NULL, 0, NULL), HY_OK);
    ck_assert_uint_eq(buffer.size, 0);
    hy_buffer_deinit(&buffer);
}
END_TEST

START_TEST(an_impossible_size_is_an_error_and_changes_nothing)
{
    hy_buffer buffer;
    hy_error err;
    hy_buffer_init(&buffer);
    ck_assert_int_eq(hy_buffer_append(&buffer, "abc", 3, &err), HY_OK);
    ck_assert_int_eq(hy_buffer_reserve(&buffer, SIZE_MAX - 1, &err), HY_ERR_MEMORY);
    ck_assert_uint_eq(buffer.size, 3);
    hy_buffer_deinit(&buffer);
}
END_TEST

static Suite *buffer_suite(void)
{
    TCase *growth = tcase_create("growth");
    tcase_add_test(growth, appended_bytes_stand_in_order);
    tcase_add_test(growth, nothing_can_be_appended_to_nothing);
    tcase_add_test(growth, an_impossible_size_is_an_error_and_changes_nothing);

    Suite *suite = suite_create("buffer");
    suite_add_tcase(suite, growth);
    return suite;
}

int main(void)
{
    return run_suite(buffer_suite());
}
