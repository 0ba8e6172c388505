/// runtime/autodiff/op.h
#include "autodiff/op.h"

#include "autodiff/ops.h"
#include "base/rng.h"
#include "op_examples.h"
#include "op_references.h"
#include "support/layouts.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <stdio.h>
#include <string.h>

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

/// An example with shapes, element types and a layout of its own.
typedef struct trial {
    op_example example;
    hy_dtype first;   ///< Of the first input.
    hy_dtype others;  ///< Of the other inputs.
    layout lies;
} trial;

static hy_dtype input_dtype(const trial *t, int input)
{
    return input == 0 ? t->first : t->others;
}

// Copies of rows would make matrices singular, and eigenvectors ambiguous.
static int kept_axes(const trial *t)
{
    return t->example.diagonal > 0 || reference_find(t->example.op)->has_free_signs ? 2 : 0;
}

// An element that an op may be given: whole numbers from the same range, far enough from singular
// matrices on the diagonal.
static double draw_element(const trial *t, int input, size_t position, hy_rng *rng)
{
    const op_example *example = &t->example;
    if (input == example->index_input) {
        return op_example_index(example, position);
    }
    const hy_shape *shape = &example->shapes[input];
    size_t columns = shape->rank < 2 ? 1 : shape->extent[shape->rank - 1];
    size_t rows = shape->rank < 2 ? 1 : shape->extent[shape->rank - 2];
    bool is_diagonal = position % columns == position / columns % rows;
    double shift = is_diagonal ? example->diagonal * (double)columns / 2 : 0;
    double chance = hy_rng_uniform(rng);
    hy_dtype dtype = input_dtype(t, input);
    if (hy_dtype_is_float(dtype)) {
        return example->low + (example->high - example->low) * chance + shift;
    }
    if (dtype == HY_BOOL && example->diagonal > 0) {
        return is_diagonal;
    }
    double least = ceil(example->low);
    return least + floor((floor(example->high) - least + 1) * chance) + 2 * shift;
}

static const char *describe(const trial *t)
{
    static char text[100];
    (void)snprintf(text, sizeof text, "%s of %s and %s, %s", t->example.op, hy_dtype_name(t->first),
                   hy_dtype_name(t->others), layout_name(t->lies));
    return text;
}

// An assertion of Check is a message to another process: tens of thousands take most of the time.
static void require(const trial *t, bool is_true, const char *what)
{
    if (!is_true) {
        ck_abort_msg("%s: %s", describe(t), what);
    }
}

// An input in its layout; what lies between its elements is no number.
static hy_tensor *make_input(const trial *t, int input, hy_rng *rng)
{
    const hy_shape *shape = &t->example.shapes[input];
    hy_shape stored = layout_base(t->lies, shape, kept_axes(t));
    hy_tensor *base = hy_tensor_full(&g_test.scope, input_dtype(t, input), &stored, NAN);
    hy_tensor *view = layout_view(t->lies, &g_test.scope, base, shape);
    require(t, view != NULL, "no view");
    for (size_t i = 0; i < hy_tensor_count(view); i++) {
        hy_tensor_set(view, i, draw_element(t, input, i, rng));
    }
    return view;
}

static void read_tensor(const trial *t, const hy_tensor *x, array *out)
{
    require(t, hy_tensor_count(x) <= ARRAY_MAX, "too long for an array");
    out->shape = x->shape;
    for (size_t i = 0; i < hy_tensor_count(x); i++) {
        out->at[i] = hy_tensor_get(x, i);
    }
}

static hy_dtype expected_dtype(const trial *t, const op_reference *expected)
{
    hy_dtype last = HY_BOOL;
    for (int i = 0; i < t->example.count; i++) {
        hy_dtype dtype = input_dtype(t, i);
        last = i != t->example.index_input && dtype > last ? dtype : last;
    }
    return (hy_dtype)(strchr("bilfd", expected->types[last]) - "bilfd");
}

