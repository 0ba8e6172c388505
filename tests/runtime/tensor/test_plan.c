/// runtime/tensor/plan.h
#include "tensor/plan.h"

#include "autodiff/in_place.h"
#include "autodiff/op.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"
#include "tensor/pending.h"

enum { LARGE = 20000, MOST_CALLS = 40 };

static fixture g_test;
static hy_scope g_inner;
static hy_plan *g_plan;

static void begin(void)
{
    fixture_begin(&g_test);
    g_plan = NULL;
}

static void end(void)
{
    if (g_plan) {
        hy_plan_destroy(g_plan);
    }
    fixture_end(&g_test);
}

static hy_tensor *full(double value)
{
    return hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, 3), value);
}

// Starts a plan, and a scope for what is noted.
static hy_scope *note(void)
{
    ck_assert_int_eq(hy_plan_begin(g_test.context, &g_plan, &g_test.err), HY_OK);
    hy_scope_init(&g_inner, g_test.context, &g_test.err);
    return &g_inner;
}

// Ends the scope and the plan with at most one input and one result, which may be NULL.
static hy_status finish(hy_tensor *input, hy_tensor *result)
{
    hy_status status = hy_scope_deinit(&g_inner);
    if (status < 0) {
        hy_plan_abandon(g_plan);
    } else {
        status = hy_plan_end(g_plan, &input, input != NULL, &result, result != NULL, &g_test.err);
    }
    g_plan = status < 0 ? NULL : g_plan;
    return status;
}

static double run(hy_tensor *x)
{
    ck_assert_int_eq(hy_plan_run(g_plan, &x, &g_test.err), HY_OK);
    return hy_tensor_get(hy_plan_result(&g_test.scope, g_plan, 0), 1);
}

START_TEST(inputs_get_other_elements_and_results_are_copies)
{
    hy_scope *s = note();
    hy_tensor *x = hy_plan_stand_in(s, full(1));
    hy_tensor *y = hy_add(s, hy_exp(s, hy_sub(s, x, x)), x);
    ck_assert_int_eq(finish(x, y), HY_OK);
    hy_tensor *before = hy_plan_result(&g_test.scope, g_plan, 0);
    ck_assert_double_eq(hy_tensor_get(before, 1), 2);
    ck_assert_double_eq(run(full(4)), 5);
    // also when they do not lie in a row
    hy_tensor *wide = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, 1), 7);
    ck_assert_double_eq(run(hy_expand(&g_test.scope, wide, &SHAPE(1, 3))), 8);
    ck_assert_double_eq(hy_tensor_get(before, 1), 2);
}
END_TEST

START_TEST(other_tensors_are_read_where_they_lie_and_kept)
{
    hy_scope outer;
    hy_scope_init(&outer, g_test.context, &g_test.err);
    hy_tensor *x = hy_tensor_full(&outer, HY_F32, &SHAPE(1, 3), 2);
    hy_scope *s = note();
    hy_tensor *y = hy_mul(s, x, x);
    ck_assert_int_eq(finish(NULL, y), HY_OK);
    hy_tensor_set(x, 1, 5);
    ck_assert_int_eq(hy_scope_deinit(&outer), HY_OK);
    // what takes its place in the cache must not be seen
    (void)full(1000);
    ck_assert_double_eq(run(NULL), 25);
}
END_TEST

START_TEST(writing_in_place_is_done_again_and_seen)
{
    hy_tensor *total = full(0);
    hy_scope *s = note();
    hy_tensor *one = hy_tensor_full(s, HY_F32, &SHAPE(1, 3), 1);
    ck_assert_ptr_nonnull(hy_update(s, "add_", &hy_op_add, total, one, 1));
    ck_assert_int_eq(finish(NULL, NULL), HY_OK);
    uint64_t version = total->storage->version;
    // a pending reader sees what was there before
    hy_tensor *large = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, LARGE, 3), 0);
    hy_tensor *first = hy_tensor_view(&g_test.scope, total, &SHAPE(0, 0), total->stride, 0);
    hy_tensor *reader =
        hy_pending_create(&g_test.scope, HY_BINARY_ADD, (hy_tensor *[]){large, first}, 2);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(hy_plan_run(g_plan, NULL, &g_test.err), HY_OK);
    }
    ck_assert_double_eq(hy_tensor_get(total, 2), 5);
    ck_assert_uint_gt(total->storage->version, version);
    ck_assert(!hy_tensor_is_pending(reader));
    ck_assert_double_eq(hy_tensor_get(reader, 0), 1);
}
END_TEST

START_TEST(an_input_must_not_be_written)
{
    hy_scope *s = note();
    hy_tensor *x = hy_plan_stand_in(s, full(1));
    ck_assert_ptr_nonnull(hy_update(s, "add_", &hy_op_add, x, full(1), 1));
    ck_assert_int_eq(finish(x, NULL), HY_ERR_ARGUMENT);
    ck_assert_str_eq(g_test.err.text,
                     "a compiled function writes into its argument 1: return it instead");
}
END_TEST

