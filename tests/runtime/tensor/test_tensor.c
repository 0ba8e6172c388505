/// runtime/tensor/tensor.h
#include "tensor/tensor.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

START_TEST(elements_keep_their_row_major_places)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert_uint_eq(hy_tensor_count(x), 6);
    ck_assert(hy_tensor_is_contiguous(x));
    ck_assert_double_eq(hy_tensor_get(x, 4), 5);
}
END_TEST

START_TEST(a_view_shares_the_storage_and_keeps_it)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ptrdiff_t swapped[] = {1, 3};
    hy_tensor *view = hy_tensor_view(&g_test.scope, x, &SHAPE(2, 3, 2), swapped, 0);
    ck_assert(!hy_tensor_is_contiguous(view));
    ck_assert_ptr_eq(view->storage, x->storage);
    ck_assert_uint_eq(x->storage->reference_count, 2);
    fixture_same(view, SHAPE(2, 3, 2), ELEMENTS(1, 4, 2, 5, 3, 6));
}
END_TEST

START_TEST(a_contiguous_copy_is_made_only_when_it_is_needed)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 2, 3));
    ptrdiff_t swapped[] = {1, 3};
    hy_tensor *view = hy_tensor_view(&g_test.scope, x, &SHAPE(2, 3, 2), swapped, 0);
    ck_assert_ptr_eq(hy_tensor_contiguous(&g_test.scope, x), x);
    hy_tensor *copy = hy_tensor_contiguous(&g_test.scope, view);
    ck_assert(hy_tensor_is_contiguous(copy));
    fixture_same(copy, SHAPE(2, 3, 2), ELEMENTS(1, 4, 2, 5, 3, 6));
}
END_TEST

START_TEST(an_empty_tensor_has_no_elements)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, 0, 3), 1);
    ck_assert_uint_eq(hy_tensor_count(x), 0);
    ck_assert(hy_tensor_is_contiguous(x));
}
END_TEST

START_TEST(a_kept_tensor_outlives_its_scope)
{
    hy_tensor *older = fixture_range(&g_test, SHAPE(1, 1));
    hy_tensor *newest = fixture_range(&g_test, SHAPE(1, 2));
    ck_assert_ptr_eq(hy_tensor_keep(&g_test.scope, older), older);
    ck_assert_ptr_eq(hy_tensor_keep(&g_test.scope, newest), newest);
    ck_assert_uint_eq(older->reference_count, 2);
    ck_assert_uint_eq(newest->reference_count, 1);
    ck_assert_ptr_eq(g_test.scope.newest, older);
    (void)hy_scope_deinit(&g_test.scope);
    ck_assert_ptr_null(g_test.scope.newest);
    ck_assert_double_eq(hy_tensor_get(older, 0) + hy_tensor_get(newest, 1), 3);
    hy_tensor_release(older);
    hy_tensor_release(newest);
}
END_TEST

START_TEST(a_tensor_may_lie_over_the_elements_of_others)
{
    static const _Alignas(64) float elements[] = {1, 2, 3, 4, 5, 6};
    hy_tensor *x = hy_tensor_create_over(&g_test.scope, HY_F32, &SHAPE(2, 2, 3), elements);
    ck_assert_ptr_eq(x->data, elements);
    hy_tensor *view = hy_tensor_retain(hy_narrow(&g_test.scope, x, 0, 1, 1));
    (void)hy_scope_deinit(&g_test.scope);
    fixture_same(view, SHAPE(2, 1, 3), ELEMENTS(4, 5, 6));
    hy_tensor_release(view);
    ck_assert_uint_eq(g_test.context->tensor_count, 0);
}
END_TEST

START_TEST(a_rank_above_the_most_is_refused)
{
    ck_assert_ptr_null(hy_tensor_create(&g_test.scope, HY_F32, &(hy_shape){.rank = 7}));
    fixture_expect(&g_test, HY_ERR_SHAPE, "rank is at most 6, got 7");
}
END_TEST

START_TEST(a_long_chain_is_released_without_recursion)
{
    hy_tensor *x = hy_tensor_retain(hy_leaf(&g_test.scope, fixture_range(&g_test, SHAPE(1, 1))));
    (void)hy_scope_deinit(&g_test.scope);
    for (int i = 0; i < 1000000; i++) {
        hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
        hy_tensor *next = hy_tensor_retain(hy_neg(&g_test.scope, x));
        hy_tensor_release(x);
        x = next;
        (void)hy_scope_deinit(&g_test.scope);
    }
    hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
    ck_assert_uint_eq(g_test.context->tensor_count, 1000001);
    hy_tensor_release(x);
    ck_assert_uint_eq(g_test.context->tensor_count, 0);
}
END_TEST

static Suite *tensor_suite(void)
{
    TCase *tensors = tcase_create("tensors");
    tcase_add_checked_fixture(tensors, begin, end);
    tcase_add_test(tensors, elements_keep_their_row_major_places);
    tcase_add_test(tensors, a_view_shares_the_storage_and_keeps_it);
    tcase_add_test(tensors, a_contiguous_copy_is_made_only_when_it_is_needed);
    tcase_add_test(tensors, an_empty_tensor_has_no_elements);
    tcase_add_test(tensors, a_kept_tensor_outlives_its_scope);
    tcase_add_test(tensors, a_tensor_may_lie_over_the_elements_of_others);
    tcase_add_test(tensors, a_rank_above_the_most_is_refused);

    TCase *chains = tcase_create("chains");
    tcase_set_timeout(chains, 60);
    tcase_add_checked_fixture(chains, begin, end);
    tcase_add_test(chains, a_long_chain_is_released_without_recursion);

    Suite *suite = suite_create("tensor");
    suite_add_tcase(suite, tensors);
    suite_add_tcase(suite, chains);
    return suite;
}

int main(void)
{
    return run_suite(tensor_suite());
}
