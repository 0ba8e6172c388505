/// Sines, cosines and tangents without branches, for arguments up to `turns_greatest`.
///
/// x = n pi/2 + r with |r| <= pi/4, where pi/2 is a sum of parts so short that n times each is
/// exact (Cody & Waite 1980); Taylor series give sine and cosine of r. Errors below 2.5 units in
/// the last place, of tangents below 4. Beyond, the C library reduces with as many digits of pi as
/// it takes.
#pragma once

#include "kernels/cpu/exponential.h"

#include <stdbool.h>

/// From here on the reduction would lose digits; n is then below 2^20.
static const scalar turns_greatest = 1.6e6;

#if HY_SCALAR_BITS == 32
enum { TURN_LENGTH = 5 };
#else
enum { TURN_LENGTH = 9 };
#endif

/// r, and how many quarters of a turn lie before it.
HY_INLINE scalar reduce_turns(scalar x, scalar *n)
{
    *n = x * (scalar)0.63661977236758134308 + round_shift - round_shift;
    // in double for either type: 33 bits of pi/2, the next 33, and the rest
    double r = (double)x - (double)*n * 0x1.921fb544p+0;
#if HY_SCALAR_BITS == 32
    return (scalar)(r - (double)*n * 0x1.0b4611a626331p-34);
#else
    r -= *n * 0x1.0b4611a6p-34;
    return r - *n * 0x1.3198a2e037073p-69;
#endif
}

/// sin(r).
HY_INLINE scalar sine_series(scalar r)
{
    static const double coefficients[] = {1.0,
                                          -1.0 / 6,
                                          1.0 / 120,
                                          -1.0 / 5040,
                                          1.0 / 362880,
                                          -1.0 / 39916800,
                                          1.0 / 6227020800,
                                          -1.0 / 1307674368000,
                                          1.0 / 355687428096000};
    scalar square = r * r;
    scalar sum = (scalar)coefficients[TURN_LENGTH - 1];
#pragma GCC unroll 9
    for (int i = TURN_LENGTH - 2; i >= 1; i--) {
        sum = sum * square + (scalar)coefficients[i];
    }
    return r + r * (square * sum);
}

/// cos(r).
HY_INLINE scalar cosine_series(scalar r)
{
    static const double coefficients[] = {1.0,
                                          -1.0 / 2,
                                          1.0 / 24,
                                          -1.0 / 720,
                                          1.0 / 40320,
                                          -1.0 / 3628800,
                                          1.0 / 479001600,
                                          -1.0 / 87178291200,
                                          1.0 / 20922789888000,
                                          -1.0 / 6402373705728000};
    scalar square = r * r;
    scalar sum = (scalar)coefficients[TURN_LENGTH];
#pragma GCC unroll 9
    for (int i = TURN_LENGTH - 1; i >= 2; i--) {
        sum = sum * square + (scalar)coefficients[i];
    }
    // 1 - square / 2 loses its last bits: they are added to the rest of the series
    scalar half = square * (scalar)0.5;
    scalar head = 1 - half;
    return head + (((1 - head) - half) + square * square * sum);
}

/// The last bits of a whole number.
HY_INLINE scalar_bits last_bits(scalar n)
{
    scalar shifted = n + round_shift;
    scalar_bits bits;
    memcpy(&bits, &shifted, sizeof bits);
    return bits;
}

/// sin(x + quarters pi/2).
HY_INLINE scalar sine_from(scalar x, scalar_bits quarters)
{
    scalar n;
    scalar r = reduce_turns(x, &n);
    scalar_bits turns = last_bits(n) + quarters;
    scalar sine = sine_series(r);
    scalar cosine = cosine_series(r);
    scalar result = turns & 1 ? cosine : sine;
    return turns & 2 ? -result : result;
}

/// sin(x) for |x| <= turns_greatest.
HY_INLINE scalar sin_of(scalar x)
{
    return x == 0 ? x : sine_from(x, 0);
}

/// cos(x) for |x| <= turns_greatest.
HY_INLINE scalar cos_of(scalar x)
{
    return sine_from(x, 1);
}

/// tan(x) for |x| <= turns_greatest.
HY_INLINE scalar tan_of(scalar x)
{
    scalar n;
    scalar r = reduce_turns(x, &n);
    scalar sine = sine_series(r);
    scalar cosine = cosine_series(r);
    bool is_turned = last_bits(n) & 1;
    scalar result = (is_turned ? -cosine : sine) / (is_turned ? sine : cosine);
    return x == 0 ? x : result;
}
