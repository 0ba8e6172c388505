/// runtime/sandbox/gate.h
#include "sandbox/gate.h"

#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>

static hy_gate_view view_of(const char *source)
{
    hy_gate_view view;
    hy_error err;
    if (hy_gate_check(source, strlen(source), "agent", &view, &err) < 0) {
        ck_abort_msg("%s", err.text);
    }
    return view;
}

static int are_equal(const char *one, const char *other)
{
    hy_gate_view first = view_of(one);
    hy_gate_view second = view_of(other);
    return memcmp(first.fingerprint, second.fingerprint, sizeof first.fingerprint) == 0;
}

static void expect_refusal(const char *source, size_t size, hy_status status, const char *text)
{
    hy_gate_view view;
    hy_error err;
    ck_assert_int_eq(hy_gate_check(source, size, "agent", &view, &err), status);
    ck_assert_str_eq(err.text, text);
}

static void expect_syntax(const char *source, const char *text)
{
    expect_refusal(source, strlen(source), HY_ERR_CORRUPT, text);
}

START_TEST(layout_does_not_count)
{
    ck_assert(are_equal("return f(x)", "-- why\nreturn  f( x )--[[ so ]]"));
    ck_assert(are_equal("x='a\"'", "x=\n'a\"'"));
    ck_assert(are_equal("x='a'", "x=\"a\""));
    ck_assert(are_equal("x=[[a]]", "x=[==[a]==]"));
}
END_TEST

START_TEST(tokens_and_their_spelling_count)
{
    ck_assert(!are_equal("return x", "return y"));
    ck_assert(!are_equal("x=16", "x=0x10"));
    ck_assert(!are_equal("x='A'", "x='\\65'"));
    ck_assert(!are_equal("x=a y=b", "x=a yy=b"));
}
END_TEST

START_TEST(a_bracket_on_a_line_of_its_own_is_another)
{
    ck_assert(!are_equal("x=f(y)", "x=f\n(y)"));
    ck_assert(are_equal("x=f(y)", "x=f(\ny)"));
}
END_TEST

START_TEST(literals_of_the_ffi_are_told)
{
    ck_assert(view_of("return 1LL").has_cdata);
    ck_assert(view_of("return 2 + 3i").has_cdata);
    ck_assert(!view_of("return '1LL' -- 2ULL").has_cdata);
}
END_TEST

START_TEST(a_refusal_names_the_line)
{
    expect_syntax("x = 1\nx = = 2", "agent:2: unexpected symbol near =");
    expect_syntax("x = 'a", "agent:1: a string without an end");
    expect_syntax("f(", "agent:1: unexpected symbol near the end");
    expect_syntax("x \xff\x1b", "agent:1: unexpected symbol near ?");
    expect_refusal("x = '\0'", 7, HY_ERR_CORRUPT, "agent: a NUL byte");
}
END_TEST

START_TEST(too_much_is_refused)
{
    size_t size = HY_GATE_MAX_BYTES + 1;
    char *source = malloc(size + 1);
    ck_assert_ptr_nonnull(source);
    memset(source, '(', size);
    source[size] = '\0';
    expect_refusal(source, size, HY_ERR_LIMIT, "agent: wanted at most 1048576 bytes, got 1048577");
    memcpy(source, "x=", 2);
    expect_refusal(source, size - 1, HY_ERR_LIMIT, "agent:1: nested too deep");
    free(source);
}
END_TEST

static Suite *gate_suite(void)
{
    TCase *gates = tcase_create("gates");
    tcase_add_test(gates, layout_does_not_count);
    tcase_add_test(gates, tokens_and_their_spelling_count);
    tcase_add_test(gates, a_bracket_on_a_line_of_its_own_is_another);
    tcase_add_test(gates, literals_of_the_ffi_are_told);
    tcase_add_test(gates, a_refusal_names_the_line);
    tcase_add_test(gates, too_much_is_refused);

    Suite *suite = suite_create("gate");
    suite_add_tcase(suite, gates);
    return suite;
}

int main(void)
{
    return run_suite(gate_suite());
}