// Makes the greatest element of each row but the first positive.
static void fix_signs(array *y)
{
    size_t columns = array_columns(y);
    for (size_t begin = columns; begin < array_count(&y->shape); begin += columns) {
        double greatest = 0;
        for (size_t i = begin; i < begin + columns; i++) {
            greatest = fabs(y->at[i]) > fabs(greatest) + 1e-3 ? y->at[i] : greatest;
        }
        for (size_t i = begin; i < begin + columns; i++) {
            y->at[i] *= greatest < 0 ? -1 : 1;
        }
    }
}

// Whole numbers are exact. Floats may miss by a few units in the last place, of the value or of 1.
static void check_elements(const trial *t, const op_reference *expected, hy_dtype dtype,
                           const array *y, const array *wanted)
{
    double unit = dtype == HY_F32 ? 1.2e-7 : 2.3e-16;
    for (size_t i = 0; i < array_count(&y->shape); i++) {
        double element = reference_element(dtype, wanted->at[i]);
        double room = hy_dtype_is_float(dtype) ? 8 * unit * expected->growth : 0;
        bool is_equal = y->at[i] == element || (isnan(y->at[i]) && isnan(element)) ||
                        fabs(y->at[i] - element) <= room * (1 + fabs(element));
        if (!is_equal) {
            ck_abort_msg("%s: element %zu is %.17g, expected %.17g", describe(t), i, y->at[i],
                         element);
        }
    }
}

static void check_result(const trial *t, const op_reference *expected, const hy_tensor *y,
                         array *wanted)
{
    require(t, y != NULL, g_test.err.text);
    require(t, hy_shape_equal(&y->shape, &wanted->shape), "another shape than expected");
    hy_dtype dtype = expected_dtype(t, expected);
    require(t, y->dtype == dtype, "another element type than expected");
    array got;
    read_tensor(t, y, &got);
    if (expected->has_free_signs) {
        fix_signs(&got);
        fix_signs(wanted);
    }
    check_elements(t, expected, dtype, &got, wanted);
}

// A refusal is one line, and nothing else.
static void check_refusal(const trial *t, const hy_tensor *y)
{
    require(t, !y && g_test.scope.status < 0, "is not refused");
    require(t, g_test.err.text[0] && !strchr(g_test.err.text, '\n'), "is not refused in one line");
    g_test.scope.status = HY_OK;
}

static void check_trial(const trial *t)
{
    const op_example *example = &t->example;
    const op_reference *expected = reference_find(example->op);
    if (!expected) {
        ck_abort_msg("no reference of %s", example->op);
    }
    if (example->shapes[0].rank < expected->least_rank) {
        return;
    }
    hy_rng rng = {.seed = 7};
    hy_tensor *x[EXAMPLE_MAX_INPUTS];
    array read[EXAMPLE_MAX_INPUTS];
    for (int i = 0; i < example->count; i++) {
        x[i] = make_input(t, i, &rng);
        read_tensor(t, x[i], &read[i]);
    }
    question q = {hy_op_find(example->op), read, example->count, &example->with};
    hy_tensor *y = hy_op_apply(&g_test.scope, q.op, x, q.count, q.with);
    require(t, !y || hy_tensor_count(y) <= ARRAY_MAX, "gives more than an array holds");
    array wanted;
    if (q.op && expected->compute(&q, &wanted)) {
        check_result(t, expected, y, &wanted);
    } else {
        check_refusal(t, y);
    }
    // the next trial gets the same memory again
    (void)hy_scope_deinit(&g_test.scope);
    hy_scope_init(&g_test.scope, g_test.context, &g_test.err);
}

static trial of_row(int row)
{
    return (trial){.example = op_examples[row]};
}

static void check_types(trial t)
{
    for (int dtype = 0; dtype < HY_DTYPE_COUNT; dtype++) {
        t.first = (hy_dtype)dtype;
        t.others = (hy_dtype)dtype;
        check_trial(&t);
    }
}

