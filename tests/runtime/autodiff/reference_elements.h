/// References: what ops that compute elements, rows and sums should give, by naive loops.
#pragma once

#include "autodiff/op.h"
#include "kernels/reference.h"
#include "support/array.h"

/// An op, its inputs and its attributes.
typedef struct question {
    const hy_op *op;
    const array *x;
    int count;
    const hy_attributes *with;
} question;

/// Writes what the op gives to `y`; false when it has to refuse.
typedef bool (*reference)(const question *q, array *y);

/// Computes elements from those that broadcasting puts beside each other.
static inline bool reference_elements(const question *q, array *y,
                                      double (*compute)(const question *q, const double *x))
{
    const hy_shape *shapes[HY_LOOP_MAX_INPUTS];
    for (int i = 0; i < q->count; i++) {
        shapes[i] = &q->x[i].shape;
    }
    if (!array_broadcast(shapes, q->count, &y->shape)) {
        return false;
    }
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        place p = array_place(&y->shape, i);
        double x[HY_LOOP_MAX_INPUTS];
        for (int input = 0; input < q->count; input++) {
            x[input] = array_element(&q->x[input], &p, y->shape.rank);
        }
        y->at[i] = compute(q, x);
    }
    return true;
}

static inline double unary_element(const question *q, const double *x)
{
    return reference_unary((hy_unary)q->op->kernel, x[0]);
}

static inline bool unary_reference(const question *q, array *y)
{
    return reference_elements(q, y, unary_element);
}

static inline double binary_element(const question *q, const double *x)
{
    return reference_binary((hy_binary)q->op->kernel, x[0], x[1]);
}

static inline bool binary_reference(const question *q, array *y)
{
    return reference_elements(q, y, binary_element);
}

static inline double compare_element(const question *q, const double *x)
{
    return reference_compare((hy_comparison)q->op->kernel, x[0], x[1]);
}

static inline bool compare_reference(const question *q, array *y)
{
    return reference_elements(q, y, compare_element);
}

static inline double where_element(const question *q, const double *x)
{
    (void)q;
    return x[0] != 0 ? x[1] : x[2];
}

static inline bool where_reference(const question *q, array *y)
{
    return reference_elements(q, y, where_element);
}

static inline double scaled_element(const question *q, const double *x)
{
    return q->count == 1 ? q->with->factor * x[0] : x[0] + q->with->factor * x[1];
}

static inline bool scaled_reference(const question *q, array *y)
{
    return reference_elements(q, y, scaled_element);
}

static inline double square_element(const question *q, const double *x)
{
    (void)q;
    return (x[0] - x[1]) * (x[0] - x[1]);
}

static inline bool mse_reference(const question *q, array *y)
{
    array squares;
    if (!reference_elements(q, &squares, square_element)) {
        return false;
    }
    double sum = 0;
    for (size_t i = 0; i < array_count(&squares.shape); i++) {
        sum += squares.at[i];
    }
    *y = (array){.shape = {.rank = 0}, .at = {sum / (double)array_count(&squares.shape)}};
    return true;
}

static inline double reduce_element(hy_reduction op, double sum, double x)
{
    switch (op) {
    case HY_REDUCTION_MAX:
        return fmax(sum, x);
    case HY_REDUCTION_MIN:
        return fmin(sum, x);
    default:
        return sum + x;
    }
}

// The place of the result to which an element at `p` belongs.
static inline place reduced_place(const question *q, const place *p)
{
    place reduced = {.of = {0}};
    int rank = 0;
    for (int axis = 0; axis < q->x->shape.rank; axis++) {
        if (!(q->with->axes >> axis & 1U)) {
            reduced.of[rank++] = p->of[axis];
        } else if (q->with->keeps_axes) {
            reduced.of[rank++] = 0;
        }
    }
    return reduced;
}

