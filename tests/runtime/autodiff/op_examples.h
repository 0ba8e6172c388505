/// Examples of ops: inputs on which every row of the table is run and differentiated.
#pragma once

#include "tensor/tensor.h"

#include <stddef.h>

enum { EXAMPLE_MAX_INPUTS = 4 };

/// One op with inputs drawn from low .. high; indices count 1, 2, 3, 1 and so on.
typedef struct op_example {
    const char *op;
    int count;
    hy_shape shapes[EXAMPLE_MAX_INPUTS];
    double low;
    double high;
    int index_input;     ///< The input that holds indices, or a condition; -1 for none.
    size_t index_bound;  ///< The greatest index; 0 for a condition, which is 0, 1, 0 and so on.
    hy_attributes with;
    double diagonal;  ///< Added to elements of matrices whose last two positions are equal.
} op_example;

/// Element `i` of an index, or of a condition.
static inline double op_example_index(const op_example *example, size_t i)
{
    size_t bound = example->index_bound;
    return (double)(bound > 0 ? i % bound + 1 : i % 2);
}

// most rows leave the diagonal out
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

// every kink (of abs, relu, max and so on) lies outside the range or between drawn values
#define RELU                                                                                       \
    {                                                                                              \
        .activation = HY_UNARY_RELU                                                                \
    }
#define TANH                                                                                       \
    {                                                                                              \
        .activation = HY_UNARY_TANH                                                                \
    }
#define SIGMOID                                                                                    \
    {                                                                                              \
        .activation = HY_UNARY_SIGMOID                                                             \
    }
