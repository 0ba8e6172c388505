/// runtime/tensor/lines.h
#include "tensor/lines.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <stdio.h>

static fixture g_test;
static hy_lines g_lines;

static void begin(void)
{
    fixture_begin(&g_test);
    hy_lines_init(&g_lines, &g_test.context->cache);
}

static void end(void)
{
    hy_lines_clear(&g_lines);
    fixture_end(&g_test);
}

static int add(const char *text)
{
    return hy_lines_add(&g_lines, text);
}

START_TEST(a_place_keeps_its_number)
{
    int number = add("agent.lua:12");
    ck_assert_int_eq(number, 1);
    ck_assert_int_eq(add("agent.lua:13"), 2);
    ck_assert_int_eq(add("agent.lua:12"), number);
    ck_assert_str_eq(hy_lines_text(&g_lines, number), "agent.lua:12");
    ck_assert_ptr_null(hy_lines_text(&g_lines, 0));
}
END_TEST

START_TEST(many_places_are_kept)
{
    char text[HY_LINE_SIZE];
    for (int i = 1; i <= 100; i++) {
        (void)snprintf(text, sizeof text, "agent.lua:%d", i);
        ck_assert_int_eq(add(text), i);
    }
    ck_assert_str_eq(hy_lines_text(&g_lines, 40), "agent.lua:40");
}
END_TEST

START_TEST(without_memory_there_is_no_number)
{
    g_test.heap.failing_call = 1;
    ck_assert_int_eq(add("agent.lua:12"), 0);
}
END_TEST

static Suite *lines_suite(void)
{
    TCase *lines = tcase_create("lines");
    tcase_add_checked_fixture(lines, begin, end);
    tcase_add_test(lines, a_place_keeps_its_number);
    tcase_add_test(lines, many_places_are_kept);
    tcase_add_test(lines, without_memory_there_is_no_number);

    Suite *suite = suite_create("lines");
    suite_add_tcase(suite, lines);
    return suite;
}

int main(void)
{
    return run_suite(lines_suite());
}
