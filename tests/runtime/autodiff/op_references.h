/// References of ops: for every row of the table, naive loops and the element types of results.
#pragma once

#include "reference_elements.h"
#include "reference_matrices.h"
#include "reference_moves.h"

/// What an op should give.
typedef struct op_reference {
    const char *op;
    reference compute;
    const char *types;  ///< Of the result, for inputs of bool, i32, i64, f32, f64: their initials,
                        ///< but l for i64 and d for f64. Of mixed inputs the last counts.
    double growth;      ///< How far rounding errors may grow, in units of 8 in the last place.
    int least_rank;     ///< Of the first input: public functions see to it.
    bool has_free_signs;  ///< Rows may be negated: eigenvectors.
} op_reference;

// most rows leave the last two out
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static const op_reference op_references[] = {
    {"abs", unary_reference, "bilfd", 1},
    {"acos", unary_reference, "ffffd", 1},
    {"add", binary_reference, "bilfd", 1},
    {"add_scaled", scaled_reference, "ffffd", 1},
    {"argsort", argsort_reference, "lllll", 1, 1},
    {"asin", unary_reference, "ffffd", 1},
    {"atan", unary_reference, "ffffd", 1},
    {"atan2", binary_reference, "ffffd", 1},
    {"ceil", unary_reference, "bilfd", 1},
    {"cholesky", cholesky_reference, "ffffd", 10},
    {"clone", unary_reference, "bilfd", 1},
    {"concat", concat_reference, "bilfd", 1},
    {"convert", unary_reference, "ddddd", 1},
    {"cos", unary_reference, "ffffd", 1},
    {"cosh", unary_reference, "ffffd", 1},
    {"cross_entropy", cross_entropy_reference, "ffffd", 2},
    {"cross_entropy_slope", cross_entropy_slope_reference, "ffffd", 2},
    {"cumsum", cumsum_reference, "lllfd", 1},
    {"diagonal", diagonal_reference, "bilfd", 1},
    {"div", binary_reference, "ffffd", 1},
    {"eigh", eigh_reference, "ffffd", 100, .has_free_signs = true},
    {"embed_diagonal", embed_diagonal_reference, "bilfd", 1},
    {"eq", compare_reference, "bbbbb", 1},
    {"erf", unary_reference, "ffffd", 1},
    {"exp", unary_reference, "ffffd", 1},
    {"expand", expand_reference, "bilfd", 1},
    {"expm1", unary_reference, "ffffd", 1},
    {"floor", unary_reference, "bilfd", 1},
    {"floor_divide", binary_reference, "lilfd", 1},
    {"fold", fold_reference, "bilfd", 1},
    {"gather", gather_reference, "bilfd", 1},
    {"ge", compare_reference, "bbbbb", 1},
    {"gelu", unary_reference, "ffffd", 1},
    {"gt", compare_reference, "bbbbb", 1},
    {"index_select", index_select_reference, "bilfd", 1},
    {"layer_norm", layer_norm_reference, "ffffd", 2},
    {"layer_norm_slope", layer_norm_slope_reference, "ffffd", 4},
    {"le", compare_reference, "bbbbb", 1},
    {"linear", linear_reference, "ffffd", 1},
    {"log", unary_reference, "ffffd", 1},
    {"log1p", unary_reference, "ffffd", 1},
    {"log_softmax", log_softmax_reference, "ffffd", 2, 1},
    {"lstsq", lstsq_reference, "ffffd", 10},
    {"lt", compare_reference, "bbbbb", 1},
    {"mask", binary_reference, "bilfd", 1},
    {"matmul", matmul_reference, "lilfd", 1},
    {"max", reduce_reference, "bilfd", 1},
    {"maximum", binary_reference, "bilfd", 1},
    {"mean", mean_reference, "ffffd", 4},
    {"min", reduce_reference, "bilfd", 1},
    {"minimum", binary_reference, "bilfd", 1},
    {"mse", mse_reference, "ffffd", 1},
    {"mul", binary_reference, "bilfd", 1},
    {"ne", compare_reference, "bbbbb", 1},
    {"neg", unary_reference, "lilfd", 1},
    {"permute", permute_reference, "bilfd", 1},
    {"pow", binary_reference, "lilfd", 1},
    {"relu", unary_reference, "bilfd", 1},
    {"remainder", binary_reference, "lilfd", 1},
    {"reshape", reshape_reference, "bilfd", 1},
    {"round", unary_reference, "bilfd", 1},
    {"rsqrt", unary_reference, "ffffd", 1},
    {"scale", scaled_reference, "ffffd", 1},
    {"scatter_add", scatter_add_reference, "bilfd", 1},
    {"sigmoid", unary_reference, "ffffd", 1},
    {"sign", unary_reference, "bilfd", 1},
    {"sin", unary_reference, "ffffd", 1},
    {"sinh", unary_reference, "ffffd", 1},
    {"slice", slice_reference, "bilfd", 1},
    {"slogdet", slogdet_reference, "ffffd", 10},
    {"softmax", softmax_reference, "ffffd", 1, 1},
    {"softplus", unary_reference, "ffffd", 1},
    {"solve", solve_reference, "ffffd", 10},
    {"solve_triangular", solve_triangular_reference, "ffffd", 10},
    {"spread", spread_reference, "bilfd", 1},
    {"sqrt", unary_reference, "ffffd", 1},
    {"sub", binary_reference, "lilfd", 1},
    {"sum", reduce_reference, "lllfd", 4},
    {"sum_to", sum_to_reference, "lllfd", 1},
    {"tan", unary_reference, "ffffd", 1},
    {"tanh", unary_reference, "ffffd", 1},
    {"where", where_reference, "bilfd", 1},
    {"windows", windows_reference, "bilfd", 1},
};

enum { REFERENCE_COUNT = sizeof op_references / sizeof op_references[0] };

/// Returns the reference of an op, or NULL.
static inline const op_reference *reference_find(const char *name)
{
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        if (strcmp(op_references[i].op, name) == 0) {
            return &op_references[i];
        }
    }
    return NULL;
}
