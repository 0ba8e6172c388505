/// runtime/sandbox/token.h
#include "sandbox/token.h"

#include "support/run_suite.h"

#include <string.h>

static hy_token first_of(const char *source)
{
    hy_token_scanner scanner = hy_token_scan(source, strlen(source));
    return hy_token_next(&scanner);
}

static hy_token_kind kind_of(const char *source)
{
    return first_of(source).kind;
}

static void expect_text(const char *source, hy_token_kind kind, const char *text)
{
    hy_token token = first_of(source);
    ck_assert_int_eq(token.kind, kind);
    ck_assert_uint_eq(token.size, strlen(text));
    ck_assert(memcmp(token.text, text, token.size) == 0);
}

START_TEST(words_are_names_unless_they_are_keywords)
{
    ck_assert_int_eq(kind_of("while x"), HY_TOKEN_WHILE);
    ck_assert_int_eq(kind_of("and"), HY_TOKEN_AND);
    ck_assert_int_eq(kind_of("elseif"), HY_TOKEN_ELSEIF);
    expect_text("elseif_", HY_TOKEN_NAME, "elseif_");
    expect_text("en d", HY_TOKEN_NAME, "en");
    expect_text("\xc3\xa9t\xc3\xa9=1", HY_TOKEN_NAME, "\xc3\xa9t\xc3\xa9");
}
END_TEST

START_TEST(symbols_are_as_long_as_they_can_be)
{
    ck_assert_int_eq(kind_of("..."), HY_TOKEN_DOTS);
    ck_assert_int_eq(kind_of("..x"), HY_TOKEN_CONCAT);
    ck_assert_int_eq(kind_of(".x"), HY_TOKEN_DOT);
    ck_assert_int_eq(kind_of("<="), HY_TOKEN_AT_MOST);
    ck_assert_int_eq(kind_of("::"), HY_TOKEN_LABEL);
    ck_assert_int_eq(kind_of("[x"), HY_TOKEN_OPEN_INDEX);
    ck_assert_int_eq(kind_of("~"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("!"), HY_TOKEN_BAD);
}
END_TEST

START_TEST(a_string_lies_between_its_delimiters)
{
    expect_text("'a\\'b'", HY_TOKEN_STRING, "a\\'b");
    expect_text("\"a\\z \n b\"", HY_TOKEN_STRING, "a\\z \n b");
    expect_text("[==[a]]b]==]", HY_TOKEN_LONG_STRING, "a]]b");
    ck_assert_int_eq(kind_of("'a\nb'"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("'a"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("'\\q'"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("'\\x4g'"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("[=[a]]"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("[=a"), HY_TOKEN_BAD);
}
END_TEST

START_TEST(a_number_is_taken_whole)
{
    expect_text("3.25e-2+1", HY_TOKEN_NUMBER, "3.25e-2");
    expect_text("0x1Fp-3-1", HY_TOKEN_NUMBER, "0x1Fp-3");
    expect_text(".5", HY_TOKEN_NUMBER, ".5");
    ck_assert_int_eq(kind_of("3x"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("1..2"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("0x"), HY_TOKEN_BAD);
    ck_assert_int_eq(kind_of("1e+"), HY_TOKEN_BAD);
}
END_TEST

START_TEST(numbers_of_the_ffi_are_told)
{
    ck_assert(first_of("1LL").is_cdata);
    ck_assert(first_of("0xffULL").is_cdata);
    ck_assert(first_of("2.5i").is_cdata);
    ck_assert(!first_of("1").is_cdata);
    ck_assert(!first_of("0xff").is_cdata);
}
END_TEST

START_TEST(comments_and_lines_are_passed_over)
{
    static const char source[] = "#!/bin/hyla\n-- a\n--[[ b\n]] --[=x\nc d";
    hy_token_scanner scanner = hy_token_scan(source, strlen(source));
    hy_token token = hy_token_next(&scanner);
    ck_assert(token.size == 1 && *token.text == 'c' && token.is_after_line);
    ck_assert_uint_eq(scanner.line, 5);
    ck_assert(!hy_token_next(&scanner).is_after_line);
    ck_assert_int_eq(hy_token_next(&scanner).kind, HY_TOKEN_EOF);
    ck_assert(first_of("c").is_after_line);
    ck_assert_int_eq(kind_of("--[[ x"), HY_TOKEN_BAD);
}
END_TEST

static Suite *token_suite(void)
{
    TCase *tokens = tcase_create("tokens");
    tcase_add_test(tokens, words_are_names_unless_they_are_keywords);
    tcase_add_test(tokens, symbols_are_as_long_as_they_can_be);
    tcase_add_test(tokens, a_string_lies_between_its_delimiters);
    tcase_add_test(tokens, a_number_is_taken_whole);
    tcase_add_test(tokens, numbers_of_the_ffi_are_told);
    tcase_add_test(tokens, comments_and_lines_are_passed_over);

    Suite *suite = suite_create("token");
    suite_add_tcase(suite, tokens);
    return suite;
}

int main(void)
{
    return run_suite(token_suite());
}
