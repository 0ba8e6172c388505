/// runtime/sandbox/job_list.h
#include "sandbox/job_list.h"

#include "support/run_suite.h"

static hy_job_list g_list;
static hy_job_table g_table;

static hy_job *job(uint64_t ticket)
{
    hy_limits limits = hy_limits_default();
    hy_job *job = NULL;
    ck_assert_int_eq(hy_job_create(ticket, &limits, "abc", 3, &job, NULL), HY_OK);
    ck_assert_int_eq(hy_job_table_add(&g_table, job, NULL), HY_OK);
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
    hy_job_table_deinit(&g_table);
    ck_assert_ptr_null(hy_job_table_find(&g_table, 1));
}

static void expect_first(uint64_t ticket)
{
    ck_assert_uint_eq(hy_job_list_take_first(&g_list)->ticket, ticket);
}

START_TEST(jobs_leave_in_the_order_they_came)
{
    expect_first(1);
    expect_first(2);
    hy_job_list_prepend(&g_list, job(9));
    expect_first(9);
    expect_first(3);
    ck_assert_ptr_null(hy_job_list_take_first(&g_list));
    ck_assert_ptr_null(g_list.last);
}
END_TEST

START_TEST(a_job_can_be_taken_from_anywhere)
{
    hy_job_list_remove(&g_list, hy_job_table_find(&g_table, 3));
    hy_job_list_append(&g_list, job(4));
    hy_job_list_remove(&g_list, hy_job_table_find(&g_table, 2));
    expect_first(1);
    expect_first(4);
    ck_assert_ptr_null(g_list.first);
}
END_TEST

START_TEST(a_job_owns_copies)
{
    const hy_job *first = hy_job_table_find(&g_table, 1);
    hy_limits limits = hy_limits_default();
    hy_limits copy = hy_job_limits(first);
    ck_assert_uint_eq(first->payload.size, sizeof limits + 3);
    ck_assert_mem_eq(first->payload.data + sizeof limits, "abc", 3);
    ck_assert_mem_eq(&copy, &limits, sizeof limits);
}
END_TEST

START_TEST(a_table_finds_each_of_many)
{
    enum { COUNT = 1000 };
    for (uint64_t ticket = 10; ticket < COUNT; ticket++) {
        (void)job(ticket);
    }
    for (uint64_t ticket = 10; ticket < COUNT; ticket += 3) {
        hy_job *found = hy_job_table_find(&g_table, ticket);
        ck_assert_uint_eq(found->ticket, ticket);
        hy_job_table_remove(&g_table, found);
        hy_job_destroy(found);
    }
    for (uint64_t ticket = 10; ticket < COUNT; ticket++) {
        ck_assert_int_eq(hy_job_table_find(&g_table, ticket) == NULL, (ticket - 10) % 3 == 0);
    }
    ck_assert_ptr_null(hy_job_table_find(&g_table, COUNT));
}
END_TEST

static Suite *job_list_suite(void)
{
    TCase *order = tcase_create("order");
    tcase_add_checked_fixture(order, fill, empty);
    tcase_add_test(order, jobs_leave_in_the_order_they_came);
    tcase_add_test(order, a_job_can_be_taken_from_anywhere);
    tcase_add_test(order, a_job_owns_copies);
    tcase_add_test(order, a_table_finds_each_of_many);

    Suite *suite = suite_create("job_list");
    suite_add_tcase(suite, order);
    return suite;
}

int main(void)
{
    return run_suite(job_list_suite());
}
