/// runtime/autodiff/postpone.h
#include "autodiff/postpone.h"

#include "autodiff/ops.h"
#include "base/rng.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"
#include "tensor/pending.h"

#include <math.h>

enum { ROWS = 15, COLUMNS = 300, LARGE = ROWS * COLUMNS, VALUES = 30, LEAVES = 4 };

static fixture g_test;
static hy_rng g_rng;

static void begin(void)
{
    fixture_begin(&g_test);
    g_rng = (hy_rng){.seed = 3};
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *draw(hy_dtype dtype, hy_shape shape)
{
    hy_tensor *x = hy_tensor_create(&g_test.scope, dtype, &shape);
    for (size_t i = 0; i < hy_tensor_count(x); i++) {
        hy_tensor_set(x, i, 2 * hy_rng_uniform(&g_rng) - 1);
    }
    return x;
}

static hy_tensor *draw_leaf(hy_dtype dtype)
{
    return draw(dtype, SHAPE(2, ROWS, COLUMNS));
}

static const hy_op *draw_op(int *count)
{
    static const hy_op *const ops[] = {&hy_op_abs, &hy_op_neg, &hy_op_relu,    &hy_op_tanh,
                                       &hy_op_add, &hy_op_sub, &hy_op_mul,     &hy_op_div,
                                       &hy_op_add, &hy_op_mul, &hy_op_maximum, &hy_op_minimum};
    uint64_t i = hy_rng_below(&g_rng, sizeof ops / sizeof ops[0]);
    *count = i < 4 ? 1 : 2;
    return ops[i];
}

static void check_same(hy_tensor *postponed, const hy_tensor *applied)
{
    ck_assert_int_eq(hy_tensor_realize(postponed, &g_test.err), HY_OK);
    bool is_same = true;
    for (size_t i = 0; i < hy_tensor_count(applied); i++) {
        double a = hy_tensor_get(postponed, i);
        double b = hy_tensor_get(applied, i);
        is_same = is_same && ((a == b && signbit(a) == signbit(b)) || (isnan(a) && isnan(b)));
    }
    // once: each assertion is a message to another process
    ck_assert(is_same);
}

// Both ways through one random graph; values in any order are read at the end.
static void check_graph(hy_dtype dtype)
{
    hy_tensor *postponed[VALUES];
    hy_tensor *applied[VALUES];
    for (int i = 0; i < LEAVES; i++) {
        // the first is a row that all rows have
        postponed[i] = applied[i] = i ? draw_leaf(dtype) : draw(dtype, SHAPE(1, COLUMNS));
    }
    for (int i = LEAVES; i < VALUES; i++) {
        int count;
        const hy_op *op = draw_op(&count);
        size_t a = (size_t)i - 1 - hy_rng_below(&g_rng, LEAVES - 1);
        size_t b = hy_rng_below(&g_rng, (uint64_t)i);
        postponed[i] =
            hy_op_postpone(&g_test.scope, op, (hy_tensor *[]){postponed[a], postponed[b]}, count);
        applied[i] =
            hy_op_apply(&g_test.scope, op, (hy_tensor *[]){applied[a], applied[b]}, count, NULL);
    }
    for (int i = 0; i < VALUES; i++) {
        size_t place = hy_rng_below(&g_rng, VALUES);
        check_same(postponed[place], applied[place]);
    }
}

START_TEST(random_graphs_give_the_same_bits_either_way)
{
    for (int round = 0; round < 20; round++) {
        check_graph(round % 2 ? HY_F64 : HY_F32);
    }
}
END_TEST

START_TEST(a_scaled_sum_gives_the_same_bits_either_way)
{
    hy_scope *scope = &g_test.scope;
    for (int i = 0; i < 2; i++) {
        hy_tensor *a = draw_leaf(i ? HY_F64 : HY_F32);
        hy_tensor *b = draw_leaf(i ? HY_F64 : HY_F32);
        hy_tensor *size = hy_op_postpone(scope, &hy_op_abs, &b, 1);
        hy_tensor *y = hy_op_postpone_scaled(scope, a, size, -0.3);
        ck_assert(hy_tensor_is_pending(size) && hy_tensor_is_pending(y));
        check_same(y, hy_add_scaled(scope, a, hy_abs(scope, b), -0.3));
    }
}
END_TEST

START_TEST(a_scaled_sum_that_is_recorded_does_not_wait)
{
    hy_scope *scope = &g_test.scope;
    hy_tensor *x = hy_leaf(scope, draw_leaf(HY_F32));
    hy_tensor *b = draw_leaf(HY_F32);
    hy_tensor *size = hy_op_postpone(scope, &hy_op_abs, &b, 1);
    hy_tensor *y = hy_op_postpone_scaled(scope, x, size, 2);
    ck_assert(!hy_tensor_is_pending(size) && !hy_tensor_is_pending(y));
    ck_assert_str_eq(y->op->name, "add_scaled");
}
END_TEST

START_TEST(nothing_that_is_recorded_waits)
{
    hy_tensor *x = hy_leaf(&g_test.scope, draw_leaf(HY_F32));
    hy_tensor *y = hy_op_postpone(&g_test.scope, &hy_op_neg, &x, 1);
    ck_assert(!hy_tensor_is_pending(y));
    ck_assert(y->id != 0);
}
END_TEST

START_TEST(a_shape_that_does_not_fit_is_an_error_at_once)
{
    hy_tensor *a = draw_leaf(HY_F32);
    hy_tensor *b = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(2, ROWS, COLUMNS + 1), 1);
    ck_assert_ptr_null(hy_op_postpone(&g_test.scope, &hy_op_add, (hy_tensor *[]){a, b}, 2));
    ck_assert_int_eq(g_test.scope.status, HY_ERR_SHAPE);
}
END_TEST

START_TEST(a_graph_of_pending_tensors_survives_any_failing_allocation)
{
    for (size_t call = 1; call < 12; call++) {
        hy_tensor *x = draw_leaf(HY_F32);
        g_test.heap.failing_call = g_test.heap.calls + call;
        for (int i = 0; i < 70 && x; i++) {
            x = i % 5 ? hy_op_postpone(&g_test.scope, &hy_op_add, (hy_tensor *[]){x, x}, 2)
                      : hy_op_postpone_scaled(&g_test.scope, x, x, 0.5);
        }
        g_test.heap.failing_call = 0;
        (void)hy_scope_deinit(&g_test.scope);
        hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
    }
    ck_assert_ptr_null(g_test.context->pending);
}
END_TEST

static Suite *postpone_suite(void)
{
    TCase *postponing = tcase_create("postponing");
    tcase_add_checked_fixture(postponing, begin, end);
    tcase_add_test(postponing, random_graphs_give_the_same_bits_either_way);
    tcase_add_test(postponing, a_scaled_sum_gives_the_same_bits_either_way);
    tcase_add_test(postponing, a_scaled_sum_that_is_recorded_does_not_wait);
    tcase_add_test(postponing, nothing_that_is_recorded_waits);
    tcase_add_test(postponing, a_shape_that_does_not_fit_is_an_error_at_once);
    tcase_add_test(postponing, a_graph_of_pending_tensors_survives_any_failing_allocation);

    Suite *suite = suite_create("postpone");
    suite_add_tcase(suite, postponing);
    return suite;
}

int main(void)
{
    return run_suite(postpone_suite());
}
