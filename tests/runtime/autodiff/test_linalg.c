/// runtime/autodiff/linalg.h
#include "autodiff/linalg.h"

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

static hy_tensor *matrix_2x2(double a, double b, double c, double d)
{
    return fixture_tensor(&g_test, SHAPE(2, 2, 2), ELEMENTS(a, b, c, d));
}

static hy_tensor *matmul(hy_tensor *a, hy_tensor *b)
{
    return hy_matmul(&g_test.scope, a, b);
}

static hy_tensor *transpose(hy_tensor *a)
{
    return hy_transpose(&g_test.scope, a, a->shape.rank - 2, a->shape.rank - 1);
}

// Elements without a pattern; a square matrix of them is regular.
static hy_tensor *scatter(hy_shape shape)
{
    hy_tensor *range = fixture_range(&g_test, shape);
    return hy_sin(&g_test.scope, hy_mul(&g_test.scope, range, range));
}

// Checks that no element of `x` - `y` is large.
static void check_close(hy_tensor *x, hy_tensor *y)
{
    ck_assert_msg(g_test.scope.status == HY_OK, "%s", g_test.err.text);
    ck_assert(hy_shape_equal(&x->shape, &y->shape));
    for (size_t i = 0; i < hy_tensor_count(x); i++) {
        ck_assert_double_eq_tol(hy_tensor_get(x, i), hy_tensor_get(y, i), 1e-10);
    }
}

START_TEST(a_cholesky_factor_times_itself_is_the_matrix)
{
    hy_tensor *factor = hy_cholesky(&g_test.scope, matrix_2x2(4, 2, 2, 5));
    fixture_same(factor, SHAPE(2, 2, 2), ELEMENTS(2, 0, 1, 2));
    hy_tensor *x = scatter(SHAPE(3, 3, 7, 5));
    hy_tensor *a = matmul(transpose(x), x);
    factor = hy_cholesky(&g_test.scope, a);
    check_close(matmul(factor, transpose(factor)), a);
}
END_TEST

START_TEST(a_solution_solves_its_equations)
{
    hy_tensor *a = scatter(SHAPE(3, 2, 40, 40));
    hy_tensor *b = scatter(SHAPE(3, 2, 40, 3));
    check_close(matmul(a, hy_solve(&g_test.scope, a, b)), b);
    check_close(matmul(a, hy_solve(&g_test.scope, a, transpose(scatter(SHAPE(2, 3, 40))))),
                hy_expand(&g_test.scope, transpose(scatter(SHAPE(2, 3, 40))), &SHAPE(3, 2, 40, 3)));
}
END_TEST

START_TEST(right_hand_sides_may_be_vectors)
{
    hy_tensor *a = matrix_2x2(2, 1, 0, 4);
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(4, 8));
    fixture_same(hy_solve(&g_test.scope, a, b), SHAPE(1, 2), ELEMENTS(1, 2));
    hy_tensor *batch = hy_expand(&g_test.scope, a, &SHAPE(3, 3, 2, 2));
    hy_tensor *vectors = hy_expand(&g_test.scope, b, &SHAPE(2, 3, 2));
    fixture_same(hy_solve(&g_test.scope, batch, vectors), SHAPE(2, 3, 2),
                 ELEMENTS(1, 2, 1, 2, 1, 2));
}
END_TEST

START_TEST(whole_numbers_are_solved_as_floats)
{
    hy_tensor *whole = hy_convert(&g_test.scope, matrix_2x2(2, 1, 0, 4), HY_I32);
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(4, 8));
    fixture_same(hy_solve(&g_test.scope, whole, b), SHAPE(1, 2), ELEMENTS(1, 2));
    hy_tensor *inverse = hy_inverse(&g_test.scope, whole);
    ck_assert_int_eq(inverse->dtype, HY_F32);
    fixture_same(inverse, SHAPE(2, 2, 2), ELEMENTS(0.5, -0.125, 0, 0.25));
}
END_TEST

START_TEST(half_of_a_triangular_matrix_is_not_read)
{
    hy_tensor *a = matrix_2x2(2, NAN, 1, 4);
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(2, 2, 1), ELEMENTS(2, 9));
    fixture_same(hy_solve_triangular(&g_test.scope, a, b, false), SHAPE(2, 2, 1), ELEMENTS(1, 2));
    fixture_same(hy_solve_triangular(&g_test.scope, transpose(a), b, true), SHAPE(2, 2, 1),
                 ELEMENTS(-0.125, 2.25));
}
END_TEST

START_TEST(an_inverse_undoes_its_matrix)
{
    fixture_same(hy_inverse(&g_test.scope, matrix_2x2(2, 1, 0, 4)), SHAPE(2, 2, 2),
                 ELEMENTS(0.5, -0.125, 0, 0.25));
    // as many matrices as rows: the unit matrix is not one vector for each of them
    hy_tensor *two = fixture_tensor(&g_test, SHAPE(3, 2, 2, 2), ELEMENTS(2, 1, 0, 4, 1, 0, 0, 5));
    fixture_same(hy_inverse(&g_test.scope, two), SHAPE(3, 2, 2, 2),
                 ELEMENTS(0.5, -0.125, 0, 0.25, 1, 0, 0, 0.2));
}
END_TEST

