/// Differences: checks that gradients of functions made of several ops are limits of differences.
#pragma once

#include "autodiff/grad.h"
#include "base/rng.h"
#include "support/tensor_fixture.h"

enum { DIFFERENCES_MAX_INPUTS = 4 };

/// A function of tensors, and what it is tried on.
typedef struct differentiable {
    const char *name;
    hy_tensor *(*call)(hy_scope *scope, hy_tensor *const x[]);
    int count;  ///< Of inputs, drawn from -1 .. 1.
    hy_shape shapes[DIFFERENCES_MAX_INPUTS];
    double diagonal;  ///< Added to the elements of matrices whose last two positions are equal.
} differentiable;

/// A scalar made of a function's value or of its gradients.
typedef hy_tensor *(*differences_value)(fixture *f, const differentiable *of, hy_tensor *const x[]);

static inline hy_tensor *differences_draw(fixture *f, const differentiable *of, int input,
                                          hy_rng *rng)
{
    hy_shape shape = of->shapes[input];
    hy_tensor *x = hy_tensor_create(&f->scope, HY_F64, &shape);
    size_t columns = shape.rank < 2 ? 1 : shape.extent[shape.rank - 1];
    size_t rows = shape.rank < 2 ? 1 : shape.extent[shape.rank - 2];
    for (size_t i = 0; i < hy_tensor_count(x); i++) {
        bool is_diagonal = i % columns == i / columns % rows;
        double shift = is_diagonal ? of->diagonal : 0;
        hy_tensor_set(x, i, 2 * hy_rng_uniform(rng) - 1 + shift);
    }
    return x;
}

// The elements of a tensor, weighed unevenly so that no two gradients can be mistaken.
static inline hy_tensor *differences_weigh(fixture *f, hy_tensor *y)
{
    ck_assert_msg(y != NULL, "%s", f->err.text);
    hy_tensor *weights = hy_tensor_create(&f->scope, HY_F64, &y->shape);
    for (size_t i = 0; i < hy_tensor_count(y); i++) {
        hy_tensor_set(weights, i, 1 + 0.37 * (double)i);
    }
    return hy_sum(&f->scope, hy_mul(&f->scope, y, weights), HY_ALL_AXES, false);
}

static inline hy_tensor *differences_gradient(fixture *f, hy_tensor *y, hy_tensor *x)
{
    hy_tensor *grad = NULL;
    ck_assert_msg(hy_grad(y, NULL, &x, 1, &grad, &f->err) == HY_OK, "%s", f->err.text);
    return hy_scope_take(&f->scope, grad);
}

static inline hy_tensor *differences_first(fixture *f, const differentiable *of,
                                           hy_tensor *const x[])
{
    return differences_weigh(f, of->call(&f->scope, x));
}

static inline hy_tensor *differences_second(fixture *f, const differentiable *of,
                                            hy_tensor *const x[])
{
    hy_tensor *y = differences_first(f, of, x);
    hy_tensor *total = hy_number(&f->scope, y, 0);
    for (int i = 0; i < of->count; i++) {
        hy_tensor *grad = differences_gradient(f, y, x[i]);
        hy_tensor *square = hy_mul(&f->scope, grad, grad);
        total = hy_add(&f->scope, total, differences_weigh(f, square));
    }
    return total;
}

static inline double differences_central(fixture *f, const differentiable *of,
                                         differences_value value, hy_tensor *const x[],
                                         hy_tensor *input, size_t position)
{
    // the cube root of the rounding error balances it against the truncation error
    const double step = 6e-6;
    double before = hy_tensor_get(input, position);
    hy_tensor_set(input, position, before + step);
    double above = hy_tensor_get(value(f, of, x), 0);
    hy_tensor_set(input, position, before - step);
    double below = hy_tensor_get(value(f, of, x), 0);
    hy_tensor_set(input, position, before);
    return (above - below) / (2 * step);
}

static inline void differences_check_value(fixture *f, const differentiable *of,
                                           differences_value value, hy_tensor *const x[])
{
    for (int input = 0; input < of->count; input++) {
        hy_tensor *grad = differences_gradient(f, value(f, of, x), x[input]);
        for (size_t i = 0; i < hy_tensor_count(x[input]); i++) {
            double expected = differences_central(f, of, value, x, x[input], i);
            double error = fabs(hy_tensor_get(grad, i) - expected);
            ck_assert_msg(error <= 1e-7 * (1 + fabs(expected)),
                          "%s: input %d, element %zu: %.10g, expected %.10g", of->name, input, i,
                          hy_tensor_get(grad, i), expected);
        }
    }
}

/// Checks first and second derivatives with respect to every input.
static inline void differences_check(fixture *f, const differentiable *of)
{
    hy_rng rng = {.seed = 7};
    hy_tensor *x[DIFFERENCES_MAX_INPUTS];
    for (int i = 0; i < of->count; i++) {
        x[i] = hy_leaf(&f->scope, differences_draw(f, of, i, &rng));
    }
    differences_check_value(f, of, differences_first, x);
    differences_check_value(f, of, differences_second, x);
}
