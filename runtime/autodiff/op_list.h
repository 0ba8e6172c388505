/// The list of all ops: the table, the declarations and the tests are made from it, so that they
/// cannot drift apart.
#pragma once

// clang-format off
#define HY_OP_LIST(X) \
    X(abs) \
    X(add) \
    X(add_scaled) \
    X(argsort) \
    X(ceil) \
    X(cholesky) \
    X(concat) \
    X(convert) \
    X(cos) \
    X(cross_entropy) \
    X(cumsum) \
    X(diagonal) \
    X(div) \
    X(eigh) \
    X(embed_diagonal) \
    X(eq) \
    X(erf) \
    X(exp) \
    X(expand) \
    X(expm1) \
    X(floor) \
    X(fold) \
    X(gather) \
    X(ge) \
    X(gelu) \
    X(gt) \
    X(layer_norm) \
    X(le) \
    X(linear) \
    X(log) \
    X(log1p) \
    X(log_softmax) \
    X(lstsq) \
    X(lt) \
    X(mask) \
    X(matmul) \
    X(max) \
    X(maximum) \
    X(min) \
    X(minimum) \
    X(mse) \
    X(mul) \
    X(ne) \
    X(neg) \
    X(permute) \
    X(pow) \
    X(relu) \
    X(reshape) \
    X(round) \
    X(rsqrt) \
    X(scale) \
    X(scatter_add) \
    X(sigmoid) \
    X(sign) \
    X(sin) \
    X(slice) \
    X(slogdet) \
    X(softmax) \
    X(softplus) \
    X(solve) \
    X(solve_triangular) \
    X(spread) \
    X(sqrt) \
    X(sub) \
    X(sum) \
    X(sum_to) \
    X(tanh) \
    X(where) \
    X(windows)
// clang-format on
