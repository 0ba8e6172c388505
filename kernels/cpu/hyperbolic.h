/// Hyperbolic sines and cosines without branches.
///
/// From 1 on both are sums of exp(x) / 2 and its inverse; below, the sine is a Taylor series, since
/// the sum would lose its digits. Errors below 3 units in the last place.
#pragma once

#include "kernels/cpu/exponential.h"

#if HY_SCALAR_BITS == 32
enum { HYPERBOLIC_LENGTH = 6 };
#else
enum { HYPERBOLIC_LENGTH = 10 };
#endif

/// exp(x) / 2 for x >= 0, infinite only where that is.
HY_INLINE scalar half_of_exp(scalar x)
{
    // half of what is beyond the range of exp is within it
    scalar bounded = x > exp_greatest + 1 ? exp_greatest + 1 : x;
    scalar n;
    scalar r = reduce_exponent(bounded, &n);
    return exp_of_reduced(r, n - 1);
}

/// sinh(x) for |x| <= 1.
HY_INLINE scalar sinh_series(scalar x)
{
    static const double coefficients[] = {1.0,
                                          1.0 / 6,
                                          1.0 / 120,
                                          1.0 / 5040,
                                          1.0 / 362880,
                                          1.0 / 39916800,
                                          1.0 / 6227020800,
                                          1.0 / 1307674368000,
                                          1.0 / 355687428096000,
                                          1.0 / 121645100408832000};
    scalar square = x * x;
    scalar sum = (scalar)coefficients[HYPERBOLIC_LENGTH - 1];
#pragma GCC unroll 10
    for (int i = HYPERBOLIC_LENGTH - 2; i >= 1; i--) {
        sum = sum * square + (scalar)coefficients[i];
    }
    return x + x * (square * sum);
}

/// sinh(x).
HY_INLINE scalar sinh_of(scalar x)
{
    scalar half = half_of_exp(fabs(x));
    scalar far = copysign(half - (scalar)0.25 / half, x);
    return fabs(x) > 1 ? far : sinh_series(x);
}

/// cosh(x).
HY_INLINE scalar cosh_of(scalar x)
{
    scalar half = half_of_exp(fabs(x));
    return half + (scalar)0.25 / half;
}
