/// Back ends: tables of kernels over raw pointers, one table per element type.
///
/// Kernels check nothing, and allocate nothing but the room of large products (hy_backend_warm):
/// shapes, bounds and memory are the business of the layers above. No extent is 0 and every rank is
/// at least 1 (a scalar is one row of one element). All results are bitwise repeatable on one
/// machine.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HY_MAX_RANK = 6, HY_LOOP_MAX_INPUTS = 3 };

/// Element types, in the order of promotion: of two, the later one holds what both do. A bool is a
/// byte of 0 or 1.
typedef enum hy_dtype { HY_BOOL, HY_I32, HY_I64, HY_F32, HY_F64, HY_DTYPE_COUNT } hy_dtype;

/// Functions of one element; slopes are left to the layers above. Whole numbers and bools have the
/// first five, and are rounded already.
typedef enum hy_unary {
    HY_UNARY_COPY,
    HY_UNARY_NEG,
    HY_UNARY_ABS,
    HY_UNARY_SIGN,  ///< -1, 0 or 1.
    HY_UNARY_RELU,
    HY_UNARY_SQRT,
    HY_UNARY_EXP,
    HY_UNARY_LOG,
    HY_UNARY_SIN,
    HY_UNARY_COS,
    HY_UNARY_ERF,
    HY_UNARY_TANH,
    HY_UNARY_SIGMOID,
    HY_UNARY_GELU,      ///< x * Phi(x), with the exact normal distribution function.
    HY_UNARY_SOFTPLUS,  ///< log(1 + exp(x)), without overflow.
    HY_UNARY_RSQRT,     ///< 1 / sqrt(x).
    HY_UNARY_EXPM1,     ///< exp(x) - 1, exact near 0.
    HY_UNARY_LOG1P,     ///< log(1 + x), exact near 0.
    HY_UNARY_FLOOR,
    HY_UNARY_CEIL,
    HY_UNARY_ROUND,  ///< To the nearest whole number; halves go to the even one.
    HY_UNARY_TAN,
    HY_UNARY_ASIN,
    HY_UNARY_ACOS,
    HY_UNARY_ATAN,
    HY_UNARY_SINH,
    HY_UNARY_COSH,
    HY_UNARY_COUNT
} hy_unary;

/// Functions of two elements. Whole numbers wrap around; of bools, ADD is "or" and MUL is "and".
typedef enum hy_binary {
    HY_BINARY_ADD,
    HY_BINARY_SUB,
    HY_BINARY_MUL,
    HY_BINARY_DIV,  ///< Not of whole numbers.
    HY_BINARY_POW,  ///< Of whole numbers: truncated, so 0 for most negative exponents.
    HY_BINARY_MAXIMUM,
    HY_BINARY_MINIMUM,
    HY_BINARY_MASK,          ///< a where b > 0, else 0: the slope of relu.
    HY_BINARY_REMAINDER,     ///< a - b floor(a / b), with the sign of b; 0 for a whole b of 0.
    HY_BINARY_FLOOR_DIVIDE,  ///< floor(a / b); 0 for a whole b of 0.
    HY_BINARY_ATAN2,         ///< The angle of the point (b, a), in -pi .. pi. Not of whole numbers.
    HY_BINARY_COUNT
} hy_binary;

/// Comparisons of two elements: bools.
typedef enum hy_comparison {
    HY_COMPARISON_EQ,
    HY_COMPARISON_GE,
    HY_COMPARISON_GT,
    HY_COMPARISON_LE,
    HY_COMPARISON_LT,
    HY_COMPARISON_NE,
    HY_COMPARISON_COUNT
} hy_comparison;

typedef enum hy_reduction {
    HY_REDUCTION_SUM,
    HY_REDUCTION_MAX,
    HY_REDUCTION_MIN,
    HY_REDUCTION_COUNT
} hy_reduction;

/// A nest of loops over one output and its inputs; the last axis is the innermost.
/// Strides are in elements and may be 0 (broadcast) or negative.
typedef struct hy_loop {
    int rank;  ///< 1 .. HY_MAX_RANK.
    size_t extent[HY_MAX_RANK];
    void *out;
    ptrdiff_t out_stride[HY_MAX_RANK];
    const void *in[HY_LOOP_MAX_INPUTS];
    ptrdiff_t in_stride[HY_LOOP_MAX_INPUTS][HY_MAX_RANK];
} hy_loop;

