/// Problems: ops posed with the inputs of an example, in some layout, to be differentiated.
///
/// After a failure everything is NULL, as in the scope of the fixture, whose status tells why.
#pragma once

#include "autodiff/grad.h"
#include "autodiff/op.h"
#include "base/rng.h"
#include "op_examples.h"
#include "support/layouts.h"
#include "support/tensor_fixture.h"

/// The scope of the fixture holds the tensors.
typedef struct problem {
    fixture *test;
    const op_example *example;
    const hy_op *op;
    hy_tensor *x[EXAMPLE_MAX_INPUTS];     ///< Leaves, of which the op is given views, and indices.
    hy_tensor *seen[EXAMPLE_MAX_INPUTS];  ///< The same views, not recorded, to write.
    layout lies;                          ///< How the views lie.
    hy_rng rng;
} problem;

/// Whether an input is differentiated.
static inline bool problem_is_leaf(const problem *p, int input)
{
    return input != p->example->index_input;
}

static inline double problem_draw(problem *p, int input, size_t i)
{
    if (!problem_is_leaf(p, input)) {
        return op_example_index(p->example, i);
    }
    const hy_shape *shape = &p->example->shapes[input];
    size_t columns = shape->rank < 2 ? 1 : shape->extent[shape->rank - 1];
    size_t rows = shape->rank < 2 ? 1 : shape->extent[shape->rank - 2];
    double width = p->example->high - p->example->low;
    double shift = i % columns == i / columns % rows ? p->example->diagonal : 0;
    return p->example->low + width * hy_rng_uniform(&p->rng) + shift;
}

static inline void problem_pose_input(problem *p, int input)
{
    hy_scope *scope = &p->test->scope;
    const hy_shape *shape = &p->example->shapes[input];
    // copies of rows would make matrices singular
    hy_shape stored = layout_base(p->lies, shape, p->example->diagonal > 0 ? 2 : 0);
    hy_tensor *base = hy_tensor_full(scope, HY_F64, &stored, 0.5);
    hy_tensor *seen = layout_view(p->lies, scope, base, shape);
    ck_assert_ptr_nonnull(seen);
    for (size_t i = 0; i < hy_tensor_count(seen); i++) {
        hy_tensor_set(seen, i, problem_draw(p, input, i));
    }
    p->x[input] = problem_is_leaf(p, input) ? hy_leaf(scope, base) : seen;
    p->seen[input] = seen;
}

/// The problem of a row of the examples.
static inline problem problem_pose(fixture *test, int row, layout lies)
{
    const op_example *example = &op_examples[row];
    problem p = {.test = test,
                 .example = example,
                 .op = hy_op_find(example->op),
                 .lies = lies,
                 .rng = {.seed = 7}};
    for (int i = 0; i < example->count; i++) {
        problem_pose_input(&p, i);
    }
    return p;
}

/// The elements of a tensor, weighed unevenly so that no two gradients can be mistaken; the
/// gradient that comes back is contiguous, transposed or, without weights, broadcast.
static inline hy_tensor *problem_weigh(const problem *p, hy_tensor *y, layout lies)
{
    hy_scope *scope = &p->test->scope;
    if (!y || lies == LAYOUT_BROADCAST) {
        return hy_sum(scope, y, HY_ALL_AXES, false);
    }
    hy_tensor *turned = lies == LAYOUT_TRANSPOSED ? layout_view(lies, scope, y, &y->shape) : y;
    hy_tensor *weights = turned ? hy_tensor_create(scope, HY_F64, &turned->shape) : NULL;
    for (size_t i = 0; weights && i < hy_tensor_count(y); i++) {
        hy_tensor_set(weights, i, 1 + 0.37 * (double)i);
    }
    return hy_sum(scope, hy_mul(scope, turned, weights), HY_ALL_AXES, false);
}

/// A scalar made of what the op gives.
static inline hy_tensor *problem_value(const problem *p)
{
    hy_scope *scope = &p->test->scope;
    hy_tensor *x[EXAMPLE_MAX_INPUTS];
    for (int i = 0; i < p->example->count; i++) {
        const hy_shape *shape = &p->example->shapes[i];
        x[i] = problem_is_leaf(p, i) ? layout_view(p->lies, scope, p->x[i], shape) : p->x[i];
    }
    hy_tensor *y = hy_op_apply(scope, p->op, x, p->example->count, &p->example->with);
    return problem_weigh(p, y, p->lies);
}

/// The gradient of a scalar with respect to an input.
static inline hy_tensor *problem_gradient(const problem *p, hy_tensor *y, int input)
{
    hy_scope *scope = &p->test->scope;
    hy_tensor *x = p->x[input];
    hy_tensor *grad = NULL;
    hy_error err = {.text = ""};
    hy_status status = y ? hy_grad(y, NULL, &x, 1, &grad, &err) : scope->status;
    return status < 0 ? hy_scope_fail(scope, status, "%s", err.text) : hy_scope_take(scope, grad);
}

/// A scalar made of all gradients of the value: its gradient is of the second order.
static inline hy_tensor *problem_second_value(const problem *p)
{
    hy_scope *scope = &p->test->scope;
    hy_tensor *y = problem_value(p);
    hy_tensor *total = y ? hy_number(scope, y, 0) : NULL;
    for (int i = 0; i < p->example->count; i++) {
        if (problem_is_leaf(p, i)) {
            hy_tensor *grad = problem_gradient(p, y, i);
            hy_tensor *square = hy_mul(scope, grad, grad);
            total = hy_add(scope, total, problem_weigh(p, square, LAYOUT_CONTIGUOUS));
        }
    }
    return total;
}