START_TEST(given_numbers_are_not_given_again)
{
    hy_scope *s = note();
    hy_tensor *x = hy_tensor_create(s, HY_F32, &SHAPE(1, 2));
    hy_tensor_set(x, 0, 1);
    hy_tensor_set(x, 1, 2);
    ck_assert_ptr_null(hy_update(s, "add_", &hy_op_add, x, x, 1));
    ck_assert_int_eq(finish(NULL, NULL), HY_ERR_ARGUMENT);
    s = note();
    x = hy_tensor_create(s, HY_F32, &SHAPE(1, 2));
    hy_tensor_set(x, 0, 1);
    hy_tensor_set(x, 1, 2);
    hy_tensor *copy = hy_clone(s, x);
    ck_assert_ptr_nonnull(hy_update(s, "add_", &hy_op_add, copy, copy, 1));
    ck_assert_int_eq(finish(NULL, copy), HY_OK);
    ck_assert_double_eq(run(NULL), 4);
    ck_assert_double_eq(run(NULL), 4);
}
END_TEST

START_TEST(recorded_results_stay_out_of_other_tensors)
{
    hy_tensor *total = full(0);
    hy_tensor *leaf = hy_leaf(&g_test.scope, full(1));
    hy_scope *s = note();
    ck_assert_ptr_nonnull(hy_update(s, "add_", &hy_op_add, total, hy_exp(s, leaf), 1));
    ck_assert_int_eq(finish(NULL, NULL), HY_ERR_ARGUMENT);
}
END_TEST

START_TEST(pending_tensors_are_noted_when_they_are_asked_for)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, LARGE), 2);
    hy_tensor *put_off = hy_pending_create(&g_test.scope, HY_UNARY_NEG, &x, 1);
    hy_scope *s = note();
    ck_assert(!hy_tensor_is_pending(put_off));
    hy_tensor *y = hy_pending_create(s, HY_BINARY_MUL, (hy_tensor *[]){x, put_off}, 2);
    hy_tensor *unasked = hy_pending_create(s, HY_UNARY_EXP, &x, 1);
    ck_assert(hy_tensor_is_pending(unasked));
    ck_assert_int_eq(hy_tensor_realize(y, &g_test.err), HY_OK);
    ck_assert_int_eq(finish(NULL, y), HY_OK);
    ck_assert_ptr_null(g_test.context->pending);
    hy_tensor_set(x, 1, 3);
    ck_assert_double_eq(run(NULL), -6);
}
END_TEST

// A step of descent that writes into `w`, while the allocator fails as it is told.
static hy_status descend(hy_tensor *w, hy_tensor *x)
{
    hy_status status = hy_plan_begin(g_test.context, &g_plan, &g_test.err);
    if (status < 0) {
        return status;
    }
    hy_scope_init(&g_inner, g_test.context, &g_test.err);
    hy_tensor *input = hy_plan_stand_in(&g_inner, x);
    hy_tensor *y = hy_tanh(&g_inner, hy_mul(&g_inner, w, input));
    (void)hy_update(&g_inner, "sub_", &hy_op_sub, w, y, 0.5);
    return finish(input, y);
}

START_TEST(no_memory_leaks_nothing)
{
    hy_tensor *w = full(1);
    hy_tensor *x = full(2);
    g_test.heap.calls = 0;
    g_test.heap.failing_call = (size_t)_i;
    hy_status status = descend(w, x);
    bool has_failed = g_test.heap.refusals > 0;
    g_test.heap.failing_call = 0;
    ck_assert_int_eq(status, has_failed ? HY_ERR_MEMORY : HY_OK);
    // the context is good for another one
    if (status < 0) {
        ck_assert_int_eq(descend(w, x), HY_OK);
    }
    double before = hy_tensor_get(w, 1);
    double y = run(x);
    ck_assert_double_eq_tol(y, tanh(2 * before), 1e-6);
    ck_assert_double_eq_tol(hy_tensor_get(w, 1), before - 0.5 * y, 1e-6);
}
END_TEST

START_TEST(a_plan_may_outlive_its_owner)
{
    hy_scope *s = note();
    (void)s;
    ck_assert_int_eq(finish(NULL, NULL), HY_OK);
    hy_context *context = g_test.context;
    hy_context_release(context);
    hy_plan_destroy(g_plan);
    g_plan = NULL;
    fixture_begin(&g_test);
}
END_TEST

static Suite *plan_suite(void)
{
    Suite *suite = suite_create("tensor/plan");
    TCase *cases = tcase_create("plans");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, inputs_get_other_elements_and_results_are_copies);
    tcase_add_test(cases, other_tensors_are_read_where_they_lie_and_kept);
    tcase_add_test(cases, writing_in_place_is_done_again_and_seen);
    tcase_add_test(cases, an_input_must_not_be_written);
    tcase_add_test(cases, given_numbers_are_not_given_again);
    tcase_add_test(cases, recorded_results_stay_out_of_other_tensors);
    tcase_add_test(cases, pending_tensors_are_noted_when_they_are_asked_for);
    tcase_add_loop_test(cases, no_memory_leaks_nothing, 1, MOST_CALLS);
    tcase_add_test(cases, a_plan_may_outlive_its_owner);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return run_suite(plan_suite());
}
