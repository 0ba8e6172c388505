/// Exponentials: exp and its relatives without branches, so that loops over them vectorise.
///
/// x = n log 2 + r with |r| <= log(2) / 2; a Taylor series gives exp(r) - 1 to less than half a
/// unit in the last place, and 2^n is written into the exponent bits. Errors stay below 2 units.
#pragma once

#include "kernels/cpu/scalar.h"

#include <stdint.h>
#include <string.h>
#include <tgmath.h>

#if HY_SCALAR_BITS == 32
typedef uint32_t scalar_bits;
enum { MANTISSA_BITS = 23, EXPONENT_BIAS = 127, SERIES_LENGTH = 7, ATANH_LENGTH = 8 };
static const scalar log2_high = 0x1.62ep-1F;  // few enough bits that n * log2_high is exact
static const scalar log2_low = 0x1.0bfbe8p-15F;
static const scalar exp_least = -104.0F;  // below it the result is 0, above it infinite
static const scalar exp_greatest = 89.0F;
static const scalar exp_least_normal = -87.0F;  // from it on up the result is a normal number
static const scalar round_shift = 0x1.8p23F;    // adding it rounds to a whole number
#else
typedef uint64_t scalar_bits;
enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1023, SERIES_LENGTH = 13, ATANH_LENGTH = 17 };
static const scalar log2_high = 0x1.62e42feep-1;
static const scalar log2_low = 0x1.a39ef35793c76p-33;
static const scalar exp_least = -746.0;
static const scalar exp_greatest = 710.0;
static const scalar exp_least_normal = -708.0;
static const scalar round_shift = 0x1.8p52;
#endif

/// 2^n for a whole n within the range of normal exponents.
HY_INLINE scalar power_of_two(scalar n)
{
    scalar shifted = n + round_shift;
    scalar_bits bits;
    scalar_bits zero;
    memcpy(&bits, &shifted, sizeof bits);
    memcpy(&zero, &round_shift, sizeof zero);
    bits = (bits - zero + EXPONENT_BIAS) << MANTISSA_BITS;
    scalar power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/// exp(r) - 1 for |r| <= log(2) / 2.
HY_INLINE scalar expm1_series(scalar r)
{
    static const double inverse_factorial[] = {1.0,
                                               1.0 / 2,
                                               1.0 / 6,
                                               1.0 / 24,
                                               1.0 / 120,
                                               1.0 / 720,
                                               1.0 / 5040,
                                               1.0 / 40320,
                                               1.0 / 362880,
                                               1.0 / 3628800,
                                               1.0 / 39916800,
                                               1.0 / 479001600,
                                               1.0 / 6227020800};
    scalar sum = (scalar)inverse_factorial[SERIES_LENGTH - 1];
#pragma GCC unroll 13
    for (int i = SERIES_LENGTH - 2; i >= 0; i--) {
        sum = sum * r + (scalar)inverse_factorial[i];
    }
    return sum * r;
}

/// Splits x into a whole number of log 2 and the rest.
HY_INLINE scalar reduce_exponent(scalar x, scalar *n)
{
    *n = x * (scalar)1.44269504088896340736 + round_shift - round_shift;
    return (x - *n * log2_high) - *n * log2_low;
}

/// exp(r) 2^n, which may lie outside the range of normal numbers.
HY_INLINE scalar exp_of_reduced(scalar r, scalar n)
{
    // 2^n in two factors: n itself may lie outside the range of normal exponents
    scalar half = n * (scalar)0.5 + round_shift - round_shift;
    return (1 + expm1_series(r)) * power_of_two(half) * power_of_two(n - half);
}

/// exp(x), with the limits 0 and infinity.
HY_INLINE scalar exp_of(scalar x)
{
    scalar bounded = x < exp_least ? exp_least : x;
    bounded = bounded > exp_greatest ? exp_greatest : bounded;
    scalar n;
    scalar r = reduce_exponent(bounded, &n);
    return x > exp_greatest ? (scalar)INFINITY : exp_of_reduced(r, n);
}

/// exp(x) for x <= 0, where results too small for a normal number count as 0.
HY_INLINE scalar exp_of_negative(scalar x)
{
    scalar bounded = x < exp_least_normal ? exp_least_normal : x;
    scalar n;
    scalar rest = expm1_series(reduce_exponent(bounded, &n));
    scalar power = power_of_two(n);
    return x < exp_least_normal ? 0 : power * rest + power;
}

/// exp(x) - 1 for x <= 0, exact to the last places also near 0.
HY_INLINE scalar expm1_of_negative(scalar x)
{
    // from -40 on the result is -1 in either type, and 2^n stays a normal number
    scalar bounded = x < -40 ? -40 : x;
    scalar n;
    scalar rest = expm1_series(reduce_exponent(bounded, &n));
    scalar power = power_of_two(n);
    return power * rest + (power - 1);
}

/// tanh(x).
HY_INLINE scalar tanh_of(scalar x)
{
    scalar shifted = expm1_of_negative((x < 0 ? x : -x) * 2);
    scalar result = -shifted / (shifted + 2);
    return x < 0 ? -result : (x == 0 ? x : result);
}

/// 1 / (1 + exp(-x)); the exponent is never positive, so exp() cannot overflow.
HY_INLINE scalar logistic_of(scalar x)
{
    scalar e = exp_of(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}

/// log(1 + x) for 0 <= x <= 1, as 2 atanh(x / (2 + x)).
HY_INLINE scalar log1p_of_unit(scalar x)
{
    scalar s = x / (2 + x);
    scalar square = s * s;
    scalar sum = (scalar)(1.0 / (2 * ATANH_LENGTH + 1));
#pragma GCC unroll 17
    for (int i = ATANH_LENGTH - 1; i >= 0; i--) {
        sum = sum * square + (scalar)(1.0 / (2 * i + 1));
    }
    return 2 * s * sum;
}
