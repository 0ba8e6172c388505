/// runtime/autodiff/einsum.c
#include "autodiff/einsum.h"

#include "support/differences.h"
#include "support/run_suite.h"

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

enum { MOST_OPERANDS = 3, MOST_LETTERS = 8 };

/// An equation with single letters a to h only, whose result is written out.
typedef struct example {
    const char *equation;
    const char *result;
    int count;
    hy_shape shapes[MOST_OPERANDS];
} example;

static const example examples[] = {
    {"ab,bc->ac", "ac", 2, {{2, {2, 3}}, {2, {3, 4}}}},
    {"ab,cb->ca", "ca", 2, {{2, {2, 3}}, {2, {4, 3}}}},
    {"abc,acd->abd", "abd", 2, {{3, {2, 3, 4}}, {3, {2, 4, 2}}}},
    {"ab , cd", "abcd", 2, {{2, {2, 3}}, {2, {3, 2}}}},
    {"a,a", "", 2, {{1, {5}}, {1, {5}}}},
    {"a,a->a", "a", 2, {{1, {5}}, {1, {5}}}},
    {"ab,b->ab", "ab", 2, {{2, {2, 3}}, {1, {3}}}},
    {"b,ab->ba", "ba", 2, {{1, {3}}, {2, {2, 3}}}},
    {"aa", "", 1, {{2, {3, 3}}}},
    {"aa->a", "a", 1, {{2, {3, 3}}}},
    {"abab->ba", "ba", 1, {{4, {2, 3, 2, 3}}}},
    {"cba", "abc", 1, {{3, {2, 3, 4}}}},
    {"ab->", "", 1, {{2, {2, 3}}}},
    {"ab,ac,ad->bcd", "bcd", 3, {{2, {2, 3}}, {2, {2, 2}}, {2, {2, 4}}}},
    {"ab,bc,cd->ad", "ad", 3, {{2, {2, 3}}, {2, {3, 4}}, {2, {4, 2}}}},
    {"abc,bd,dc->a", "a", 3, {{3, {2, 3, 2}}, {2, {3, 4}}, {2, {4, 2}}}},
    {"abcd,cdef->abef", "abef", 2, {{4, {2, 2, 3, 2}}, {4, {3, 2, 2, 3}}}},
    {"abcde,abcde->abcd", "abcd", 2, {{5, {2, 1, 2, 2, 3}}, {5, {2, 1, 2, 2, 3}}}},
    {"abc,bad->abcd", "abcd", 2, {{3, {2, 3, 2}}, {3, {3, 2, 2}}}},
    {"ab,ab->ba", "ba", 2, {{2, {2, 1}}, {2, {2, 3}}}},
    {"ab,bc->ac", "ac", 2, {{2, {2, 1}}, {2, {3, 4}}}},
    {"ab,c->a", "a", 2, {{2, {2, 3}}, {1, {4}}}},
    {"ab,bc->ac", "ac", 2, {{2, {2, 0}}, {2, {0, 3}}}},
};

enum { EXAMPLE_COUNT = sizeof examples / sizeof examples[0] };

/// The extent of each letter, and where the loops stand.
typedef struct loops {
    size_t extent[MOST_LETTERS];
    size_t at[MOST_LETTERS];
} loops;

// An extent of 1 gives way to any other.
static void find_extents(const example *e, loops *out)
{
    for (int i = 0; i < MOST_LETTERS; i++) {
        out->extent[i] = 1;
    }
    const char *letter = e->equation;
    for (int i = 0; i < e->count; i++, letter += strcspn(letter, ",") + 1) {
        for (int axis = 0; axis < e->shapes[i].rank; axis++) {
            size_t *extent = &out->extent[letter[axis] - 'a'];
            *extent = e->shapes[i].extent[axis] != 1 ? e->shapes[i].extent[axis] : *extent;
        }
    }
}

// The row-major position in a tensor where the loops stand.
static size_t position(const loops *l, const char *letters, const hy_shape *shape)
{
    size_t position = 0;
    for (int axis = 0; axis < shape->rank; axis++) {
        size_t extent = shape->extent[axis];
        position = position * extent + l->at[letters[axis] - 'a'] % extent;
    }
    return position;
}

