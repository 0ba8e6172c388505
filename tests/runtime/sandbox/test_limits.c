/// runtime/sandbox/limits.h
#include "sandbox/limits.h"

#include "support/run_suite.h"

#include <math.h>
#include <string.h>

START_TEST(the_defaults_are_good)
{
    hy_limits limits = hy_limits_default();
    ck_assert_int_eq(hy_limits_check(&limits, NULL), HY_OK);
}
END_TEST

static void expect_refusal(hy_limits limits, const char *name)
{
    hy_error err;
    ck_assert_int_eq(hy_limits_check(&limits, &err), HY_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.text, name));
}

START_TEST(a_bad_limit_is_named)
{
    hy_limits limits = hy_limits_default();
    limits.cpu_seconds = (double)NAN;
    expect_refusal(limits, "cpu_seconds");
    limits = hy_limits_default();
    limits.wall_seconds = 0.0;
    expect_refusal(limits, "wall_seconds");
    limits = hy_limits_default();
    limits.memory_bytes = HY_LIMITS_REGION_BYTES + 1;
    expect_refusal(limits, "memory_bytes");
    limits = hy_limits_default();
    limits.output_bytes = 0;
    expect_refusal(limits, "output_bytes");
}
END_TEST

static Suite *limits_suite(void)
{
    TCase *checks = tcase_create("checks");
    tcase_add_test(checks, the_defaults_are_good);
    tcase_add_test(checks, a_bad_limit_is_named);

    Suite *suite = suite_create("limits");
    suite_add_tcase(suite, checks);
    return suite;
}

int main(void)
{
    return run_suite(limits_suite());
}
