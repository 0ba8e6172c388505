/// runtime/tensor/list.h
#include "tensor/list.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

static fixture g_test;
static hy_list g_list;

static void begin(void)
{
    fixture_begin(&g_test);
    g_list = hy_list_of(&g_test.context->cache, sizeof(int));
}

static void end(void)
{
    hy_list_clear(&g_list);
    ck_assert_ptr_null(g_list.items);
    fixture_end(&g_test);
}

static hy_status push(int number)
{
    hy_error err;
    void *place = NULL;
    hy_status status = hy_list_push(&g_list, &place, &err);
    if (status == HY_OK) {
        *(int *)place = number;
    }
    return status;
}

static void check_items(int count)
{
    ck_assert_uint_eq(g_list.count, (size_t)count);
    for (int i = 0; i < count; i++) {
        ck_assert_int_eq(((const int *)g_list.items)[i], i);
    }
}

START_TEST(items_stay_when_the_list_grows)
{
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(push(i), HY_OK);
    }
    check_items(1000);
}
END_TEST

START_TEST(a_list_is_used_again_after_it_was_cleared)
{
    ck_assert_int_eq(push(7), HY_OK);
    hy_list_clear(&g_list);
    ck_assert_int_eq(push(0), HY_OK);
    check_items(1);
}
END_TEST

START_TEST(without_memory_the_list_stays_as_it_was)
{
    g_test.heap.failing_call = 1;
    ck_assert_int_eq(push(0), HY_ERR_MEMORY);
    check_items(0);
    g_test.heap.failing_call = 0;
    int count = 0;
    while (g_list.count < 32) {
        ck_assert_int_eq(push(count++), HY_OK);
    }
    g_test.heap.failing_call = g_test.heap.calls + 1;
    ck_assert_int_eq(push(count), HY_ERR_MEMORY);
    check_items(count);
}
END_TEST

static Suite *list_suite(void)
{
    TCase *lists = tcase_create("lists");
    tcase_add_checked_fixture(lists, begin, end);
    tcase_add_test(lists, items_stay_when_the_list_grows);
    tcase_add_test(lists, a_list_is_used_again_after_it_was_cleared);
    tcase_add_test(lists, without_memory_the_list_stays_as_it_was);

    Suite *suite = suite_create("list");
    suite_add_tcase(suite, lists);
    return suite;
}

int main(void)
{
    return run_suite(list_suite());
}