/// A reduction: `out` is contiguous over the kept axes; `kept.in[0]` walks them in the input and
/// `reduced.in_stride[0]` the axes that vanish.
typedef struct hy_reduce_args {
    hy_loop kept;
    hy_loop reduced;
} hy_reduce_args;

/// out[m, n] = f(a[m, k] b[k, n] + bias[n]), `out` and `bias` contiguous, `a` and `b` with any
/// strides (in elements).
typedef struct hy_matmul_args {
    size_t m, n, k;  ///< k may be 0: the product is then zero.
    const void *a;
    ptrdiff_t a_row_stride, a_column_stride;
    const void *b;
    ptrdiff_t b_row_stride, b_column_stride;
    void *out;
    const void *bias;     ///< NULL for none.
    hy_unary activation;  ///< f: HY_UNARY_COPY, _RELU, _TANH or _SIGMOID.
} hy_matmul_args;

/// Rows of logits, contiguous: [rows, columns].
typedef struct hy_rows_args {
    size_t rows, columns;
    const void *in;
    const int64_t *classes;  ///< cross_entropy and its slope: [rows], values 1 .. columns.
    const void *factors;     ///< cross_entropy_slope: [rows].
    void *out;               ///< [rows, columns]; for cross_entropy [rows].
} hy_rows_args;

enum { HY_CHAIN_MAX_STEPS = 32, HY_CHAIN_MAX_INPUTS = 1 + HY_CHAIN_MAX_STEPS };

/// One function in a chain. Values are counted from 0: the inputs, then the results of the steps.
typedef struct hy_chain_step {
    int op;       ///< A hy_unary, or with two values a hy_binary.
    int count;    ///< 1 or 2.
    int from[2];  ///< The values that it is a function of.
} hy_chain_step;

/// What elements of a chain an input has, which are contiguous.
typedef enum hy_chain_input {
    HY_CHAIN_ALL,  ///< [rows, columns]
    HY_CHAIN_ROW,  ///< [columns], for every row.
    HY_CHAIN_ONE   ///< One for all.
} hy_chain_input;

/// Functions of elements that follow one another; the result of the last step goes to `out`. Every
/// element is bitwise what the steps, one by one, would give.
typedef struct hy_chain {
    size_t rows, columns;  ///< 1 row for all elements unless an input is HY_CHAIN_ROW.
    int input_count;
    const void *in[HY_CHAIN_MAX_INPUTS];
    hy_chain_input kind[HY_CHAIN_MAX_INPUTS];
    int step_count;  ///< At least 1.
    hy_chain_step steps[HY_CHAIN_MAX_STEPS];
    void *out;     ///< [rows, columns]; no input shares its memory.
    bool streams;  ///< `out` is better written past the caches, which it would fill.
} hy_chain;

/// Running sums along an axis: `starts` walks the first element of each line, out and in.
typedef struct hy_scan_args {
    hy_loop starts;
    size_t count;  ///< Elements of a line.
    ptrdiff_t in_step, out_step;
} hy_scan_args;

/// Positions of a row of elements, in order; the first is 1.
typedef struct hy_sort_args {
    const void *in;  ///< [count], contiguous.
    size_t count;
    bool is_descending;
    int64_t *positions;  ///< [count]
    int64_t *spare;      ///< [count], room to work in.
} hy_sort_args;

/// Rows [rows, columns], contiguous: out = (in - mean) / sqrt(variance + epsilon) weight + bias, or
/// the slope of that.
typedef struct hy_layer_norm_args {
    size_t rows, columns;
    const void *in;
    const void *weight;  ///< [columns]; NULL for none.
    const void *bias;    ///< [columns]; NULL exactly where `weight` is, and for the slope.
    const void *grad;    ///< For the slope, that of the result: [rows, columns].
    void *out;
    double epsilon;
} hy_layer_norm_args;

