/// runtime/autodiff/sources.h
#include "autodiff/sources.h"

#include "autodiff/ops.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

enum { CAPACITY = 4 };

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *leaf(void)
{
    return hy_leaf(&g_test.scope, fixture_range(&g_test, SHAPE(1, 2)));
}

static size_t find(hy_tensor *y, const hy_tensor *since, hy_tensor *sources[])
{
    size_t count = 0;
    ck_assert_int_eq(hy_sources(y, since, sources, CAPACITY, &count, &g_test.err), HY_OK);
    return count;
}

START_TEST(what_is_older_is_found_once_and_not_looked_into)
{
    hy_tensor *a = leaf();
    hy_tensor *b = hy_exp(&g_test.scope, a);
    hy_tensor *since = leaf();
    hy_tensor *y = hy_mul(&g_test.scope, hy_add(&g_test.scope, b, since), b);
    hy_tensor *sources[CAPACITY];
    ck_assert_uint_eq(find(y, since, sources), 1);
    ck_assert_ptr_eq(sources[0], b);
}
END_TEST

START_TEST(what_is_new_or_unrecorded_has_none)
{
    hy_tensor *sources[CAPACITY];
    hy_tensor *plain = fixture_range(&g_test, SHAPE(1, 2));
    hy_tensor *since = leaf();
    ck_assert_uint_eq(find(hy_mul(&g_test.scope, since, plain), since, sources), 0);
    ck_assert_uint_eq(find(plain, since, sources), 0);
}
END_TEST

START_TEST(more_than_fit_are_counted)
{
    hy_tensor *x[CAPACITY + 1];
    for (int i = 0; i <= CAPACITY; i++) {
        x[i] = leaf();
    }
    hy_tensor *since = leaf();
    hy_tensor *y = hy_concat(&g_test.scope, x, CAPACITY + 1, 0);
    hy_tensor *sources[CAPACITY];
    ck_assert_uint_eq(find(y, since, sources), CAPACITY + 1);
    ck_assert_ptr_eq(sources[CAPACITY - 1], x[CAPACITY - 1]);
}
END_TEST

START_TEST(an_unrecorded_start_is_refused)
{
    hy_tensor *plain = fixture_range(&g_test, SHAPE(1, 2));
    hy_tensor *sources[CAPACITY];
    size_t count = 0;
    ck_assert_int_eq(hy_sources(leaf(), plain, sources, CAPACITY, &count, &g_test.err),
                     HY_ERR_ARGUMENT);
}
END_TEST

static Suite *sources_suite(void)
{
    TCase *sources = tcase_create("sources");
    tcase_add_checked_fixture(sources, begin, end);
    tcase_add_test(sources, what_is_older_is_found_once_and_not_looked_into);
    tcase_add_test(sources, what_is_new_or_unrecorded_has_none);
    tcase_add_test(sources, more_than_fit_are_counted);
    tcase_add_test(sources, an_unrecorded_start_is_refused);

    Suite *suite = suite_create("sources");
    suite_add_tcase(suite, sources);
    return suite;
}

int main(void)
{
    return run_suite(sources_suite());
}
