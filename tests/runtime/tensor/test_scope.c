/// runtime/tensor/scope.h
#include "tensor/scope.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

START_TEST(a_scope_releases_what_nobody_retained)
{
    fixture f;
    fixture_begin(&f);
    hy_tensor *kept = hy_tensor_retain(fixture_range(&f, SHAPE(1, 3)));
    (void)fixture_range(&f, SHAPE(1, 3));
    ck_assert_uint_eq(f.context->tensor_count, 2);
    ck_assert_int_eq(hy_scope_deinit(&f.scope), HY_OK);
    ck_assert_uint_eq(f.context->tensor_count, 1);
    hy_tensor_release(kept);
    hy_scope_init(&f.scope, f.context, NULL);
    fixture_end(&f);
}
END_TEST

START_TEST(no_memory_is_a_failure_of_the_scope)
{
    fixture f;
    fixture_begin(&f);
    void *block = hy_scope_allocate(&f.scope, 100);
    ck_assert_ptr_nonnull(block);
    f.heap.failing_call = 1;
    ck_assert_ptr_null(hy_scope_allocate(&f.scope, 100));
    fixture_expect(&f, HY_ERR_MEMORY, "no memory for 128 more bytes of tensors");
    hy_cache_release(&f.context->cache, block, 100);
    ck_assert_ptr_eq(hy_scope_allocate(&f.scope, 100), block);
    hy_cache_release(&f.context->cache, block, 100);
    fixture_end(&f);
}
END_TEST

START_TEST(the_first_failure_stays)
{
    fixture f;
    fixture_begin(&f);
    ck_assert_ptr_null(hy_scope_fail(&f.scope, HY_ERR_SHAPE, "first %d", 1));
    ck_assert_ptr_null(hy_scope_fail(&f.scope, HY_ERR_LIMIT, "second"));
    ck_assert_ptr_null(hy_tensor_full(&f.scope, HY_F32, &SHAPE(0, 0), 1));
    fixture_expect(&f, HY_ERR_SHAPE, "first 1");
    fixture_end(&f);
}
END_TEST

START_TEST(an_expression_goes_on_harmlessly_after_a_failure)
{
    fixture f;
    fixture_begin(&f);
    hy_tensor *a = fixture_range(&f, SHAPE(1, 3));
    hy_tensor *b = fixture_range(&f, SHAPE(1, 2));
    hy_tensor *sum = hy_sum(&f.scope, hy_exp(&f.scope, hy_add(&f.scope, a, b)), 1, false);
    ck_assert_ptr_null(hy_mean(&f.scope, hy_transpose(&f.scope, sum, 0, 1), 1, false));
    fixture_expect(&f, HY_ERR_SHAPE, "add: shapes do not broadcast: [3] and [2]");
    fixture_end(&f);
}
END_TEST

static Suite *scope_suite(void)
{
    TCase *temporaries = tcase_create("temporaries");
    tcase_add_test(temporaries, a_scope_releases_what_nobody_retained);
    tcase_add_test(temporaries, no_memory_is_a_failure_of_the_scope);
    tcase_add_test(temporaries, the_first_failure_stays);
    tcase_add_test(temporaries, an_expression_goes_on_harmlessly_after_a_failure);

    Suite *suite = suite_create("scope");
    suite_add_tcase(suite, temporaries);
    return suite;
}

int main(void)
{
    return run_suite(scope_suite());
}
