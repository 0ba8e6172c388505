/// runtime/sandbox/filter.h
#include "sandbox/filter.h"

#include "support/run_suite.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>

START_TEST(this_kernel_offers_filters)
{
    hy_error err = {.text = ""};
    ck_assert_msg(hy_filter_probe(&err) == HY_OK, "%s", err.text);
}
END_TEST

// each test runs in a process of its own, so it may cut off its own branch
START_TEST(a_kernel_without_filters_is_refused)
{
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    ck_assert_int_eq(seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0), 0);
    ck_assert_int_eq(seccomp_load(context), 0);
    seccomp_release(context);
    hy_error err;
    ck_assert_int_eq(hy_filter_probe(&err), HY_ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "no sandbox without seccomp"));
}
END_TEST

START_TEST(a_filter_can_be_built_again)
{
    for (int i = 0; i < 3; i++) {
        hy_filter *filter;
        ck_assert_int_eq(hy_filter_create(NULL, &filter, NULL), HY_OK);
        hy_filter_destroy(filter);
    }
}
END_TEST

static Suite *filter_suite(void)
{
    TCase *filters = tcase_create("filters");
    tcase_add_test(filters, this_kernel_offers_filters);
    tcase_add_test(filters, a_kernel_without_filters_is_refused);
    tcase_add_test(filters, a_filter_can_be_built_again);

    Suite *suite = suite_create("filter");
    suite_add_tcase(suite, filters);
    return suite;
}

int main(void)
{
    return run_suite(filter_suite());
}
