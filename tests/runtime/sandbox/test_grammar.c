/// runtime/sandbox/grammar.h
#include "sandbox/grammar.h"

#include "support/run_suite.h"

#include <string.h>

// What the grammar says of a source, up to its first refusal.
static hy_status parse(const char *source)
{
    hy_grammar grammar;
    hy_grammar_init(&grammar);
    hy_token_scanner scanner = hy_token_scan(source, strlen(source));
    for (;;) {
        hy_token token = hy_token_next(&scanner);
        hy_status status = hy_grammar_feed(&grammar, token.kind);
        if (status < 0 || token.kind == HY_TOKEN_EOF) {
            return status;
        }
    }
}

static const char *const programs[] = {
    "",
    "local a, b = 1 local function f() end",
    "a.b[c], d = 1, 2; f'x'.y{1}:m(2).z = 3",
    "if a then elseif b then c() else return end",
    "for i = 1, 2, 3 do break end for k, v in pairs{} do end",
    "while not - #x ^ 2 do repeat until a end do end",
    "function a.b:c(d, ...) return ... end",
    "return { 1, x = 2; [3] = 4, y, }, function(...) end",
    "goto out ::out:: goto = 1 goto.x = 2",
    "(f or g)(1) local s = ('x'):rep(3)",
    "return;",
};

static const char *const failures[] = {
    "x",
    "x +",
    "f() = 1",
    "(x)",
    "(x) = 1",
    "a, f() = 1",
    "end",
    "if a end",
    "for 1 do end",
    "local x.y",
    "return 1 x",
    "f(a,)",
    "{ }",
    "x = = 1",
    "local = 1",
    "function()",
    "x = {,}",
    "goto 1",
    "x = 'a'.b",
    "function a:b.c() end",
    "function f(..., a) end",
    "for a, b do end",
};

START_TEST(programs_pass)
{
    ck_assert_int_eq(parse(programs[_i]), HY_OK);
}
END_TEST

START_TEST(anything_else_does_not)
{
    ck_assert_int_eq(parse(failures[_i]), HY_ERR_CORRUPT);
}
END_TEST

START_TEST(depth_is_bounded)
{
    char source[1 << 16];
    memset(source, '{', sizeof source);
    source[sizeof source - 1] = '\0';
    source[0] = 'x';
    source[1] = '=';
    ck_assert_int_eq(parse(source), HY_ERR_LIMIT);
}
END_TEST

static Suite *grammar_suite(void)
{
    TCase *grammars = tcase_create("grammars");
    tcase_add_loop_test(grammars, programs_pass, 0, sizeof programs / sizeof *programs);
    tcase_add_loop_test(grammars, anything_else_does_not, 0, sizeof failures / sizeof *failures);
    tcase_add_test(grammars, depth_is_bounded);

    Suite *suite = suite_create("grammar");
    suite_add_tcase(suite, grammars);
    return suite;
}

int main(void)
{
    return run_suite(grammar_suite());
}
