/// Logarithms and the inverse of their neighbour: log, log1p, expm1, without branches.
///
/// x = 2^k m with m between sqrt(1/2) and sqrt(2), and log(m) = 2 atanh(s) for s = (m - 1)/(m + 1):
/// the series in s has terms enough for half a unit in the last place. Errors: log and log1p below
/// 1.5 units, expm1 below 2.
#pragma once

#include "kernels/cpu/exponential.h"

#if HY_SCALAR_BITS == 32
enum { LOG_LENGTH = 5 };
/// The bits of sqrt(1/2) and of 2^MANTISSA_BITS.
static const scalar_bits root_half_bits = 0x3f3504f3;
static const scalar_bits whole_bits = 0x4b000000;
static const scalar whole_shift = 0x1p23F + EXPONENT_BIAS;
static const scalar least_normal = 0x1p-126F;
#else
enum { LOG_LENGTH = 11 };
static const scalar_bits root_half_bits = 0x3fe6a09e667f3bcd;
static const scalar_bits whole_bits = 0x4330000000000000;
static const scalar whole_shift = 0x1p52 + EXPONENT_BIAS;
static const scalar least_normal = 0x1p-1022;
#endif

/// Splits a normal positive number into 2^k and m between sqrt(1/2) and sqrt(2), and returns m.
HY_INLINE scalar split_exponent(scalar x, scalar *k)
{
    scalar_bits one_bits = (scalar_bits)EXPONENT_BIAS << MANTISSA_BITS;
    scalar_bits bits;
    memcpy(&bits, &x, sizeof bits);
    scalar_bits biased = (bits - root_half_bits + one_bits) >> MANTISSA_BITS;
    bits -= (biased << MANTISSA_BITS) - one_bits;
    scalar m;
    memcpy(&m, &bits, sizeof m);
    // the exponent becomes a number by being written into the last bits of a large one
    biased |= whole_bits;
    scalar shifted;
    memcpy(&shifted, &biased, sizeof shifted);
    *k = shifted - whole_shift;
    return m;
}

/// log(m 2^k) for a normal positive number.
HY_INLINE scalar log_of_normal(scalar x, scalar offset)
{
    scalar k;
    scalar f = split_exponent(x, &k) - 1;
    k += offset;
    scalar s = f / (2 + f);
    scalar square = s * s;
    scalar sum = (scalar)(2.0 / (2 * LOG_LENGTH + 1));
#pragma GCC unroll 11
    for (int i = LOG_LENGTH - 1; i >= 1; i--) {
        sum = sum * square + (scalar)(2.0 / (2 * i + 1));
    }
    // 2 s = f - s f: the largest term is exact
    scalar rest = s * (square * sum - f) + k * log2_low;
    return k * log2_high + (f + rest);
}

/// log(x), with the limits -infinity and infinity; NaN below 0.
HY_INLINE scalar log_of(scalar x)
{
    bool is_tiny = x < least_normal;
    scalar normal = is_tiny ? x * ((scalar)2 * (scalar)((scalar_bits)1 << MANTISSA_BITS)) : x;
    scalar result = log_of_normal(normal, is_tiny ? -(MANTISSA_BITS + 1) : 0);
    result = x > 0 ? result : (x == 0 ? -(scalar)INFINITY : (scalar)NAN);
    return x < (scalar)INFINITY ? result : x;
}

/// log(1 + x), exact to the last places also near 0 (the correction is that of Kahan).
HY_INLINE scalar log1p_of(scalar x)
{
    scalar u = 1 + x;
    scalar lost = x > 1 ? 1 - (u - x) : x - (u - 1);
    scalar result = log_of_normal(u, 0) + lost / u;
    result = u == 1 ? x : result;
    result = u > 0 ? result : (u == 0 ? -(scalar)INFINITY : (scalar)NAN);
    return x < (scalar)INFINITY ? result : x;
}

/// exp(x) - 1, exact to the last places also near 0.
HY_INLINE scalar expm1_of(scalar x)
{
    scalar bounded = x < -40 ? -40 : x;
    bounded = bounded > exp_greatest ? exp_greatest : bounded;
    scalar n;
    scalar rest = expm1_series(reduce_exponent(bounded, &n));
    // half of 2^n: n itself may be one above the range of exponents
    scalar power = power_of_two(n - 1);
    scalar result = 2 * (power * rest + (power - (scalar)0.5));
    result = x > exp_greatest ? (scalar)INFINITY : result;
    return x == 0 ? x : result;
}
