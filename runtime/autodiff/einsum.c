#include "autodiff/einsum.h"

#include "autodiff/einsum_equation.h"
#include "autodiff/ops.h"

/// A tensor and the labels of its axes, each of which it has once.
typedef struct term {
    hy_tensor *x;
    hy_labels labels;
} term;

static bool has(uint64_t set, int label)
{
    return (set >> label & 1) != 0;
}

static int count_of(uint64_t set)
{
    return __builtin_popcountll(set);
}

// The axis of a label, which must be there.
static int axis_of(const hy_labels *labels, int label)
{
    int axis = 0;
    while (labels->label[axis] != label) {
        axis++;
    }
    return axis;
}

// Permutes a term until its labels are `wanted`, the same in another order.
static term arrange(hy_scope *scope, term t, const hy_labels *wanted)
{
    int order[HY_MAX_RANK] = {0};
    bool is_arranged = true;
    for (int i = 0; i < wanted->count; i++) {
        order[i] = axis_of(&t.labels, wanted->label[i]);
        is_arranged = is_arranged && order[i] == i;
    }
    return (term){is_arranged ? t.x : hy_permute(scope, t.x, order), *wanted};
}

// The labels of the axes outside a mask.
static hy_labels without(const hy_labels *labels, unsigned axes)
{
    hy_labels rest = {0};
    for (int axis = 0; axis < labels->count; axis++) {
        if (!has(axes, axis)) {
            rest.label[rest.count++] = labels->label[axis];
        }
    }
    return rest;
}

// Finds two axes with one label.
static bool find_repeated(const hy_labels *labels, int *first, int *second)
{
    for (*second = 1; *second < labels->count; ++*second) {
        *first = axis_of(labels, labels->label[*second]);
        if (*first < *second) {
            return true;
        }
    }
    return false;
}

// Takes the diagonal of two axes with one label, until there are none.
static term take_diagonals(hy_scope *scope, term t)
{
    int i;
    int j;
    while (t.x && find_repeated(&t.labels, &i, &j)) {
        const size_t *extent = t.x->shape.extent;
        if (extent[i] != extent[j]) {
            t.x = hy_scope_fail(scope, HY_ERR_SHAPE,
                                "einsum: a repeated letter has the extents %zu and %zu", extent[i],
                                extent[j]);
            break;
        }
        t.x = hy_diagonal(scope, t.x, i, j);
        int label = t.labels.label[i];
        t.labels = without(&t.labels, 1U << i | 1U << j);
        t.labels.label[t.labels.count++] = label;
    }
    return t;
}

// Drops the axes of extent 1 that other operands stretch: a product broadcasts without them.
static term drop_ones(hy_scope *scope, term t, const size_t *extent)
{
    unsigned axes = 0;
    for (int axis = 0; t.x && axis < t.x->shape.rank; axis++) {
        bool is_stretched = t.x->shape.extent[axis] == 1 && extent[t.labels.label[axis]] != 1;
        axes |= is_stretched ? 1U << axis : 0;
    }
    if (axes == 0) {
        return t;
    }
    hy_shape shape = hy_shape_reduced(&t.x->shape, axes, false);
    return (term){hy_reshape(scope, t.x, &shape), without(&t.labels, axes)};
}

// Sums over the labels outside `kept`.
static term sum_others(hy_scope *scope, term t, uint64_t kept)
{
    unsigned axes = 0;
    for (int axis = 0; t.x && axis < t.x->shape.rank; axis++) {
        axes |= has(kept, t.labels.label[axis]) ? 0 : 1U << axis;
    }
    return axes ? (term){hy_sum(scope, t.x, axes, false), without(&t.labels, axes)} : t;
}

// Appends the labels of a set, in the order of `from`.
static void append(hy_labels *to, const hy_labels *from, uint64_t set)
{
    for (int i = 0; i < from->count; i++) {
        if (has(set, from->label[i])) {
            to->label[to->count++] = from->label[i];
        }
    }
}

// The product of the extents of `count` axes from `axis` on.
static size_t extent_of(const hy_tensor *x, int axis, int count)
{
    size_t extent = 1;
    for (int i = axis; i < axis + count; i++) {
        extent *= x->shape.extent[i];
    }
    return extent;
}

// Merges three groups of neighbouring axes into one axis each.
static hy_tensor *merge(hy_scope *scope, hy_tensor *x, int batch, int rows, int columns)
{
    if (!x || (batch <= 1 && rows == 1 && columns == 1)) {
        return x;
    }
    hy_shape shape = {.rank = 3,
                      .extent = {extent_of(x, 0, batch), extent_of(x, batch, rows),
                                 extent_of(x, batch + rows, columns)}};
    return hy_reshape(scope, x, &shape);
}

