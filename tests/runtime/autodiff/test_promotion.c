/// runtime/autodiff/promotion.h
#include "autodiff/promotion.h"

#include "autodiff/grad.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "support/run_suite.h"
#include "support/tensor_fixture.h"

static fixture g_test;

static void begin(void)
{
    fixture_begin(&g_test);
}

static void end(void)
{
    fixture_end(&g_test);
}

static hy_tensor *of_type(hy_dtype dtype, double value)
{
    return hy_tensor_full(&g_test.scope, dtype, &SHAPE(2, 2, 2), value);
}

// The results of an op of two inputs, rows by the type of the first: bool i32 i64 f32 f64.
typedef struct expectation {
    const char *op;
    hy_dtype dtype[HY_DTYPE_COUNT][HY_DTYPE_COUNT];
} expectation;

static const expectation expectations[] = {
    {"add",
     {{HY_BOOL, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I32, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I64, HY_I64, HY_I64, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F64, HY_F64, HY_F64, HY_F64, HY_F64}}},
    {"sub",
     {{HY_I64, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I32, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I64, HY_I64, HY_I64, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F64, HY_F64, HY_F64, HY_F64, HY_F64}}},
    {"div",
     {{HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F64, HY_F64, HY_F64, HY_F64, HY_F64}}},
    {"le",
     {{HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL},
      {HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL},
      {HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL},
      {HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL},
      {HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL, HY_BOOL}}},
    {"matmul",
     {{HY_I64, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I32, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I64, HY_I64, HY_I64, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F64, HY_F64, HY_F64, HY_F64, HY_F64}}},
    {"concat",
     {{HY_BOOL, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I32, HY_I32, HY_I64, HY_F32, HY_F64},
      {HY_I64, HY_I64, HY_I64, HY_F32, HY_F64},
      {HY_F32, HY_F32, HY_F32, HY_F32, HY_F64},
      {HY_F64, HY_F64, HY_F64, HY_F64, HY_F64}}},
};

enum { EXPECTATION_COUNT = sizeof expectations / sizeof expectations[0] };

START_TEST(two_types_give_the_one_that_the_table_says)
{
    const expectation *expected = &expectations[_i];
    const hy_attributes with = {.axis = 0};
    for (int a = 0; a < HY_DTYPE_COUNT; a++) {
        for (int b = 0; b < HY_DTYPE_COUNT; b++) {
            hy_tensor *inputs[] = {of_type((hy_dtype)a, 1), of_type((hy_dtype)b, 1)};
            hy_tensor *y = hy_op_apply(&g_test.scope, hy_op_find(expected->op), inputs, 2, &with);
            ck_assert_ptr_nonnull(y);
            ck_assert_str_eq(hy_dtype_name(y->dtype), hy_dtype_name(expected->dtype[a][b]));
        }
    }
}
END_TEST

START_TEST(every_op_of_one_input_takes_every_type)
{
    const hy_attributes with = {
        .shape = SHAPE(2, 2, 2), .order = {1, 0}, .step = 1, .length = 2, .axes = 3};
    static const char *const names[] = {
        "abs",     "exp",     "neg",     "sign",  "relu",   "sqrt",   "sum",    "max",        "min",
        "softmax", "reshape", "permute", "slice", "spread", "expand", "sum_to", "log_softmax"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (int dtype = 0; dtype < HY_DTYPE_COUNT; dtype++) {
            hy_tensor *x = of_type((hy_dtype)dtype, 1);
            ck_assert_ptr_nonnull(hy_op_apply(&g_test.scope, hy_op_find(names[i]), &x, 1, &with));
        }
    }
}
END_TEST

START_TEST(sums_and_means_of_whole_numbers_have_room)
{
    hy_tensor *x = hy_tensor_full(&g_test.scope, HY_BOOL, &SHAPE(1, 49), 1);
    hy_tensor *sum = hy_sum(&g_test.scope, x, HY_ALL_AXES, false);
    ck_assert_int_eq(sum->dtype, HY_I64);
    ck_assert_int_eq(hy_tensor_get_whole(sum, 0), 49);
    hy_tensor *mean = hy_mean(&g_test.scope, x, HY_ALL_AXES, false);
    ck_assert_int_eq(mean->dtype, HY_F32);
    ck_assert_double_eq(hy_tensor_get(mean, 0), 1);
    hy_tensor *large = of_type(HY_I32, INT32_MAX);
    ck_assert_double_eq(hy_tensor_get(hy_sum(&g_test.scope, large, 3, false), 0), 4.0 * INT32_MAX);
}
END_TEST

START_TEST(a_condition_of_any_type_asks_for_zero)
{
    for (int dtype = 0; dtype < HY_DTYPE_COUNT; dtype++) {
        hy_tensor *condition = hy_tensor_full(&g_test.scope, (hy_dtype)dtype, &SHAPE(1, 2), 0);
        hy_tensor_set(condition, 1, 1);
        hy_tensor *y = hy_where(&g_test.scope, condition, fixture_range(&g_test, SHAPE(1, 2)),
                                of_type(HY_I64, -1));
        ck_assert_int_eq(y->dtype, HY_F64);
        fixture_same(y, SHAPE(2, 2, 2), ELEMENTS(-1, 2, -1, 2));
    }
}
END_TEST