START_TEST(determinants_have_signs)
{
    hy_tensor *a =
        fixture_tensor(&g_test, SHAPE(3, 3, 2, 2), ELEMENTS(0, 1, 1, 0, 1, 2, 3, 4, 1, 2, 2, 4));
    fixture_same(hy_det(&g_test.scope, a), SHAPE(1, 3), ELEMENTS(-1, -2, 0));
    hy_tensor *empty = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 0, 0), 1);
    fixture_same(hy_det(&g_test.scope, empty), SHAPE(0, 0), ELEMENTS(1));
}
END_TEST

START_TEST(least_squares_fit_a_line)
{
    // through (0, 1), (1, 3), (2, 5) exactly, and (1, 3) once more
    hy_tensor *a = fixture_tensor(&g_test, SHAPE(2, 4, 2), ELEMENTS(1, 0, 1, 1, 1, 2, 1, 1));
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 4), ELEMENTS(1, 3, 5, 3));
    fixture_same(hy_lstsq(&g_test.scope, a, b), SHAPE(1, 2), ELEMENTS(1, 2));
}
END_TEST

START_TEST(of_many_solutions_the_shortest_is_taken)
{
    hy_tensor *wide = fixture_tensor(&g_test, SHAPE(2, 1, 2), ELEMENTS(1, 1));
    hy_tensor *b = fixture_tensor(&g_test, SHAPE(1, 1), ELEMENTS(2));
    fixture_same(hy_lstsq(&g_test.scope, wide, b), SHAPE(1, 2), ELEMENTS(1, 1));
    hy_tensor *b2 = fixture_tensor(&g_test, SHAPE(1, 2), ELEMENTS(2, 2));
    fixture_same(hy_lstsq(&g_test.scope, matrix_2x2(1, 1, 1, 1), b2), SHAPE(1, 2), ELEMENTS(1, 1));
    hy_tensor *nothing = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(2, 0, 2), 1);
    hy_tensor *none = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(1, 0), 1);
    fixture_same(hy_lstsq(&g_test.scope, nothing, none), SHAPE(1, 2), ELEMENTS(0, 0));
}
END_TEST

START_TEST(eigenvectors_are_only_stretched)
{
    hy_tensor *x = scatter(SHAPE(3, 2, 30, 30));
    hy_tensor *a = hy_add(&g_test.scope, x, transpose(x));
    hy_tensor *both = hy_eigh(&g_test.scope, a);
    hy_tensor *values = hy_narrow(&g_test.scope, both, 1, 0, 1);
    hy_tensor *vectors = transpose(hy_narrow(&g_test.scope, both, 1, 1, 30));
    check_close(matmul(a, vectors), hy_mul(&g_test.scope, vectors, values));
    ck_assert_double_lt(hy_tensor_get(values, 0), hy_tensor_get(values, 1));
}
END_TEST

START_TEST(equal_eigenvalues_do_not_harm_gradients_of_what_ignores_their_vectors)
{
    hy_tensor *a = hy_leaf(&g_test.scope, matrix_2x2(2, 0, 0, 2));
    hy_tensor *values = hy_narrow(&g_test.scope, hy_eigh(&g_test.scope, a), 0, 0, 1);
    hy_tensor *y = hy_sum(&g_test.scope, hy_mul(&g_test.scope, values, values), 3, false);
    fixture_same(differences_gradient(&g_test, y, a), SHAPE(2, 2, 2), ELEMENTS(4, 0, 0, 4));
}
END_TEST

START_TEST(empty_batches_pass_through)
{
    hy_tensor *a = hy_tensor_full(&g_test.scope, HY_F64, &SHAPE(3, 0, 2, 2), 1);
    fixture_same(hy_cholesky(&g_test.scope, a), SHAPE(3, 0, 2, 2), ELEMENTS(0));
    fixture_same(hy_solve(&g_test.scope, a, a), SHAPE(3, 0, 2, 2), ELEMENTS(0));
    fixture_same(hy_lstsq(&g_test.scope, a, a), SHAPE(3, 0, 2, 2), ELEMENTS(0));
    fixture_same(hy_eigh(&g_test.scope, a), SHAPE(3, 0, 3, 2), ELEMENTS(0));
    fixture_same(hy_det(&g_test.scope, a), SHAPE(1, 0), ELEMENTS(0));
}
END_TEST

START_TEST(what_has_no_factor_is_named)
{
    hy_tensor *a = fixture_tensor(&g_test, SHAPE(3, 2, 2, 2), ELEMENTS(4, 2, 2, 5, 1, 2, 2, 4));
    ck_assert_ptr_null(hy_cholesky(&g_test.scope, a));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "cholesky: matrix 2 of 2 is not positive definite at pivot 2");
    ck_assert_ptr_null(hy_solve(&g_test.scope, a, a));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "solve: matrix 2 of 2 is singular at pivot 2");
    hy_tensor *zero = matrix_2x2(1, 2, 2, 0);
    ck_assert_ptr_null(hy_solve_triangular(&g_test.scope, zero, zero, false));
    fixture_expect(&g_test, HY_ERR_ARGUMENT,
                   "solve_triangular: matrix 1 of 1 is singular at pivot 2");
    ck_assert_ptr_null(hy_eigh(&g_test.scope, matrix_2x2(1, NAN, 0, 1)));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "eigh wants finite elements");
}
END_TEST

