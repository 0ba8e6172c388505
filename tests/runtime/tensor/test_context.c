/// runtime/tensor/context.h
#include "tensor/context.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

START_TEST(a_context_outlives_its_owner_while_a_tensor_lives)
{
    fixture f;
    fixture_begin(&f);
    hy_tensor *kept = hy_tensor_retain(fixture_range(&f, SHAPE(1, 2)));
    (void)hy_scope_deinit(&f.scope);
    hy_context_release(f.context);
    ck_assert_double_eq(hy_tensor_get(kept, 1), 2);
    hy_tensor_release(kept);
    ck_assert_uint_eq(f.heap.live_blocks, 0);
}
END_TEST

START_TEST(no_memory_for_a_context_is_an_error)
{
    fixture f = {.heap = {.failing_call = 1}};
    hy_allocator allocator = fixture_allocator(&f);
    hy_context *context = NULL;
    ck_assert_int_eq(hy_context_create(&allocator, 0, &context, &f.err), HY_ERR_MEMORY);
    ck_assert_ptr_null(context);
}
END_TEST

START_TEST(tensors_stay_below_the_limit_of_their_context)
{
    fixture f = {.heap = {0}};
    hy_allocator allocator = fixture_allocator(&f);
    ck_assert_int_eq(hy_context_create(&allocator, 100000, &f.context, NULL), HY_OK);
    hy_scope_init(&f.scope, f.context, &f.err);
    ck_assert_ptr_nonnull(hy_tensor_full(&f.scope, HY_F32, &SHAPE(1, 1000), 1));
    ck_assert_ptr_null(hy_tensor_full(&f.scope, HY_F32, &SHAPE(2, 1000, 1000), 1));
    ck_assert_int_eq(f.scope.status, HY_ERR_LIMIT);
    fixture_end(&f);
}
END_TEST

START_TEST(a_warm_context_multiplies_as_a_cold_one)
{
    hy_context_warm();
    fixture f;
    fixture_begin(&f);
    hy_tensor *ones = hy_tensor_full(&f.scope, HY_F64, &SHAPE(2, 100, 100), 1);
    ck_assert_double_eq(hy_tensor_get(hy_matmul(&f.scope, ones, ones), 5050), 100);
    fixture_end(&f);
}
END_TEST

START_TEST(a_confined_context_has_one_thread)
{
    fixture f;
    fixture_begin(&f);
    ck_assert_int_eq(hy_context_set_threads(f.context, 2, &f.err), HY_OK);
    ck_assert_int_eq(hy_context_threads(f.context), 2);
    ck_assert_int_eq(hy_context_set_threads(f.context, 0, &f.err), HY_ERR_ARGUMENT);
    ck_assert_int_eq(hy_context_set_threads(f.context, 1, &f.err), HY_OK);
    f.context->is_confined = true;
    ck_assert_int_eq(hy_context_set_threads(f.context, 2, &f.err), HY_ERR_ARGUMENT);
    ck_assert_int_eq(hy_context_threads(f.context), 1);
    fixture_end(&f);
}
END_TEST

static Suite *context_suite(void)
{
    TCase *life = tcase_create("life");
    tcase_add_test(life, a_context_outlives_its_owner_while_a_tensor_lives);
    tcase_add_test(life, no_memory_for_a_context_is_an_error);
    tcase_add_test(life, tensors_stay_below_the_limit_of_their_context);
    tcase_add_test(life, a_warm_context_multiplies_as_a_cold_one);
    tcase_add_test(life, a_confined_context_has_one_thread);

    Suite *suite = suite_create("context");
    suite_add_tcase(suite, life);
    return suite;
}

int main(void)
{
    return run_suite(context_suite());
}
