/// runtime/base/error.h
#include "base/error.h"

#include "support/run_suite.h"

#include <string.h>

START_TEST(a_failure_carries_its_code_and_sentence)
{
    hy_error err;
    ck_assert_int_eq(hy_fail(&err, HY_ERR_SHAPE, "extents differ: %d and %d", 3, 2), HY_ERR_SHAPE);
    ck_assert_int_eq(err.status, HY_ERR_SHAPE);
    ck_assert_str_eq(err.text, "extents differ: 3 and 2");
}
END_TEST

START_TEST(nobody_has_to_listen)
{
    ck_assert_int_eq(hy_fail(NULL, HY_ERR_IO, "unheard"), HY_ERR_IO);
}
END_TEST

START_TEST(a_long_sentence_is_cut_and_terminated)
{
    hy_error err;
    hy_fail(&err, HY_ERR_LIMIT, "%0*d", 2 * HY_ERROR_TEXT_SIZE, 1);
    ck_assert_uint_eq(strlen(err.text), HY_ERROR_TEXT_SIZE - 1);
}
END_TEST

static Suite *error_suite(void)
{
    TCase *failures = tcase_create("failures");
    tcase_add_test(failures, a_failure_carries_its_code_and_sentence);
    tcase_add_test(failures, nobody_has_to_listen);
    tcase_add_test(failures, a_long_sentence_is_cut_and_terminated);

    Suite *suite = suite_create("error");
    suite_add_tcase(suite, failures);
    return suite;
}

int main(void)
{
    return run_suite(error_suite());
}