static inline bool reduce_reference(const question *q, array *y)
{
    *y = (array){.shape = {.rank = 0}};
    for (int axis = 0; axis < q->x->shape.rank; axis++) {
        bool is_reduced = q->with->axes >> axis & 1U;
        if (!is_reduced || q->with->keeps_axes) {
            y->shape.extent[y->shape.rank++] = is_reduced ? 1 : q->x->shape.extent[axis];
        }
    }
    hy_reduction op = (hy_reduction)q->op->kernel;
    size_t count = array_count(&q->x->shape);
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        // fmax and fmin leave NaN out
        y->at[i] = op == HY_REDUCTION_SUM ? 0 : NAN;
    }
    for (size_t i = 0; i < count; i++) {
        place from = array_place(&q->x->shape, i);
        place to = reduced_place(q, &from);
        size_t position;
        (void)array_find(&y->shape, &to, &position);
        y->at[position] = reduce_element(op, y->at[position], q->x->at[i]);
    }
    return op == HY_REDUCTION_SUM || count > 0 || array_count(&y->shape) == 0;
}

static inline bool mean_reference(const question *q, array *y)
{
    (void)reduce_reference(q, y);
    size_t kept = array_count(&y->shape);
    for (size_t i = 0; i < kept; i++) {
        y->at[i] /= (double)array_count(&q->x->shape) / (double)kept;
    }
    return true;
}

static inline bool cumsum_reference(const question *q, array *y)
{
    int axis = q->with->axis;
    if (axis >= q->x->shape.rank) {
        return false;
    }
    *y = (array){.shape = q->x->shape};
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        place p = array_place(&y->shape, i);
        size_t position;
        while (array_find(&y->shape, &p, &position)) {
            y->at[i] += q->x->at[position];
            // below 0 it wraps around and lies outside
            p.of[axis] -= (size_t)q->with->step;
        }
    }
    return true;
}

/// Computes rows of the last axis one by one.
static inline bool reference_rows(const question *q, array *y,
                                  void (*compute)(const question *q, const double *x, double *y))
{
    y->shape = q->x->shape;
    size_t columns = array_columns(q->x);
    for (size_t begin = 0; begin < array_count(&y->shape); begin += columns) {
        compute(q, q->x->at + begin, y->at + begin);
    }
    return true;
}

static inline double log_of_sum(const double *x, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += exp(x[i]);
    }
    return log(sum);
}

static inline void log_softmax_row(const question *q, const double *x, double *y)
{
    size_t columns = array_columns(q->x);
    for (size_t i = 0; i < columns; i++) {
        y[i] = x[i] - log_of_sum(x, columns);
    }
}

static inline bool log_softmax_reference(const question *q, array *y)
{
    return reference_rows(q, y, log_softmax_row);
}

static inline void softmax_row(const question *q, const double *x, double *y)
{
    log_softmax_row(q, x, y);
    for (size_t i = 0; i < array_columns(q->x); i++) {
        y[i] = exp(y[i]);
    }
}

static inline bool softmax_reference(const question *q, array *y)
{
    return reference_rows(q, y, softmax_row);
}

static inline bool are_classes_fit(const array *logits, const array *classes)
{
    bool is_fit = logits->shape.rank == 2 && classes->shape.rank == 1 &&
                  logits->shape.extent[0] == classes->shape.extent[0];
    for (size_t i = 0; is_fit && i < array_count(&classes->shape); i++) {
        is_fit = classes->at[i] >= 1 && classes->at[i] <= (double)array_columns(logits);
    }
    return is_fit;
}

static inline bool cross_entropy_reference(const question *q, array *y)
{
    const array *logits = &q->x[0];
    const array *classes = &q->x[1];
    size_t columns = array_columns(logits);
    y->shape = classes->shape;
    bool is_fit = are_classes_fit(logits, classes);
    for (size_t i = 0; is_fit && i < array_count(&y->shape); i++) {
        const double *row = logits->at + i * columns;
        y->at[i] = log_of_sum(row, columns) - row[(size_t)classes->at[i] - 1];
    }
    return is_fit;
}

