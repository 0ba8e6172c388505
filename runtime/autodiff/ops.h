/// Public ops: the functions of tensors that users call and backward rules are written with.
///
/// Named by themselves, without a noun, so that a rule reads like its formula. All return a new
/// tensor held by the scope, or NULL after a failure, and take NULL for what failed before.
/// Shapes broadcast by NumPy's rules unless said otherwise; axes are 0-based, but positions that
/// are elements of tensors (indices, classes) count from 1, as in Lua. Element types mix by the
/// rules of promotion.h. Failures: HY_ERR_SHAPE, HY_ERR_ARGUMENT, HY_ERR_LIMIT, HY_ERR_MEMORY.
#pragma once

#include "tensor/tensor.h"

/// All axes of a tensor, as a mask of axes.
enum { HY_ALL_AXES = (1 << HY_MAX_RANK) - 1 };

/// Functions of one element.
hy_tensor *hy_abs(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_acos(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_asin(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_atan(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_ceil(hy_scope *scope, hy_tensor *x);
/// The same elements in memory of their own.
hy_tensor *hy_clone(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_cos(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_cosh(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_erf(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_exp(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_expm1(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_floor(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_gelu(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_log(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_log1p(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_neg(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_relu(hy_scope *scope, hy_tensor *x);
/// The nearest whole number; halves go to the even one.
hy_tensor *hy_round(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_rsqrt(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_sigmoid(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_sign(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_sin(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_sinh(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_softplus(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_sqrt(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_tan(hy_scope *scope, hy_tensor *x);
hy_tensor *hy_tanh(hy_scope *scope, hy_tensor *x);

/// Functions of two elements; comparisons give bools. Of whole numbers, div is of floats.
hy_tensor *hy_add(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// The angle of the point (b, a) from the first axis, in -pi .. pi.
hy_tensor *hy_atan2(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_div(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_eq(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// floor(a / b). A whole 0 divides nothing: HY_ERR_ARGUMENT.
hy_tensor *hy_floor_divide(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_ge(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_gt(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_le(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_lt(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// Elements of `a` where `b` > 0, else 0.
hy_tensor *hy_mask(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// The greater element; a tie counts as `a`.
hy_tensor *hy_maximum(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// The lesser element; a tie counts as `a`.
hy_tensor *hy_minimum(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_mul(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_ne(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_pow(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// a - b floor(a / b), which has the sign of `b`; NaN for b = 0. A whole 0 divides nothing:
/// HY_ERR_ARGUMENT.
hy_tensor *hy_remainder(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_sub(hy_scope *scope, hy_tensor *a, hy_tensor *b);

/// Elements of `a` where `condition` is not 0, else of `b`.
hy_tensor *hy_where(hy_scope *scope, hy_tensor *condition, hy_tensor *a, hy_tensor *b);

/// A scalar of the element type of `like`.
hy_tensor *hy_number(hy_scope *scope, const hy_tensor *like, double value);

/// A scalar of the element type that a number takes beside `like` (promotion.h).
hy_tensor *hy_number_beside(hy_scope *scope, const hy_tensor *like, double value);

/// `x` times a number, which takes the element type that it has beside `x`.
hy_tensor *hy_scale(hy_scope *scope, hy_tensor *x, double factor);
/// `a` + `factor` * `b`, of a number likewise.
hy_tensor *hy_add_scaled(hy_scope *scope, hy_tensor *a, hy_tensor *b, double factor);

/// `x` in another element type, or `x` itself when it has that type. What does not fit becomes the
/// nearest that does, fractions are cut off, NaN becomes 0; whatever is not 0 is true.
hy_tensor *hy_convert(hy_scope *scope, hy_tensor *x, hy_dtype dtype);

/// Reductions over the axes of a mask, which vanish or, with `keeps_axes`, become 1. Sums of bools
/// and i32 are i64; means of whole numbers are f32.
hy_tensor *hy_sum(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
hy_tensor *hy_mean(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
/// The greatest element; elements that tie share the gradient. No reduced axis may be empty.
hy_tensor *hy_max(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
/// The least element; elements that tie share the gradient. No reduced axis may be empty.
hy_tensor *hy_min(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
/// The position, row-major over the reduced axes, of the first greatest element, or of the first
/// NaN, in i64.
hy_tensor *hy_argmax(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

/// Running sums along an axis, from its start for a `step` of 1 or from its end for -1.
hy_tensor *hy_cumsum(hy_scope *scope, hy_tensor *x, int axis, ptrdiff_t step);
/// Running products along an axis; of bools and i32 they are i64.
hy_tensor *hy_cumprod(hy_scope *scope, hy_tensor *x, int axis);

/// [..., m, k] x [..., k, n] -> [..., m, n]; the leading axes broadcast. A vector [k] may stand for
/// either: the product then lacks the axis m or n.
hy_tensor *hy_matmul(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// The same after the last two axes of `a`, of `b` or of both have changed places.
hy_tensor *hy_matmul_transposed(hy_scope *scope, hy_tensor *a, bool flips_a, hy_tensor *b,
                                bool flips_b);
/// f(x w + b): [..., k] x [k, n] + [n] -> [..., n]. `b` may be NULL where nothing failed before.
/// Relu, tanh and sigmoid are one op with the product; any other function is an op of its own.
///
/// @param activation  HY_UNARY_COPY for none.
hy_tensor *hy_linear(hy_scope *scope, hy_tensor *x, hy_tensor *w, hy_tensor *b,
                     hy_unary activation);

/// The same elements, row-major, in another shape of the same count.
hy_tensor *hy_reshape(hy_scope *scope, hy_tensor *x, const hy_shape *shape);
/// Axis i of the result is axis order[i] of `x`.
hy_tensor *hy_permute(hy_scope *scope, hy_tensor *x, const int order[HY_MAX_RANK]);
/// Two axes change places.
hy_tensor *hy_transpose(hy_scope *scope, hy_tensor *x, int axis, int other_axis);
/// Every `step`-th position along an axis from `begin` on, `length` of them; backwards for a
/// negative step. A view.
hy_tensor *hy_slice(hy_scope *scope, hy_tensor *x, int axis, size_t begin, ptrdiff_t step,
                    size_t length);
/// `x` placed where slice would have taken it from an axis of extent `length`, zeros around it.
hy_tensor *hy_spread(hy_scope *scope, hy_tensor *x, int axis, size_t begin, ptrdiff_t step,
                     size_t length);
/// Positions begin .. begin + length - 1 along an axis: a slice of step 1.
hy_tensor *hy_narrow(hy_scope *scope, hy_tensor *x, int axis, size_t begin, size_t length);
/// `x` placed at `begin` along an axis of extent `length`, zeros around it: the inverse of narrow.
hy_tensor *hy_pad(hy_scope *scope, hy_tensor *x, int axis, size_t begin, size_t length);
/// `x` repeated along axes of extent 1, and along new leading axes, to `shape`.
hy_tensor *hy_expand(hy_scope *scope, hy_tensor *x, const hy_shape *shape);
/// `x` summed over the axes along which `shape` would have been expanded to it.
hy_tensor *hy_sum_to(hy_scope *scope, hy_tensor *x, const hy_shape *shape);
/// Tensors one after the other along an axis; other extents must agree. `count` is at least 1.
hy_tensor *hy_concat(hy_scope *scope, hy_tensor *const x[], int count, int axis);
/// `x` with a new axis of extent 1 before `axis`.
hy_tensor *hy_unsqueeze(hy_scope *scope, hy_tensor *x, int axis);

/// The elements with equal positions along two axes, which vanish; theirs is the last axis.
hy_tensor *hy_diagonal(hy_scope *scope, hy_tensor *x, int axis, int other_axis);
/// The adjoint of diagonal: zeros of a shape, `x` on the diagonals of its last two axes.
hy_tensor *hy_embed_diagonal(hy_scope *scope, hy_tensor *x, const hy_shape *shape);

/// Windows that fit along an axis; 0 when none does, or a member of `window` is 0.
size_t hy_windows_count(size_t extent, const hy_window *window);
/// Every window of an axis, without a copy: [.., extent, ..] -> [.., size, count, ..],
/// y[.., i, j, ..] = x[.., j * stride + i * dilation, ..]. At least one window must fit.
hy_tensor *hy_windows(hy_scope *scope, hy_tensor *x, int axis, const hy_window *window);
/// The adjoint of windows: [.., size, count, ..] -> [.., length, ..], zeros to which the elements
/// of every window are added where windows would have taken them.
hy_tensor *hy_fold(hy_scope *scope, hy_tensor *x, int axis, const hy_window *window, size_t length);

/// y[.., i, ..] = x[.., index[.., i, ..], ..]. Indices are whole numbers of any element type;
/// `index` has the rank of `x`, and its other axes are those of `x` or 1.
hy_tensor *hy_gather(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis);
/// The adjoint of gather: adds the elements of `x` into zeros whose axis has extent `length`.
hy_tensor *hy_scatter_add(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis, size_t length);
/// `x` with elements of `source` in place of its own: y[.., index[.., i, ..], ..] =
/// source[.., i, ..]; of several for one place the last counts. `source` broadcasts to the shape of
/// `x` with as many positions along the axis as `index` has.
hy_tensor *hy_scatter(hy_scope *scope, hy_tensor *x, hy_tensor *index, hy_tensor *source, int axis);
/// `x` with positions of `source` added to those of the list `index` of shape [n].
hy_tensor *hy_index_add(hy_scope *scope, hy_tensor *x, hy_tensor *index, hy_tensor *source,
                        int axis);
/// Positions along an axis, picked by the list `index` of shape [n].
hy_tensor *hy_index_select(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis);
/// Rows of zeros with a 1: [n] -> [n, count], in the element type `dtype`.
hy_tensor *hy_one_hot(hy_scope *scope, hy_tensor *index, size_t count, hy_dtype dtype);

/// exp(x) over its sum along an axis, and the logarithm of that.
hy_tensor *hy_softmax(hy_scope *scope, hy_tensor *x, int axis);
hy_tensor *hy_log_softmax(hy_scope *scope, hy_tensor *x, int axis);
/// (x - mean) / sqrt(variance + epsilon) of each row of the last axis, times `weight` and plus
/// `bias`, both [columns]. Either may be NULL where nothing failed before.
hy_tensor *hy_layer_norm(hy_scope *scope, hy_tensor *x, hy_tensor *weight, hy_tensor *bias,
                         double epsilon);
/// The gradient of that with respect to `x`, given that of the result, of the shape of `x`.
/// `weight` may be NULL where nothing failed before.
hy_tensor *hy_layer_norm_slope(hy_scope *scope, hy_tensor *x, hy_tensor *grad, hy_tensor *weight,
                               double epsilon);
/// -log softmax(logits)[i, classes[i]]: [n, k], [n] -> [n]. Classes are whole numbers.
hy_tensor *hy_row_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes);
/// The gradient of that with respect to the logits, given that of the rows: y[i, j] =
/// (softmax(logits)[i, j] - (j == classes[i])) factors[i]: [n, k], [n], [n] -> [n, k].
hy_tensor *hy_cross_entropy_slope(hy_scope *scope, hy_tensor *logits, hy_tensor *classes,
                                  hy_tensor *factors);

/// Losses: means over all elements (over rows for cross_entropy), scalars.
hy_tensor *hy_cross_entropy(hy_scope *scope, hy_tensor *logits, hy_tensor *classes);
hy_tensor *hy_bce_with_logits(hy_scope *scope, hy_tensor *logits, hy_tensor *targets);
hy_tensor *hy_mse(hy_scope *scope, hy_tensor *a, hy_tensor *b);
hy_tensor *hy_l1(hy_scope *scope, hy_tensor *a, hy_tensor *b);
/// Half the square of differences up to `delta`, `delta` times their size (less a half) beyond.
/// Fails with HY_ERR_ARGUMENT unless `delta` is above 0.
hy_tensor *hy_huber(hy_scope *scope, hy_tensor *a, hy_tensor *b, double delta);
/// Binary cross-entropy of probabilities, whose logarithms count as at least -100.
hy_tensor *hy_bce(hy_scope *scope, hy_tensor *chances, hy_tensor *targets);
/// -log_chances[i, classes[i]]: [n, k], [n]. Classes are whole numbers.
hy_tensor *hy_nll(hy_scope *scope, hy_tensor *log_chances, hy_tensor *classes);

/// A view of `x` that nothing is recorded of.
hy_tensor *hy_detach(hy_scope *scope, hy_tensor *x);
/// A view of `x` that is recorded and has no inputs: gradients can be taken with respect to it.
/// Fails with HY_ERR_ARGUMENT unless it is of floats.
hy_tensor *hy_leaf(hy_scope *scope, hy_tensor *x);
