/// runtime/sandbox/job_list.h
#include "sandbox/job_list.h"

#include "support/run_suite.h"

static hy_job_list g_list;

static hy_job *job(uint64_t ticket)
{
    hy_limits limits = hy_limits_default();
    hy_job *job = NULL;
    ck_assert_int_eq(hy_job_create(ticket, &limits, "abc", 3, &job, NULL), HY_OK);
    return job;
}

static void fill(void)
{
    hy_job_list_append(&g_list, job(1));
    hy_job_list_append(&g_list, job(2));
    hy_job_list_append(&g_list, job(3));
}

static void empty(void)
{
    hy_job_list_deinit(&g_list);
    ck_assert_ptr_null(g_list.first);
    ck_assert_ptr_null(g_list.last);
}

static void expect_first(uint64_t ticket)
{
    hy_job *first = hy_job_list_take_first(&g_list);
    ck_assert_uint_eq(first->ticket, ticket);
    hy_job_destroy(first);
}

START_TEST(jobs_leave_in_the_order_they_came)
{
    expect_first(1);
    expect_first(2);
    hy_job_list_prepend(&g_list, job(9));
    expect_first(9);
    expect_first(3);
    ck_assert_ptr_null(hy_job_list_take_first(&g_list));
}
END_TEST

START_TEST(a_job_can_be_taken_from_anywhere)
{
    ck_assert_ptr_nonnull(hy_job_list_find(&g_list, 3));
    hy_job_destroy(hy_job_list_take(&g_list, 3));
    ck_assert_ptr_null(hy_job_list_find(&g_list, 3));
    hy_job_list_append(&g_list, job(4));
    hy_job_destroy(hy_job_list_take(&g_list, 2));
    ck_assert_ptr_null(hy_job_list_take(&g_list, 2));
    expect_first(1);
    expect_first(4);
}
END_TEST

START_TEST(a_job_owns_copies)
{
    const hy_job *first = hy_job_list_find(&g_list, 1);
    ck_assert_uint_eq(first->payload.size, 3);
    ck_assert_mem_eq(first->payload.data, "abc", 3);
    ck_assert_uint_eq(first->limits.size, sizeof(hy_limits));
}
END_TEST

static Suite *job_list_suite(void)
{
    TCase *order = tcase_create("order");
    tcase_add_checked_fixture(order, fill, empty);
    tcase_add_test(order, jobs_leave_in_the_order_they_came);
    tcase_add_test(order, a_job_can_be_taken_from_anywhere);
    tcase_add_test(order, a_job_owns_copies);

    Suite *suite = suite_create("job_list");
    suite_add_tcase(suite, order);
    return suite;
}

int main(void)
{
    return run_suite(job_list_suite());
}