static inline bool cross_entropy_slope_reference(const question *q, array *y)
{
    const array *logits = &q->x[0];
    const array *classes = &q->x[1];
    const array *factors = &q->x[2];
    size_t columns = array_columns(logits);
    y->shape = logits->shape;
    bool is_fit =
        are_classes_fit(logits, classes) && hy_shape_equal(&factors->shape, &classes->shape);
    for (size_t i = 0; is_fit && i < array_count(&y->shape); i++) {
        size_t row = i / columns;
        double chance = exp(logits->at[i] - log_of_sum(logits->at + row * columns, columns));
        double hit = (size_t)classes->at[row] == i % columns + 1;
        y->at[i] = (chance - hit) * factors->at[row];
    }
    return is_fit;
}

// What a row is moved and multiplied by so that its mean is 0 and its variance 1.
static inline void find_moments(const question *q, const double *x, double *mean, double *factor)
{
    size_t columns = array_columns(q->x);
    double variance = 0;
    *mean = 0;
    for (size_t i = 0; i < columns; i++) {
        *mean += x[i] / (double)columns;
    }
    for (size_t i = 0; i < columns; i++) {
        variance += (x[i] - *mean) * (x[i] - *mean) / (double)columns;
    }
    *factor = 1 / sqrt(variance + q->with->factor);
}

static inline void layer_norm_row(const question *q, const double *x, double *y)
{
    double mean;
    double factor;
    find_moments(q, x, &mean, &factor);
    for (size_t i = 0; i < array_columns(q->x); i++) {
        double z = (x[i] - mean) * factor;
        y[i] = q->count == 1 ? z : z * q->x[1].at[i] + q->x[2].at[i];
    }
}

// The gradient times every derivative of an element of the row by another.
static inline void layer_norm_slope_row(const question *q, const double *x, double *y)
{
    size_t columns = array_columns(q->x);
    const double *grad = q->x[1].at + (x - q->x->at);
    double mean;
    double factor;
    find_moments(q, x, &mean, &factor);
    for (size_t j = 0; j < columns; j++) {
        y[j] = 0;
        for (size_t i = 0; i < columns; i++) {
            double weight = q->count == 3 ? q->x[2].at[i] : 1;
            double product = (x[i] - mean) * (x[j] - mean) * factor * factor;
            y[j] += grad[i] * weight * factor * ((i == j) - (1 + product) / (double)columns);
        }
    }
}

static inline bool layer_norm_reference(const question *q, array *y)
{
    bool does_fit = q->x->shape.rank > 0;
    for (int i = 1; i < q->count && does_fit; i++) {
        does_fit = q->x[i].shape.rank == 1 && array_columns(&q->x[i]) == array_columns(q->x);
    }
    return does_fit && reference_rows(q, y, layer_norm_row);
}

static inline bool layer_norm_slope_reference(const question *q, array *y)
{
    bool does_fit = q->x->shape.rank > 0 && hy_shape_equal(&q->x[0].shape, &q->x[1].shape);
    if (q->count == 3) {
        const array *weight = &q->x[2];
        does_fit =
            does_fit && weight->shape.rank == 1 && array_columns(weight) == array_columns(q->x);
    }
    return does_fit && reference_rows(q, y, layer_norm_slope_row);
}

// As many elements of the row come before an element as its place tells: a stable order.
static inline void argsort_row(const question *q, const double *x, double *y)
{
    size_t columns = array_columns(q->x);
    double sign = q->with->step < 0 ? -1 : 1;
    for (size_t i = 0; i < columns; i++) {
        size_t before = 0;
        for (size_t j = 0; j < columns; j++) {
            before += sign * x[j] < sign * x[i] || (x[j] == x[i] && j < i);
        }
        y[before] = (double)i + 1;
    }
}

static inline bool argsort_reference(const question *q, array *y)
{
    return reference_rows(q, y, argsort_row);
}
