/// runtime/script/key.h
#include "script/key.h"

#include "support/run_suite.h"

#include <check.h>
#include <string.h>

static hy_key text(const char *name)
{
    return (hy_key){.text = name, .size = strlen(name)};
}

static hy_key number(double value)
{
    return (hy_key){.number = value};
}

START_TEST(numbers_come_before_strings)
{
    hy_key keys[] = {text("b"),   number(2),     text(""),   number(-0.5), text("a"),
                     number(1e9), text("ab"),    number(-3), text("B"),    number(0.5),
                     text("b a"), text("a\x80"), number(10), text("aa")};
    hy_key wanted[] = {number(-3),  number(-0.5),  number(0.5), number(2),  number(10),
                       number(1e9), text(""),      text("B"),   text("a"),  text("aa"),
                       text("ab"),  text("a\x80"), text("b"),   text("b a")};
    size_t count = sizeof keys / sizeof keys[0];
    hy_key_sort(keys, count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(hy_key_compare(&keys[i], &wanted[i]), 0);
        ck_assert(i == 0 || hy_key_compare(&keys[i - 1], &keys[i]) < 0);
    }
}
END_TEST

START_TEST(strings_are_compared_with_their_zeros)
{
    hy_key shorter = {.text = "a\0b", .size = 2};
    hy_key longer = {.text = "a\0b", .size = 3};
    ck_assert_int_lt(hy_key_compare(&shorter, &longer), 0);
    ck_assert_int_gt(hy_key_compare(&longer, &shorter), 0);
}
END_TEST

START_TEST(keys_are_described_as_a_reader_would_write_them)
{
    char place[16];
    hy_key key = text("weight");
    ck_assert_uint_eq(hy_key_describe(&key, place, sizeof place), 7);
    ck_assert_str_eq(place, ".weight");
    key = number(3);
    (void)hy_key_describe(&key, place, sizeof place);
    ck_assert_str_eq(place, "[3]");
    key = text("a name that is too long");
    ck_assert_uint_eq(hy_key_describe(&key, place, sizeof place), sizeof place - 1);
    ck_assert_str_eq(place, ".a name that is");
}
END_TEST

static Suite *key_suite(void)
{
    TCase *keys = tcase_create("keys");
    tcase_add_test(keys, numbers_come_before_strings);
    tcase_add_test(keys, strings_are_compared_with_their_zeros);
    tcase_add_test(keys, keys_are_described_as_a_reader_would_write_them);

    Suite *suite = suite_create("key");
    suite_add_tcase(suite, keys);
    return suite;
}

int main(void)
{
    return run_suite(key_suite());
}
