/// runtime/autodiff/arrangement.c
#include "autodiff/arrangement.h"

#include "support/differences.h"
#include "support/run_suite.h"

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *call_flip(hy_scope *scope, hy_tensor *const x[])
{
    return hy_flip(scope, x[0], 5);
}

static hy_tensor *call_roll(hy_scope *scope, hy_tensor *const x[])
{
    return hy_roll(scope, x[0], -1, 1);
}

static hy_tensor *call_pad(hy_scope *scope, hy_tensor *const x[])
{
    return hy_pad_axis(scope, x[0], 1, 1, 2, 0.5);
}

static hy_tensor *call_tile(hy_scope *scope, hy_tensor *const x[])
{
    return hy_tile(scope, x[0], 0, 3);
}

static hy_tensor *call_triangle(hy_scope *scope, hy_tensor *const x[])
{
    return hy_triangle(scope, x[0], 1, true);
}

static hy_tensor *call_diag_embed(hy_scope *scope, hy_tensor *const x[])
{
    return hy_diagonal_matrix(scope, x[0]);
}

static hy_tensor *call_embedding(hy_scope *scope, hy_tensor *const x[])
{
    return hy_embedding(scope, x[0], fixture_tensor(&g_test, SHAPE(2, 2, 2), ELEMENTS(1, 3, 3, 2)));
}

static hy_tensor *call_diag(hy_scope *scope, hy_tensor *const x[])
{
    return hy_diag(scope, x[0], -1);
}

static hy_tensor *call_repeat_interleave(hy_scope *scope, hy_tensor *const x[])
{
    return hy_repeat_interleave(scope, x[0], 2, 0);
}

static hy_tensor *call_meshgrid(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *grid[2] = {NULL, NULL};
    hy_meshgrid(scope, x, 2, grid);
    return hy_mul(scope, grid[0], grid[1]);
}

// the second element is 0
static hy_tensor *call_cumprod(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *mask = fixture_tensor(&g_test, SHAPE(2, 5, 1), ELEMENTS(1, 0, 1, 1, 1));
    return hy_cumprod(scope, hy_mul(scope, x[0], mask), 0);
}

static const differentiable functions[] = {
    {"diag", call_diag, 1, {{2, {4, 3}}}, 0},
    {"diag of a vector", call_diag, 1, {{1, {3}}}, 0},
    {"repeat_interleave", call_repeat_interleave, 1, {{2, {2, 3}}}, 0},
    {"meshgrid", call_meshgrid, 2, {{1, {2}}, {1, {3}}}, 0},
    {"cumprod", call_cumprod, 1, {{2, {5, 2}}}, 0},
    {"flip", call_flip, 1, {{3, {2, 3, 2}}}, 0},
    {"roll", call_roll, 1, {{2, {2, 3}}}, 0},
    {"pad", call_pad, 1, {{2, {2, 3}}}, 0},
    {"tile", call_tile, 1, {{2, {2, 3}}}, 0},
    {"triangle", call_triangle, 1, {{3, {2, 3, 3}}}, 0},
    {"diag_embed", call_diag_embed, 1, {{2, {2, 3}}}, 0},
    {"embedding", call_embedding, 1, {{2, {3, 2}}}, 0},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(a_gradient_is_the_limit_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

START_TEST(a_flipped_factor_is_multiplied_like_any_other)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *a = hy_sin(s, fixture_range(&g_test, SHAPE(2, 120, 110)));
    hy_tensor *b = hy_cos(s, fixture_range(&g_test, SHAPE(2, 110, 130)));
    hy_tensor *flipped = hy_matmul(s, hy_flip(s, a, 2), hy_flip(s, b, 1));
    hy_tensor *error = hy_abs(s, hy_sub(s, flipped, hy_matmul(s, a, b)));
    ck_assert_double_lt(hy_tensor_get(hy_max(s, error, 3, false), 0), 1e-11);
}
END_TEST

START_TEST(ranks_that_do_not_fit_are_refused)
{
    hy_scope *s = &g_test.scope;
    hy_tensor *one = fixture_range(&g_test, SHAPE(0, 0));
    ck_assert_ptr_null(hy_triangle(s, one, 0, false));
    fixture_expect(&g_test, HY_ERR_SHAPE, "tril wants a matrix, got rank 0");
    ck_assert_ptr_null(hy_diagonal_matrix(s, one));
    fixture_expect(&g_test, HY_ERR_SHAPE, "diag_embed wants a rank from 1 to 5, got 0");
    ck_assert_ptr_null(hy_diag(s, one, 0));
    fixture_expect(&g_test, HY_ERR_SHAPE, "diag wants a vector or a matrix, got rank 0");
    hy_meshgrid(s, &one, 1, (hy_tensor *[]){NULL});
    fixture_expect(&g_test, HY_ERR_SHAPE, "meshgrid wants vectors, at most 6");
    ck_assert_ptr_null(hy_embedding(s, one, one));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "embedding wants ranks that add up to at most 7, got 0 and 0");
}
END_TEST

START_TEST(slices_stay_inside)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, 5));
    fixture_same(hy_slice(&g_test.scope, x, 0, 4, -2, 3), SHAPE(1, 3), ELEMENTS(5, 3, 1));
    ck_assert_ptr_null(hy_slice(&g_test.scope, x, 0, 1, 2, 3));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "slice: 3 elements from element 2 on, 2 apart, do not fit an extent of 5");
    ck_assert_ptr_null(hy_spread(&g_test.scope, x, 0, 0, 1, 4));
    fixture_expect(&g_test, HY_ERR_SHAPE,
                   "spread: 5 elements from element 1 on, 1 apart, do not fit an extent of 4");
    ck_assert_uint_eq(hy_tensor_count(hy_slice(&g_test.scope, x, 0, 5, 1, 0)), 0);
}
END_TEST

static Suite *arrangement_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_loop_test(values, a_gradient_is_the_limit_of_differences, 0, FUNCTION_COUNT);
    tcase_add_test(values, a_flipped_factor_is_multiplied_like_any_other);
    tcase_add_test(values, ranks_that_do_not_fit_are_refused);
    tcase_add_test(values, slices_stay_inside);

    Suite *suite = suite_create("arrangement");
    suite_add_tcase(suite, values);
    return suite;
}

int main(void)
{
    return run_suite(arrangement_suite());
}