static bool step(loops *l)
{
    for (int i = 0; i < MOST_LETTERS; i++) {
        if (++l->at[i] < l->extent[i]) {
            return true;
        }
        l->at[i] = 0;
    }
    return false;
}

// Adds the products of all elements to `sums`.
static void sum_naively(const example *e, hy_tensor *const x[], hy_tensor *sums)
{
    loops l = {{0}, {0}};
    find_extents(e, &l);
    do {
        double product = 1;
        const char *letters = e->equation;
        for (int i = 0; i < e->count; i++) {
            product *= hy_tensor_get(x[i], position(&l, letters, &x[i]->shape));
            letters += strcspn(letters, ",") + 1;
        }
        size_t at = position(&l, e->result, &sums->shape);
        hy_tensor_set(sums, at, hy_tensor_get(sums, at) + product);
    } while (step(&l));
}

static bool is_empty(const example *e)
{
    for (int i = 0; i < e->count; i++) {
        if (hy_shape_count(&e->shapes[i]) == 0) {
            return true;
        }
    }
    return false;
}

START_TEST(sums_are_what_loops_give)
{
    example e = examples[_i];
    hy_tensor *x[MOST_OPERANDS];
    for (int i = 0; i < e.count; i++) {
        x[i] = hy_sin(&g_test.scope, fixture_range(&g_test, e.shapes[i]));
    }
    hy_tensor *y = hy_einsum(&g_test.scope, e.equation, x, e.count);
    ck_assert_msg(y != NULL, "%s: %s", e.equation, g_test.err.text);
    ck_assert_int_eq(y->shape.rank, (int)strlen(e.result));
    // the loops know no spaces
    e.equation = strchr(e.equation, ' ') ? "ab,cd" : e.equation;
    hy_tensor *sums = hy_tensor_full(&g_test.scope, HY_F64, &y->shape, 0);
    if (!is_empty(&e)) {
        sum_naively(&e, x, sums);
    }
    for (size_t i = 0; i < hy_tensor_count(y); i++) {
        ck_assert_double_eq_tol(hy_tensor_get(y, i), hy_tensor_get(sums, i), 1e-12);
    }
}
END_TEST

START_TEST(dots_stand_for_axes_that_broadcast)
{
    hy_tensor *a = fixture_range(&g_test, SHAPE(4, 2, 1, 1, 2));
    hy_tensor *b = fixture_range(&g_test, SHAPE(3, 3, 2, 1));
    hy_tensor *x[] = {a, b};
    hy_tensor *y = hy_einsum(&g_test.scope, "...ij,...jk->...ik", x, 2);
    fixture_same(y, SHAPE(4, 2, 3, 1, 1), ELEMENTS(5, 11, 17, 11, 25, 39));
    hy_tensor *same = hy_einsum(&g_test.scope, "...ij,...jk", x, 2);
    fixture_same(same, SHAPE(4, 2, 3, 1, 1), ELEMENTS(5, 11, 17, 11, 25, 39));
    hy_tensor *sums = hy_einsum(&g_test.scope, "i...->...", &b, 1);
    fixture_same(sums, SHAPE(2, 2, 1), ELEMENTS(9, 12));
}
END_TEST

START_TEST(capital_letters_come_first)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 1, 3));
    fixture_same(hy_einsum(&g_test.scope, "aB", &x, 1), SHAPE(2, 3, 1), ELEMENTS(1, 2, 3));
}
END_TEST

static void refuse(const char *equation, hy_status status, const char *text)
{
    hy_tensor *x[] = {fixture_range(&g_test, SHAPE(2, 2, 3)), fixture_range(&g_test, SHAPE(1, 2))};
    ck_assert_ptr_null(hy_einsum(&g_test.scope, equation, x, 2));
    fixture_expect(&g_test, status, text);
}