static const op_example op_examples[] = {
    {"abs", 1, {{1, {5}}}, 0.2, 2, -1, 0, {.axis = 0}},
    {"acos", 1, {{1, {5}}}, -0.9, 0.9, -1, 0, {.axis = 0}},
    {"add", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"add_scaled", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.factor = -0.3}},
    {"argsort", 1, {{2, {3, 5}}}, -1, 1, -1, 0, {.step = 1}},
    {"argsort", 1, {{2, {2, 40}}}, -1, 1, -1, 0, {.step = -1}},
    {"asin", 1, {{1, {5}}}, -0.9, 0.9, -1, 0, {.axis = 0}},
    {"atan", 1, {{1, {5}}}, -3, 3, -1, 0, {.axis = 0}},
    {"atan2", 2, {{2, {2, 3}}, {1, {3}}}, 0.2, 2, -1, 0, {.axis = 0}},
    {"ceil", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"cholesky", 1, {{3, {2, 3, 3}}}, -1, 1, -1, 0, {.axis = 0}, 3},
    {"clone", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"concat", 4, {{2, {2, 1}}, {2, {2, 2}}, {2, {2, 1}}, {2, {2, 3}}}, -1, 1, -1, 0, {.axis = 1}},
    {"convert", 1, {{1, {4}}}, -1, 1, -1, 0, {.dtype = HY_F64}},
    {"cos", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"cosh", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"cross_entropy", 2, {{2, {4, 3}}, {1, {4}}}, -1, 1, 1, 3, {.axis = 0}},
    {"cross_entropy_slope", 3, {{2, {4, 3}}, {1, {4}}, {1, {4}}}, -1, 1, 1, 3, {.axis = 0}},
    {"diagonal", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.axis = 0}},
    {"cumsum", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.axis = 1, .step = 1}},
    {"cumsum", 1, {{2, {2, 5}}}, -1, 1, -1, 0, {.axis = 1, .step = -1}},
    {"div", 2, {{2, {2, 3}}, {2, {2, 1}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"eigh", 1, {{2, {3, 3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"embed_diagonal", 1, {{2, {2, 3}}}, -1, 1, -1, 0, {.shape = {3, {2, 4, 3}}}},
    {"eq", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"erf", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"exp", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"expand", 1, {{2, {2, 1}}}, -1, 1, -1, 0, {.shape = {3, {3, 2, 4}}}},
    {"expm1", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"floor", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"floor_divide", 2, {{1, {5}}, {0, {0}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"fold", 1, {{3, {3, 2, 2}}}, -1, 1, -1, 0, {.axis = 0, .window = {3, 2, 1}, .length = 5}},
    {"fold", 1, {{3, {2, 2, 3}}}, -1, 1, -1, 0, {.axis = 1, .window = {2, 1, 3}, .length = 7}},
    {"gather", 2, {{2, {3, 4}}, {2, {3, 2}}}, -1, 1, 1, 3, {.axis = 1}},
    {"gather", 2, {{2, {3, 4}}, {2, {5, 1}}}, -1, 1, 1, 3, {.axis = 0}},
    {"ge", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"gelu", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"gt", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"index_select", 2, {{3, {2, 3, 4}}, {1, {5}}}, -1, 1, 1, 3, {.axis = 1}},
    {"index_select", 2, {{2, {3, 2}}, {1, {4}}}, -1, 1, 1, 3, {.axis = 0}},
    {"index_select", 2, {{1, {3}}, {1, {4}}}, -1, 1, 1, 3, {.axis = 0}},
    {"layer_norm", 3, {{3, {2, 2, 5}}, {1, {5}}, {1, {5}}}, -1, 1, -1, 0, {.factor = 0.1}},
    {"layer_norm", 1, {{2, {3, 4}}}, -1, 1, -1, 0, {.factor = 0.1}},
    {"layer_norm_slope", 3, {{2, {2, 5}}, {2, {2, 5}}, {1, {5}}}, -1, 1, -1, 0, {.factor = 0.1}},
    {"layer_norm_slope", 2, {{2, {3, 4}}, {2, {3, 4}}}, -1, 1, -1, 0, {.factor = 0.1}},
    {"le", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"linear", 3, {{2, {5, 3}}, {2, {3, 4}}, {1, {4}}}, -1, 1, -1, 0, {.axis = 0}},
    {"linear", 3, {{3, {2, 2, 3}}, {2, {3, 4}}, {1, {4}}}, -1, 1, -1, 0, RELU},
    {"linear", 3, {{1, {3}}, {2, {3, 4}}, {1, {4}}}, -1, 1, -1, 0, TANH},
    {"linear", 2, {{2, {2, 3}}, {2, {3, 1}}}, -1, 1, -1, 0, SIGMOID},
    {"log", 1, {{1, {5}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"log1p", 1, {{1, {5}}}, -0.5, 2, -1, 0, {.axis = 0}},
    {"log_softmax", 1, {{2, {3, 4}}}, -1, 1, -1, 0, {.axis = 0}},
    {"lstsq", 2, {{2, {4, 2}}, {2, {4, 1}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"lstsq", 2, {{3, {2, 2, 3}}, {3, {2, 2, 2}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"lt", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"mask", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"matmul", 2, {{2, {3, 4}}, {2, {4, 2}}}, -1, 1, -1, 0, {.axis = 0}},
    {"matmul", 2, {{3, {2, 3, 4}}, {2, {4, 2}}}, -1, 1, -1, 0, {.axis = 0}},
    {"matmul", 2, {{4, {2, 1, 2, 3}}, {3, {3, 3, 2}}}, -1, 1, -1, 0, {.axis = 0}},
    {"matmul", 2, {{2, {3, 2}}, {2, {3, 4}}}, -1, 1, -1, 0, {.transposes = {true, false}}},
    {"matmul", 2, {{2, {2, 3}}, {3, {2, 4, 3}}}, -1, 1, -1, 0, {.transposes = {false, true}}},
    {"matmul", 2, {{2, {3, 2}}, {2, {4, 3}}}, -1, 1, -1, 0, {.transposes = {true, true}}},
    {"max", 1, {{3, {2, 3, 2}}}, -1, 1, -1, 0, {.axes = 5}},
    {"maximum", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"mean", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.axes = 5}},
    {"mean", 1, {{2, {3, 2}}}, -1, 1, -1, 0, {.axes = 3}},
    {"mean", 1, {{2, {3, 2}}}, -1, 1, -1, 0, {.axes = 2, .keeps_axes = true}},
    {"min", 1, {{2, {3, 4}}}, -1, 1, -1, 0, {.axes = 2, .keeps_axes = true}},
    {"minimum", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"mse", 2, {{2, {2, 3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"mul", 2, {{2, {2, 3}}, {2, {2, 1}}}, -1, 1, -1, 0, {.axis = 0}},
    {"ne", 2, {{1, {3}}, {1, {3}}}, -1, 1, -1, 0, {.axis = 0}},
    {"neg", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"permute", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.order = {2, 0, 1}}},
    {"pow", 2, {{2, {2, 3}}, {1, {3}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"relu", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"remainder", 2, {{2, {2, 3}}, {1, {3}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"reshape", 1, {{2, {2, 6}}}, -1, 1, -1, 0, {.shape = {3, {3, 2, 2}}}},
    {"round", 1, {{1, {5}}}, -0.4, 0.4, -1, 0, {.axis = 0}},
    {"rsqrt", 1, {{1, {5}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"scale", 1, {{1, {5}}}, -1, 1, -1, 0, {.factor = -0.7}},
    {"scatter_add", 2, {{2, {4, 2}}, {2, {4, 1}}}, -1, 1, 1, 3, {.axis = 0, .length = 3}},
    {"sigmoid", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"sign", 1, {{1, {5}}}, -1, 1, -1, 0, {.axis = 0}},
    {"sin", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"sinh", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"slice", 1, {{2, {3, 4}}}, -1, 1, -1, 0, {.axis = 1, .begin = 1, .step = 1, .length = 2}},
    {"slice", 1, {{2, {2, 7}}}, -1, 1, -1, 0, {.axis = 1, .begin = 1, .step = 2, .length = 3}},
    {"slice", 1, {{2, {5, 2}}}, -1, 1, -1, 0, {.axis = 0, .begin = 4, .step = -2, .length = 2}},
    {"slogdet", 1, {{3, {2, 3, 3}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"slogdet", 1, {{3, {2, 2, 2}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"softmax", 1, {{2, {3, 4}}}, -1, 1, -1, 0, {.axis = 0}},
    {"softplus", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"solve", 2, {{2, {3, 3}}, {2, {3, 2}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"solve", 2, {{3, {2, 2, 2}}, {3, {2, 2, 1}}}, -1, 1, -1, 0, {.axis = 0}, 2},
    {"solve_triangular", 2, {{2, {3, 3}}, {2, {3, 2}}}, -1, 1, -1, 0, {.is_upper = false}, 2},
    {"solve_triangular", 2, {{2, {3, 3}}, {2, {3, 1}}}, -1, 1, -1, 0, {.is_upper = true}, 2},
    {"spread", 1, {{2, {2, 2}}}, -1, 1, -1, 0, {.axis = 0, .begin = 1, .step = 1, .length = 4}},
    {"spread", 1, {{2, {2, 3}}}, -1, 1, -1, 0, {.axis = 1, .begin = 1, .step = 2, .length = 7}},
    {"spread", 1, {{2, {2, 3}}}, -1, 1, -1, 0, {.axis = 0, .begin = 3, .step = -3, .length = 4}},
    {"sqrt", 1, {{1, {5}}}, 0.5, 2, -1, 0, {.axis = 0}},
    {"sub", 2, {{2, {2, 3}}, {0, {0}}}, -1, 1, -1, 0, {.axis = 0}},
    {"sum", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.axes = 3}},
    {"sum", 1, {{2, {33, 3}}}, -1, 1, -1, 0, {.axes = 3}},
    {"sum_to", 1, {{3, {2, 3, 4}}}, -1, 1, -1, 0, {.shape = {2, {3, 1}}}},
    {"tan", 1, {{1, {5}}}, -1.2, 1.2, -1, 0, {.axis = 0}},
    {"tanh", 1, {{1, {5}}}, -2, 2, -1, 0, {.axis = 0}},
    {"where", 3, {{1, {3}}, {2, {2, 3}}, {0, {0}}}, -1, 1, 0, 0, {.axis = 0}},
    {"windows", 1, {{2, {2, 7}}}, -1, 1, -1, 0, {.axis = 1, .window = {3, 2, 1}}},
    {"windows", 1, {{2, {5, 2}}}, -1, 1, -1, 0, {.axis = 0, .window = {2, 1, 3}}},
};

enum { EXAMPLE_COUNT = sizeof op_examples / sizeof op_examples[0] };