/// The kernels of one element type. Whole numbers and bools have no chain, scale, add_scaled,
/// softmax, log_softmax, cross_entropy, layer_norm and their slopes: NULL; and their matmul ignores
/// bias and activation.
typedef struct hy_kernels {
    /// Sets elements to what `convert` makes of `value`.
    void (*fill)(double value, void *out, size_t count);
    /// out = in[0], which is of the type `from`. A number outside the range becomes the nearest in
    /// it, a fraction is cut off, NaN becomes 0; whatever is not 0 is true, NaN too.
    void (*convert)(hy_dtype from, const hy_loop *loop);
    void (*unary)(hy_unary op, const hy_loop *loop);
    void (*binary)(hy_binary op, const hy_loop *loop);
    /// out is of bools.
    void (*compare)(hy_comparison op, const hy_loop *loop);
    /// in[0] ? in[1] : in[2], where in[0] is of bools.
    void (*where)(const hy_loop *loop);
    void (*chain)(const hy_chain *chain);
    void (*reduce)(hy_reduction op, const hy_reduce_args *args);
    /// Position (from 1, row-major over the reduced axes) of the first greatest element, or of
    /// the first NaN if there is one, in i64.
    void (*argmax)(const hy_reduce_args *args);
    void (*matmul)(const hy_matmul_args *args);
    /// out = factor * in[0].
    void (*scale)(double factor, const hy_loop *loop);
    /// out = in[0] + factor * in[1]; the product is rounded.
    void (*add_scaled)(double factor, const hy_loop *loop);
    void (*softmax)(const hy_rows_args *args);
    void (*log_softmax)(const hy_rows_args *args);
    /// out[i] = -log_softmax(in)[i, classes[i] - 1].
    void (*cross_entropy)(const hy_rows_args *args);
    /// out[i, j] = (softmax(in)[i, j] - (j == classes[i] - 1)) * factors[i].
    void (*cross_entropy_slope)(const hy_rows_args *args);
    void (*layer_norm)(const hy_layer_norm_args *args);
    /// The gradient of `in`: for z = (in - mean) f with f = 1 / sqrt(variance + epsilon) and
    /// h = grad weight, out = (h - mean(h) - z mean(h z)) f.
    void (*layer_norm_slope)(const hy_layer_norm_args *args);
    /// out = in[0] moved by ((in[1] - 1) * axis_stride) elements, element by element; in[1] is of
    /// i64.
    void (*gather)(const hy_loop *loop, ptrdiff_t axis_stride);
    /// out += in[0]; no element of `out` is met twice.
    void (*accumulate)(const hy_loop *loop);
    /// out, moved by ((in[1] - 1) * axis_stride) elements, += in[0], in row-major order.
    void (*scatter_add)(const hy_loop *loop, ptrdiff_t axis_stride);
    void (*scan)(const hy_scan_args *args);
    /// Stable; NaN comes last in either order.
    void (*sort)(const hy_sort_args *args);
} hy_kernels;

typedef struct hy_backend {
    const char *name;
    const hy_kernels *kernels[HY_DTYPE_COUNT];
    /// The same, bit by bit, but large calls are shared among the threads of the pool
    /// (kernels/pool.h); NULL in that one.
    const struct hy_backend *split;
} hy_backend;

/// Bytes of one element.
static inline size_t hy_dtype_size(hy_dtype dtype)
{
    static const unsigned char sizes[HY_DTYPE_COUNT] = {1, 4, 8, 4, 8};
    return sizes[dtype];
}

/// "bool", "i32", "i64", "f32" or "f64".
const char *hy_dtype_name(hy_dtype dtype);

/// Whether it is f32 or f64.
static inline bool hy_dtype_is_float(hy_dtype dtype)
{
    return dtype >= HY_F32;
}

/// The fastest back end that this machine runs.
const hy_backend *hy_backend_default(void);

/// Back end `index` of those that this machine runs, or NULL after the last.
const hy_backend *hy_backend_at(size_t index);

/// Allocates the room in which this thread copies the operands of large products, loads the BLAS
/// and LAPACK and makes them allocate theirs, so that a later product or factorisation opens no
/// file and maps no memory: to be called before a sandbox filter is installed. Without it the first
/// large product does the same. Harmless when there is no BLAS: products then use own kernels.
void hy_backend_warm(void);