START_TEST(every_layout_of_every_type_gives_what_naive_loops_give)
{
    for (int lies = 0; lies < LAYOUT_COUNT; lies++) {
        trial t = of_row(_i);
        t.lies = (layout)lies;
        check_types(t);
    }
}
END_TEST

START_TEST(mixed_types_give_what_naive_loops_give)
{
    trial t = of_row(_i);
    for (int pair = 0; pair < HY_DTYPE_COUNT * HY_DTYPE_COUNT; pair++) {
        t.first = (hy_dtype)(pair / HY_DTYPE_COUNT);
        t.others = (hy_dtype)(pair % HY_DTYPE_COUNT);
        check_trial(&t);
    }
}
END_TEST

static void replace_extent(hy_shape *shape, size_t extent, size_t by)
{
    for (int axis = 0; axis < shape->rank; axis++) {
        shape->extent[axis] = shape->extent[axis] == extent ? by : shape->extent[axis];
    }
}

// An example in which an extent is replaced wherever it appears, so that what fits goes on to.
static trial with_extent(int row, size_t extent, size_t by)
{
    trial t = of_row(row);
    for (int i = 0; i < t.example.count; i++) {
        replace_extent(&t.example.shapes[i], extent, by);
    }
    replace_extent(&t.example.with.shape, extent, by);
    return t;
}

// of examples: the greatest extent that is replaced, and how large an input may become
enum { GREATEST_EXTENT = 7, MOST_ELEMENTS_LONG = 200 };

START_TEST(empty_tensors_give_what_naive_loops_give)
{
    for (size_t extent = 1; extent <= GREATEST_EXTENT; extent++) {
        check_types(with_extent(_i, extent, 0));
    }
}
END_TEST

static bool is_large(const trial *t)
{
    for (int i = 0; i < t->example.count; i++) {
        if (array_count(&t->example.shapes[i]) > MOST_ELEMENTS_LONG) {
            return true;
        }
    }
    return false;
}

// as long as a vector and a rest
START_TEST(longer_axes_give_what_naive_loops_give)
{
    for (size_t extent = 1; extent <= GREATEST_EXTENT; extent++) {
        trial t = with_extent(_i, extent, extent + 9);
        for (int lies = 0; lies < LAYOUT_COUNT && !is_large(&t); lies++) {
            t.lies = (layout)lies;
            check_types(t);
        }
    }
}
END_TEST

START_TEST(scalars_give_what_naive_loops_give)
{
    trial t = of_row(_i);
    for (int i = 0; i < t.example.count; i++) {
        t.example.shapes[i] = (hy_shape){.rank = 0};
    }
    check_types(t);
}
END_TEST

START_TEST(every_reference_has_an_op)
{
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        const char *name = op_references[i].op;
        ck_assert_msg(hy_op_find(name) != NULL, "no op for the reference of %s", name);
    }
}
END_TEST

static Suite *op_layouts_suite(void)
{
    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 60);
    tcase_add_checked_fixture(table, begin, end);
    tcase_add_test(table, every_reference_has_an_op);
    tcase_add_loop_test(table, every_layout_of_every_type_gives_what_naive_loops_give, 0,
                        EXAMPLE_COUNT);
    tcase_add_loop_test(table, mixed_types_give_what_naive_loops_give, 0, EXAMPLE_COUNT);
    tcase_add_loop_test(table, longer_axes_give_what_naive_loops_give, 0, EXAMPLE_COUNT);
    tcase_add_loop_test(table, empty_tensors_give_what_naive_loops_give, 0, EXAMPLE_COUNT);
    tcase_add_loop_test(table, scalars_give_what_naive_loops_give, 0, EXAMPLE_COUNT);

    Suite *suite = suite_create("op_layouts");
    suite_add_tcase(suite, table);
    return suite;
}

int main(void)
{
    return run_suite(op_layouts_suite());
}