START_TEST(equations_that_are_none_are_refused)
{
    refuse("ij,j,k", HY_ERR_ARGUMENT, "einsum: the equation is of 3 operands (at most 16), got 2");
    refuse("i1,j", HY_ERR_ARGUMENT, "einsum: wanted a letter at character 2 of the equation");
    refuse("ij,i-", HY_ERR_ARGUMENT,
           "einsum: wanted \"->\" or the end at character 5 of the equation");
    refuse("ij,i->i,", HY_ERR_ARGUMENT, "einsum: wanted the end at character 8 of the equation");
    refuse("ij,i->ik", HY_ERR_ARGUMENT, "einsum: k is in no operand");
    refuse("ij,i->jj", HY_ERR_ARGUMENT, "einsum: j is twice in the result");
    refuse("......ij,i", HY_ERR_ARGUMENT, "einsum: wanted a letter at character 4 of the equation");
}
END_TEST

START_TEST(operands_that_do_not_fit_are_refused)
{
    refuse("ij,j", HY_ERR_SHAPE, "einsum: j has the extents 3 and 2");
    refuse("...,...", HY_ERR_SHAPE, "einsum: ... has the extents 3 and 2");
    refuse("i,j", HY_ERR_SHAPE, "einsum: 1 letters for operand 1, which has rank 2");
    refuse("ijk,j", HY_ERR_SHAPE, "einsum: 3 letters for operand 1, which has rank 2");
    refuse("ii,j", HY_ERR_SHAPE, "einsum: i has the extents 2 and 3");
}
END_TEST

START_TEST(products_of_too_many_axes_are_refused)
{
    hy_tensor *x[] = {fixture_range(&g_test, SHAPE(4, 1, 2, 1, 2)),
                      fixture_range(&g_test, SHAPE(3, 2, 1, 2)),
                      fixture_range(&g_test, SHAPE(1, 2))};
    ck_assert_ptr_null(hy_einsum(&g_test.scope, "abcd,efg,g->abcdef", x, 3));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "einsum: a product of two operands has rank 7, at most 6");
    ck_assert_ptr_null(hy_einsum(&g_test.scope, "abcd,efg->abcdefg", x, 2));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "einsum: more axes than a tensor may have at character 17 of the equation");
}
END_TEST

START_TEST(a_repeated_letter_needs_one_extent)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(2, 1, 3));
    ck_assert_ptr_null(hy_einsum(&g_test.scope, "ii", &x, 1));
    fixture_expect(&g_test, HY_ERR_SHAPE, "einsum: a repeated letter has the extents 1 and 3");
}
END_TEST

static hy_tensor *bilinear(hy_scope *scope, hy_tensor *const x[])
{
    return hy_einsum(scope, "ni,oij,nj->no", x, 3);
}

static hy_tensor *traced(hy_scope *scope, hy_tensor *const x[])
{
    return hy_einsum(scope, "iij,jk->k", x, 2);
}

static const differentiable functions[] = {
    {"bilinear", bilinear, 3, {{2, {2, 3}}, {3, {2, 3, 2}}, {2, {2, 2}}}, 0},
    {"traced", traced, 2, {{3, {3, 3, 2}}, {2, {2, 2}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(gradients_are_limits_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

static Suite *einsum_suite(void)
{
    TCase *sums = tcase_create("sums");
    tcase_add_checked_fixture(sums, begin, end);
    tcase_add_loop_test(sums, sums_are_what_loops_give, 0, EXAMPLE_COUNT);
    tcase_add_test(sums, dots_stand_for_axes_that_broadcast);
    tcase_add_test(sums, capital_letters_come_first);
    tcase_add_loop_test(sums, gradients_are_limits_of_differences, 0, FUNCTION_COUNT);

    TCase *failures = tcase_create("failures");
    tcase_add_checked_fixture(failures, begin, end);
    tcase_add_test(failures, equations_that_are_none_are_refused);
    tcase_add_test(failures, operands_that_do_not_fit_are_refused);
    tcase_add_test(failures, products_of_too_many_axes_are_refused);
    tcase_add_test(failures, a_repeated_letter_needs_one_extent);

    Suite *suite = suite_create("einsum");
    suite_add_tcase(suite, sums);
    suite_add_tcase(suite, failures);
    return suite;
}

int main(void)
{
    return run_suite(einsum_suite());
}
