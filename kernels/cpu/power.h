/// Powers: x^y = exp(y log |x|), with the logarithm in a pair of numbers, without branches.
///
/// The error of the exponent is what the result is off by, relatively, and an exponent may be as
/// large as 745: its logarithm needs ten bits more than a number has. x = 2^k m as in logarithm.h;
/// log m = 2 s (1 + s^2 / 3 + ..) for s = (m - 1) / (m + 1), of which the quotient and the first
/// two terms are computed in pairs. Errors stay below 1.5 units. Special cases are those of C99,
/// annex F.9.4.4.
#pragma once

#include "kernels/cpu/logarithm.h"
#include "kernels/cpu/pair.h"

#if HY_SCALAR_BITS == 32
enum { POWER_LENGTH = 6 };
static const pair third = {0x1.555556p-2F, -0x1.555556p-27F};
static const scalar exponent_greatest = 0x1p32F;  // what is larger gives 0, 1 or infinity
#else
enum { POWER_LENGTH = 13 };
static const pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
static const scalar exponent_greatest = 0x1p64;
#endif

/// (m - 1) / (m + 1).
HY_INLINE pair quotient_about_one(scalar m)
{
    scalar f = m - 1;
    pair divisor = pair_sum(m, 1);
    scalar inverse = 1 / divisor.high;
    scalar high = f * inverse;
    pair product = pair_product(high, divisor.high);
    scalar rest = (f - product.high) - product.low - high * divisor.low;
    return pair_sum_of_ordered(high, rest * inverse);
}

/// log(m 2^k) for a normal positive number.
HY_INLINE pair log_pair(scalar x, scalar offset)
{
    scalar k;
    scalar m = split_exponent(x, &k);
    k += offset;
    pair s = quotient_about_one(m);
    pair square = pair_multiply(s, s);
    scalar tail = (scalar)(1.0 / (2 * POWER_LENGTH + 1));
#pragma GCC unroll 13
    for (int i = POWER_LENGTH - 1; i >= 2; i--) {
        tail = multiply_add(tail, square.high, (scalar)(1.0 / (2 * i + 1)));
    }
    pair sum = pair_sum_of_ordered(third.high, tail * square.high);
    sum.low += third.low;
    sum = pair_multiply(sum, square);
    pair factor = pair_sum_of_ordered(1, sum.high);
    factor.low += sum.low;
    pair log_m = pair_multiply((pair){2 * s.high, 2 * s.low}, factor);
    pair result = pair_sum_of_ordered(k * log2_high, log_m.high);
    result.low += multiply_add(k, log2_low, log_m.low);
    return pair_sum_of_ordered(result.high, result.low);
}

/// exp(x), with the limits 0 and infinity.
HY_INLINE scalar exp_of_pair(pair x)
{
    scalar bounded = x.high < exp_least ? exp_least : x.high;
    bounded = bounded > exp_greatest ? exp_greatest : bounded;
    scalar n;
    scalar r = reduce_exponent(bounded, &n) + (bounded == x.high ? x.low : 0);
    return x.high > exp_greatest ? (scalar)INFINITY : exp_of_reduced(r, n);
}

/// x^y for x >= 0, where neither is NaN.
HY_INLINE scalar power_of_size(scalar x, scalar y)
{
    bool is_tiny = x < least_normal;
    scalar normal = is_tiny ? x * ((scalar)2 * (scalar)((scalar_bits)1 << MANTISSA_BITS)) : x;
    pair logarithm = log_pair(normal, is_tiny ? -(MANTISSA_BITS + 1) : 0);
    scalar exponent = y > exponent_greatest ? exponent_greatest : y;
    exponent = exponent < -exponent_greatest ? -exponent_greatest : exponent;
    pair product = pair_product(logarithm.high, exponent);
    product.low += logarithm.low * exponent;
    bool has_logarithm = x > 0 && x < (scalar)INFINITY;
    scalar limit = (x > 1) == (y > 0) ? (scalar)INFINITY : 0;
    return has_logarithm ? exp_of_pair(product) : limit;
}

/// x^y.
HY_INLINE scalar power_of(scalar x, scalar y)
{
    scalar size = power_of_size(fabs(x), y);
    bool is_whole = rint(y) == y;
    scalar half = y * (scalar)0.5;
    bool is_odd = is_whole && rint(half) != half;
    scalar result = is_odd ? copysign(size, x) : size;
    bool is_finite_below_zero = x < 0 && x > -(scalar)INFINITY;
    result = is_finite_below_zero && !is_whole ? (scalar)NAN : result;
    result = x == x && y == y ? result : x + y;
    return y == 0 || x == 1 ? 1 : result;
}