/// Two terms to multiply, and the sets of their labels that play a part each.
typedef struct pair {
    term a, b;
    uint64_t batch;   ///< In both, and kept.
    uint64_t summed;  ///< In both, and summed over.
    uint64_t rows;    ///< In `a` only.
    uint64_t columns;
} pair;

// [batch, rows, summed] x [batch, summed, columns]
static hy_tensor *multiply_matrices(hy_scope *scope, const pair *p)
{
    hy_labels left = {0};
    hy_labels right = {0};
    append(&left, &p->a.labels, p->batch);
    right = left;
    append(&left, &p->a.labels, p->rows);
    append(&left, &p->a.labels, p->summed);
    append(&right, &p->a.labels, p->summed);
    append(&right, &p->b.labels, p->columns);
    int batch = count_of(p->batch);
    int summed = count_of(p->summed);
    hy_tensor *a = arrange(scope, p->a, &left).x;
    hy_tensor *b = arrange(scope, p->b, &right).x;
    return hy_matmul(scope, merge(scope, a, batch, count_of(p->rows), summed),
                     merge(scope, b, batch, summed, count_of(p->columns)));
}

// [batch, rows, 1] * [batch, 1, columns]
static hy_tensor *multiply_elements(hy_scope *scope, const pair *p)
{
    hy_labels left = {0};
    append(&left, &p->a.labels, p->batch);
    hy_labels right = left;
    append(&left, &p->a.labels, p->rows);
    append(&right, &p->b.labels, p->columns);
    hy_tensor *a = arrange(scope, p->a, &left).x;
    hy_tensor *b = arrange(scope, p->b, &right).x;
    if (p->rows == 0 || p->columns == 0) {
        // the labels of one are the first of the other's: the shorter gets axes of extent 1
        hy_tensor **shorter = p->rows == 0 ? &a : &b;
        for (int i = count_of(p->rows | p->columns); i > 0 && *shorter; i--) {
            *shorter = hy_unsqueeze(scope, *shorter, (*shorter)->shape.rank);
        }
        return hy_mul(scope, a, b);
    }
    int batch = count_of(p->batch);
    return hy_mul(scope, merge(scope, a, batch, count_of(p->rows), 0),
                  merge(scope, b, batch, 0, count_of(p->columns)));
}

// The product of two terms, summed over labels outside `kept`.
static term multiply(hy_scope *scope, term a, term b, uint64_t kept, const size_t *extent)
{
    a = sum_others(scope, a, kept | hy_labels_set(&b.labels));
    b = sum_others(scope, b, kept | hy_labels_set(&a.labels));
    uint64_t set_a = hy_labels_set(&a.labels);
    uint64_t set_b = hy_labels_set(&b.labels);
    pair p = {a, b, set_a & set_b & kept, set_a & set_b & ~kept, set_a & ~set_b, set_b & ~set_a};
    term product = {NULL, {0}};
    hy_shape shape = {.rank = count_of(p.batch | p.rows | p.columns)};
    if (shape.rank > HY_MAX_RANK) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE,
                            "einsum: a product of two operands has rank %d, at most %d", shape.rank,
                            HY_MAX_RANK);
        return product;
    }
    append(&product.labels, &a.labels, p.batch);
    append(&product.labels, &a.labels, p.rows);
    append(&product.labels, &b.labels, p.columns);
    for (int i = 0; i < shape.rank; i++) {
        shape.extent[i] = extent[product.labels.label[i]];
    }
    product.x = p.summed ? multiply_matrices(scope, &p) : multiply_elements(scope, &p);
    bool is_done = product.x && hy_shape_equal(&product.x->shape, &shape);
    product.x = is_done ? product.x : hy_reshape(scope, product.x, &shape);
    return product;
}

static term term_of(hy_scope *scope, const hy_equation *equation, hy_tensor *const x[], int number)
{
    term t = take_diagonals(scope, (term){x[number], equation->operands[number]});
    return drop_ones(scope, t, equation->extent);
}

hy_tensor *hy_einsum(hy_scope *scope, const char *equation, hy_tensor *const x[], int count)
{
    hy_equation read;
    if (scope->status < 0 || !hy_equation_read(scope, equation, x, count, &read)) {
        return NULL;
    }
    uint64_t result = hy_labels_set(&read.result);
    term product = term_of(scope, &read, x, 0);
    for (int i = 1; i < count; i++) {
        uint64_t kept = result;
        for (int later = i + 1; later < count; later++) {
            kept |= hy_labels_set(&read.operands[later]);
        }
        product = multiply(scope, product, term_of(scope, &read, x, i), kept, read.extent);
    }
    product = sum_others(scope, product, result);
    return scope->status < 0 ? NULL : arrange(scope, product, &read.result).x;
}