START_TEST(an_index_must_be_whole)
{
    hy_tensor *x = fixture_range(&g_test, SHAPE(1, 3));
    for (int dtype = HY_I32; dtype < HY_DTYPE_COUNT; dtype++) {
        hy_tensor *index = hy_tensor_full(&g_test.scope, (hy_dtype)dtype, &SHAPE(1, 1), 2);
        fixture_same(hy_gather(&g_test.scope, x, index, 0), SHAPE(1, 1), ELEMENTS(2));
    }
    hy_tensor *half = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, 1), 1.5);
    ck_assert_ptr_null(hy_gather(&g_test.scope, x, half, 0));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "gather: index 1.5 is not a whole number");
    hy_tensor *endless = hy_tensor_full(&g_test.scope, HY_F32, &SHAPE(1, 1), INFINITY);
    ck_assert_ptr_null(hy_gather(&g_test.scope, x, endless, 0));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "gather: index inf is not a whole number");
    hy_tensor *before = hy_tensor_full(&g_test.scope, HY_I64, &SHAPE(1, 1), 0);
    ck_assert_ptr_null(hy_gather(&g_test.scope, x, before, 0));
    fixture_expect(&g_test, HY_ERR_ARGUMENT, "gather: index 0 at place 1 is not one of 3");
}
END_TEST

START_TEST(a_number_takes_the_type_that_holds_it)
{
    ck_assert_int_eq(hy_promotion_of_number(HY_F32, 0.5), HY_F32);
    ck_assert_int_eq(hy_promotion_of_number(HY_F64, 2), HY_F64);
    ck_assert_int_eq(hy_promotion_of_number(HY_I32, -2), HY_I32);
    ck_assert_int_eq(hy_promotion_of_number(HY_I32, 3e9), HY_I64);
    ck_assert_int_eq(hy_promotion_of_number(HY_I64, 2), HY_I64);
    ck_assert_int_eq(hy_promotion_of_number(HY_I64, 0.5), HY_F32);
    ck_assert_int_eq(hy_promotion_of_number(HY_I64, INFINITY), HY_F32);
    ck_assert_int_eq(hy_promotion_of_number(HY_I32, NAN), HY_F32);
    ck_assert_int_eq(hy_promotion_of_number(HY_BOOL, 1), HY_I64);
}
END_TEST

START_TEST(gradients_come_back_in_the_type_of_the_input)
{
    hy_scope *scope = &g_test.scope;
    hy_tensor *x = hy_leaf(scope, of_type(HY_F32, 3));
    hy_tensor *y = hy_mul(scope, x, of_type(HY_F64, 2));
    hy_tensor *joined = hy_concat(scope, (hy_tensor *[]){y, x}, 2, 0);
    hy_tensor *total = hy_sum(scope, joined, HY_ALL_AXES, false);
    hy_tensor *grad = NULL;
    ck_assert_int_eq(hy_grad(total, NULL, &x, 1, &grad, &g_test.err), HY_OK);
    (void)hy_scope_take(scope, grad);
    ck_assert_int_eq(grad->dtype, HY_F32);
    fixture_same(grad, SHAPE(2, 2, 2), ELEMENTS(3, 3, 3, 3));
}
END_TEST

START_TEST(nothing_flows_through_whole_numbers)
{
    hy_tensor *x = hy_leaf(&g_test.scope, of_type(HY_F32, 2.5));
    hy_tensor *whole = hy_convert(&g_test.scope, x, HY_I64);
    ck_assert_uint_eq(whole->id, 0);
    ck_assert_uint_eq(hy_convert(&g_test.scope, whole, HY_F32)->id, 0);
}
END_TEST

static Suite *promotion_suite(void)
{
    TCase *types = tcase_create("types");
    tcase_add_checked_fixture(types, begin, end);
    tcase_add_loop_test(types, two_types_give_the_one_that_the_table_says, 0, EXPECTATION_COUNT);
    tcase_add_test(types, every_op_of_one_input_takes_every_type);
    tcase_add_test(types, sums_and_means_of_whole_numbers_have_room);
    tcase_add_test(types, a_condition_of_any_type_asks_for_zero);
    tcase_add_test(types, an_index_must_be_whole);
    tcase_add_test(types, a_number_takes_the_type_that_holds_it);
    tcase_add_test(types, gradients_come_back_in_the_type_of_the_input);
    tcase_add_test(types, nothing_flows_through_whole_numbers);

    Suite *suite = suite_create("promotion");
    suite_add_tcase(suite, types);
    return suite;
}

int main(void)
{
    return run_suite(promotion_suite());
}
