/// runtime/script/walk.h
#include "script/walk.h"

#include "support/run_suite.h"

#include <check.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

static lua_State *g_lua;
static char g_seen[4096];

static void begin(void)
{
    g_lua = luaL_newstate();
    ck_assert_ptr_nonnull(g_lua);
}

static void end(void)
{
    lua_close(g_lua);
}

// (table): writes ".key=value" of each entry to g_seen.
static int list_entries(lua_State *L)
{
    hy_walk walk;
    size_t used = 0;
    hy_walk_begin(&walk, L, "list");
    for (const hy_key *key; (key = hy_walk_next(&walk));) {
        used += hy_key_describe(key, g_seen + used, sizeof g_seen - used);
        used += (size_t)snprintf(g_seen + used, sizeof g_seen - used, "=%s", lua_tostring(L, -1));
        lua_pop(L, 1);
        // a whole collection must not take away the keys to come
        lua_gc(L, LUA_GCCOLLECT, 0);
    }
    ck_assert_int_eq(lua_gettop(L), 1);
    return 0;
}

// The entries of the table that `source` returns, or what was raised.
static const char *walk_over(const char *source)
{
    g_seen[0] = '\0';
    lua_settop(g_lua, 0);
    lua_pushcfunction(g_lua, list_entries);
    ck_assert_int_eq(luaL_loadstring(g_lua, source), 0);
    lua_call(g_lua, 0, 1);
    return lua_pcall(g_lua, 1, 0, 0) == 0 ? g_seen : lua_tostring(g_lua, -1);
}

START_TEST(a_list_comes_before_names)
{
    ck_assert_str_eq(walk_over("return {b = 1, 2, 3, a = 4, [''] = 5}"), "[1]=2[2]=3.=5.a=4.b=1");
    ck_assert_str_eq(walk_over("return {}"), "");
}
END_TEST

START_TEST(numbers_that_are_no_list_come_in_order)
{
    const char *const wanted = "[-1]=e[0]=d[0.5]=f[1]=a[2]=b[4]=c.n=g";
    ck_assert_str_eq(walk_over("return {'a', 'b', nil, 'c', [0] = 'd', [-1] = 'e', [0.5] = 'f',"
                               " n = 'g'}"),
                     wanted);
    ck_assert_str_eq(walk_over("local t = {n = 'g', [0.5] = 'f', [-1] = 'e', [0] = 'd'}\n"
                               "t[4] = 'c' t[2] = 'b' t[1] = 'a' return t"),
                     wanted);
}
END_TEST

START_TEST(a_list_that_was_filled_backwards_is_a_list)
{
    ck_assert_str_eq(walk_over("local t = {} for i = 5, 1, -1 do t[i] = i end return t"),
                     "[1]=1[2]=2[3]=3[4]=4[5]=5");
}
END_TEST

START_TEST(many_names_are_sorted)
{
    const char *seen = walk_over("local t = {} for i = 99, 10, -1 do t['n' .. i] = i end return t");
    ck_assert_uint_eq(strlen(seen), 90 * strlen(".n10=10"));
    for (int i = 10; i < 100; i++) {
        char entry[16];
        (void)snprintf(entry, sizeof entry, ".n%d=%d", i, i);
        ck_assert_int_eq(strncmp(seen, entry, strlen(entry)), 0);
        seen += strlen(entry);
    }
}
END_TEST

START_TEST(a_key_without_order_is_refused)
{
    ck_assert_str_eq(walk_over("return {[true] = 1}"),
                     "list: a table has a key that is a boolean, wanted numbers and strings");
}
END_TEST

START_TEST(more_keys_than_the_stack_holds_are_refused)
{
    const char *why = walk_over("local t = {} for i = 1, 20000 do t['n' .. i] = i end return t");
    ck_assert_ptr_nonnull(strstr(why, "stack overflow (a table of many keys)"));
}
END_TEST

static Suite *walk_suite(void)
{
    TCase *walks = tcase_create("walks");
    tcase_add_checked_fixture(walks, begin, end);
    tcase_add_test(walks, a_list_comes_before_names);
    tcase_add_test(walks, numbers_that_are_no_list_come_in_order);
    tcase_add_test(walks, a_list_that_was_filled_backwards_is_a_list);
    tcase_add_test(walks, many_names_are_sorted);
    tcase_add_test(walks, a_key_without_order_is_refused);
    tcase_add_test(walks, more_keys_than_the_stack_holds_are_refused);

    Suite *suite = suite_create("walk");
    suite_add_tcase(suite, walks);
    return suite;
}

int main(void)
{
    return run_suite(walk_suite());
}
