/// runtime/autodiff/op.h
#include "autodiff/op.h"

#include "op_problem.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"
#include "tensor/plan.h"

#include <string.h>

enum { MOST_VALUES = 2 + EXAMPLE_MAX_INPUTS };

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

// The value of a problem, and then gradients of first and of second order, unrecorded: returns how
// many there are, none after a failure.
static size_t compute(const problem *p, hy_tensor *values[MOST_VALUES])
{
    hy_scope *scope = &g_test.scope;
    size_t count = 0;
    hy_tensor *y = problem_value(p);
    values[count++] = y ? hy_detach(scope, y) : NULL;
    bool is_differentiable = y && y->id;
    hy_tensor *second = is_differentiable ? problem_second_value(p) : NULL;
    if (second) {
        values[count++] = hy_detach(scope, second);
    }
    for (int i = 0; second && i < p->example->count; i++) {
        hy_tensor *grad = problem_is_leaf(p, i) ? problem_gradient(p, second, i) : NULL;
        if (grad) {
            values[count++] = hy_detach(scope, hy_tensor_contiguous(scope, grad));
        }
    }
    return scope->status < 0 ? 0 : count;
}

// Gives the inputs other elements: those that were drawn next.
static void redraw(problem *p)
{
    for (int i = 0; i < p->example->count; i++) {
        hy_tensor *seen = problem_is_leaf(p, i) ? p->seen[i] : NULL;
        for (size_t k = 0; seen && k < hy_tensor_count(seen); k++) {
            hy_tensor_set(seen, k, problem_draw(p, i, k));
        }
    }
}

// Notes what compute does, in a scope of its own; NULL when an op says that it cannot be noted.
static hy_plan *note(const problem *p)
{
    hy_scope outer = g_test.scope;
    hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
    hy_plan *plan = NULL;
    ck_assert_int_eq(hy_plan_begin(g_test.context, &plan, &g_test.err), HY_OK);
    hy_tensor *values[MOST_VALUES];
    size_t count = compute(p, values);
    if (hy_scope_deinit(&g_test.scope) < 0) {
        hy_plan_abandon(plan);
        plan = NULL;
    } else {
        ck_assert_int_eq(hy_plan_end(plan, NULL, 0, values, count, &g_test.err), HY_OK);
    }
    g_test.scope = outer;
    return plan;
}

static void check_same(const problem *p, const hy_plan *plan, hy_tensor *const expected[],
                       size_t count)
{
    ck_assert_uint_eq(plan->result_count, count);
    for (size_t i = 0; i < count; i++) {
        const hy_tensor *got = hy_plan_result(&g_test.scope, plan, i);
        const hy_tensor *wanted = hy_tensor_contiguous(&g_test.scope, expected[i]);
        ck_assert(hy_shape_equal(&got->shape, &wanted->shape));
        size_t size = got->count * hy_dtype_size(got->dtype);
        ck_assert_msg(memcmp(got->data, wanted->data, size) == 0,
                      "%s: value %zu of the plan is %.17g, computed anew it is %.17g",
                      p->example->op, i, hy_tensor_get(got, 0), hy_tensor_get(wanted, 0));
    }
}

static const char *const not_noted[] = {"cholesky", "eigh",  "inverse",          "lstsq",
                                        "slogdet",  "solve", "solve_triangular", NULL};

static bool is_noted(const char *op)
{
    for (const char *const *name = not_noted; *name; name++) {
        if (strcmp(*name, op) == 0) {
            return false;
        }
    }
    return true;
}

// What a plan does with other elements is bit by bit what the ops do.
static void check_row(int row, layout lies)
{
    problem p = problem_pose(&g_test, row, lies);
    for (int i = 0; i < p.example->count; i++) {
        // that fractions are no positions cannot be noted
        p.x[i] = problem_is_leaf(&p, i) ? p.x[i] : hy_convert(&g_test.scope, p.x[i], HY_I64);
    }
    hy_plan *plan = note(&p);
    ck_assert_msg((plan != NULL) == is_noted(p.example->op), "%s: %s", p.example->op,
                  g_test.err.text);
    if (!plan) {
        ck_assert_ptr_nonnull(strstr(g_test.err.text, "cannot be part of a compiled function"));
        return;
    }
    for (int round = 0; round < 3; round++) {
        ck_assert_int_eq(hy_plan_run(plan, NULL, &g_test.err), HY_OK);
        hy_tensor *values[MOST_VALUES];
        size_t count = compute(&p, values);
        ck_assert_msg(count > 0, "%s: %s", p.example->op, g_test.err.text);
        check_same(&p, plan, values, count);
        redraw(&p);
    }
    hy_plan_destroy(plan);
}

START_TEST(a_plan_of_an_op_does_what_the_op_does)
{
    check_row(_i, LAYOUT_CONTIGUOUS);
}
END_TEST

START_TEST(layouts_change_nothing)
{
    check_row(_i, LAYOUT_TRANSPOSED);
}
END_TEST

static Suite *op_plan_suite(void)
{
    Suite *suite = suite_create("autodiff/op_plan");
    TCase *cases = tcase_create("plans");
    tcase_add_checked_fixture(cases, begin, end);
    int count = (int)(sizeof op_examples / sizeof op_examples[0]);
    tcase_add_loop_test(cases, a_plan_of_an_op_does_what_the_op_does, 0, count);
    tcase_add_loop_test(cases, layouts_change_nothing, 0, count);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return run_suite(op_plan_suite());
}