START_TEST(shapes_that_do_not_fit_are_refused)
{
    hy_tensor *row = fixture_range(&g_test, SHAPE(1, 3));
    hy_tensor *wide = fixture_range(&g_test, SHAPE(2, 2, 3));
    ck_assert_ptr_null(hy_cholesky(&g_test.scope, row));
    fixture_expect(&g_test, HY_ERR_SHAPE, "cholesky wants a matrix, got rank 1");
    ck_assert_ptr_null(hy_inverse(&g_test.scope, wide));
    fixture_expect(&g_test, HY_ERR_SHAPE, "inverse wants a square matrix, got 2 by 3");
    ck_assert_ptr_null(hy_lstsq(&g_test.scope, wide, row));
    fixture_expect(&g_test, HY_ERR_SHAPE, "lstsq: [3, 1] does not fit the rows of [2, 3]");
    hy_tensor *batch = fixture_range(&g_test, SHAPE(3, 2, 2, 3));
    ck_assert_ptr_null(hy_lstsq(&g_test.scope, batch, fixture_range(&g_test, SHAPE(3, 3, 2, 1))));
    fixture_expect(&g_test, HY_ERR_SHAPE, "lstsq: shapes do not broadcast: [2] and [3]");
}
END_TEST

static hy_tensor *gaussian(hy_scope *scope, hy_tensor *const x[])
{
    // the exponent and the determinant of a normal distribution
    hy_tensor *a = hy_matmul(scope, x[0], hy_transpose(scope, x[0], 0, 1));
    hy_tensor *exponent = hy_mul(scope, x[1], hy_solve(scope, a, x[1]));
    hy_tensor *sum = hy_sum(scope, exponent, HY_ALL_AXES, false);
    return hy_add(scope, sum, hy_log(scope, hy_det(scope, a)));
}

static hy_tensor *root(hy_scope *scope, hy_tensor *const x[])
{
    hy_tensor *both = hy_eigh(scope, x[0]);
    hy_tensor *values = hy_exp(scope, hy_narrow(scope, both, 0, 0, 1));
    hy_tensor *vectors = hy_narrow(scope, both, 0, 1, 3);
    hy_tensor *turned = hy_transpose(scope, vectors, 0, 1);
    return hy_matmul(scope, hy_mul(scope, turned, values), vectors);
}

static hy_tensor *inverse(hy_scope *scope, hy_tensor *const x[])
{
    return hy_inverse(scope, x[0]);
}

static hy_tensor *shared_solve(hy_scope *scope, hy_tensor *const x[])
{
    return hy_solve(scope, x[0], x[1]);
}

static const differentiable functions[] = {
    {"gaussian", gaussian, 2, {{2, {3, 3}}, {1, {3}}}, 2},
    {"root", root, 1, {{2, {3, 3}}}, 0},
    {"inverse", inverse, 1, {{3, {2, 2, 2}}}, 2},
    {"shared_solve", shared_solve, 2, {{2, {2, 2}}, {3, {3, 2, 1}}}, 2},
};

enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

START_TEST(gradients_are_limits_of_differences)
{
    differences_check(&g_test, &functions[_i]);
}
END_TEST

static Suite *linalg_suite(void)
{
    TCase *values = tcase_create("values");
    tcase_add_checked_fixture(values, begin, end);
    tcase_add_test(values, a_cholesky_factor_times_itself_is_the_matrix);
    tcase_add_test(values, a_solution_solves_its_equations);
    tcase_add_test(values, right_hand_sides_may_be_vectors);
    tcase_add_test(values, whole_numbers_are_solved_as_floats);
    tcase_add_test(values, half_of_a_triangular_matrix_is_not_read);
    tcase_add_test(values, an_inverse_undoes_its_matrix);
    tcase_add_test(values, determinants_have_signs);
    tcase_add_test(values, least_squares_fit_a_line);
    tcase_add_test(values, of_many_solutions_the_shortest_is_taken);
    tcase_add_test(values, eigenvectors_are_only_stretched);
    tcase_add_test(values, equal_eigenvalues_do_not_harm_gradients_of_what_ignores_their_vectors);
    tcase_add_test(values, empty_batches_pass_through);
    tcase_add_loop_test(values, gradients_are_limits_of_differences, 0, FUNCTION_COUNT);

    TCase *failures = tcase_create("failures");
    tcase_add_checked_fixture(failures, begin, end);
    tcase_add_test(failures, what_has_no_factor_is_named);
    tcase_add_test(failures, shapes_that_do_not_fit_are_refused);

    Suite *suite = suite_create("linalg");
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, failures);
    return suite;
}

int main(void)
{
    return run_suite(linalg_suite());
}
