/// The error function and the normal distribution, without branches.
///
/// Near 0, erf(x) / x is a polynomial in x^2; from 1 on, erfc(x) exp(x^2) (x + a) is one in
/// (x - a) / (x + a). Both are Chebyshev fits, to less than a quarter of a unit in the last place.
/// Errors: erf below 2 units; the normal distribution below 3 units above -1 and, since the
/// rounding of x^2 enters the exponent, 3 + 2 x^2 units below.
#pragma once

#include "kernels/cpu/exponential.h"

#if HY_SCALAR_BITS == 32
static const scalar erf_near[] = {7.875875063e-5F,  -8.016864287e-4F, 5.189087423e-3F,
                                  -2.685421201e-2F, 1.128359472e-1F,  -3.761262667e-1F,
                                  0.128379166F};
static const scalar erf_far[] = {-3.248002246e-4F, -1.005420259e-3F, 3.040801232e-3F,
                                 6.516856176e-3F,  -2.15091082e-2F,  -3.644470063e-2F,
                                 2.794720979e-1F,  -6.871606424e-1F, 1.021582705F};
static const scalar erf_centre = 2;  ///< a.
static const scalar erfc_greatest =
    9.3F;  ///< From here on erfc is no normal number, and taken for 0.
#else
static const scalar erf_near[] = {
    -7.79589882700214224e-10, 1.37200645467776856e-8,  -1.62084838018717059e-7,
    1.64474247033173624e-6,   -1.49247369074196603e-5, 1.20552949048397079e-4,
    -8.54832597538969208e-4,  5.22397760711642273e-3,  -2.68661706432377704e-2,
    1.12837916709450063e-1,   -3.76126389031835404e-1, 0.12837916709551257};
static const scalar erf_far[] = {
    -4.99993780297712469e-9, 1.10476094716809864e-7,  -2.11421857729651237e-7,
    -4.75512543143649967e-7, 1.01149782550521042e-6,  2.79386742523741085e-6,
    -4.76048447252064203e-6, -1.74767596344757686e-5, 3.0401604218711079e-5,
    1.07562218932460385e-4,  -2.76778393513722258e-4, -5.48309736649306564e-4,
    3.03406204934731684e-3,  -1.21241662604117322e-3, -2.6827234626719165e-2,
    1.19527761287287201e-1,  -3.10467261900520463e-1, 5.9022835710410167e-1,
    -8.83394453169883916e-1, 1.0740069070883397};
static const scalar erf_centre = 3;
static const scalar erfc_greatest = 26.5;
#endif
enum {
    ERF_NEAR_LENGTH = sizeof erf_near / sizeof erf_near[0],
    ERF_FAR_LENGTH = sizeof erf_far / sizeof erf_far[0]
};

/// erf(x) / x - 1 for |x| <= 1: without the 1, the last step of a product rounds less.
HY_INLINE scalar erf_ratio(scalar square)
{
    scalar sum = erf_near[0];
#pragma GCC unroll 12
    for (int i = 1; i < ERF_NEAR_LENGTH; i++) {
        sum = sum * square + erf_near[i];
    }
    return sum;
}

/// exp(x) for x <= 0 whose exponential is a normal number.
HY_INLINE scalar exp_of_moderate(scalar x)
{
    scalar n;
    scalar rest = expm1_series(reduce_exponent(x, &n));
    scalar power = power_of_two(n);
    return power + power * rest;
}

/// erfc(x) for x >= 0; exact to the last places from 1 on.
HY_INLINE scalar erfc_far(scalar x)
{
    scalar bounded = x < erfc_greatest ? x : erfc_greatest;
    scalar inverse = 1 / (bounded + erf_centre);
    scalar t = (bounded - erf_centre) * inverse;
    scalar sum = erf_far[0];
#pragma GCC unroll 20
    for (int i = 1; i < ERF_FAR_LENGTH; i++) {
        sum = sum * t + erf_far[i];
    }
    scalar result = exp_of_moderate(-(bounded * bounded)) * (sum * inverse);
    return x < erfc_greatest ? result : 0;
}

/// erf(x).
HY_INLINE scalar erf_of(scalar x)
{
    scalar size = fabs(x);
    scalar far = copysign(1 - erfc_far(size), x);
    scalar near = x + x * erf_ratio(x * x);
    return size > 1 ? far : near;
}

/// The chance that a normal variable is below x: erfc(-x / sqrt(2)) / 2.
HY_INLINE scalar normal_below(scalar x)
{
    scalar z = x * (scalar)0.70710678118654752440;
    scalar size = fabs(z);
    scalar tail = (scalar)0.5 * erfc_far(size);
    scalar far = x < 0 ? tail : 1 - tail;
    scalar near = (scalar)0.5 + (scalar)0.5 * (z + z * erf_ratio(z * z));
    return size > 1 ? far : near;
}
