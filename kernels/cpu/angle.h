/// Angles: inverse functions of tangent, sine and cosine, without branches.
///
/// The angle of a point in the first half quarter is atan(q) for the quotient q of its sides; from
/// tan(pi/8) on it is pi/4 + atan((q - 1) / (q + 1)). The Taylor series has terms enough for half a
/// unit in the last place. Errors: angles and atan below 2 units, asin and acos, whose other side
/// is a root, below 3. Special cases are those of C99, annex F.9.1.
#pragma once

#include "kernels/cpu/scalar.h"

#include <tgmath.h>

#if HY_SCALAR_BITS == 32
enum { ANGLE_LENGTH = 9 };
#else
enum { ANGLE_LENGTH = 20 };
#endif

static const double tangent_of_eighth = 0.41421356237309504880;
static const double quarter_turn = 1.57079632679489661923;  // pi/2

// what the nearest number leaves of pi/4; doubled, of pi/2 and pi
#if HY_SCALAR_BITS == 32
static const scalar eighth_turn_low = -0x1.777a5cp-26F;
#else
static const scalar eighth_turn_low = 0x1.1a62633145c07p-55;
#endif

/// atan(q) for 0 <= q <= 1.
HY_INLINE scalar angle_of_quotient(scalar q)
{
    bool is_wide = q > (scalar)tangent_of_eighth;
    scalar t = is_wide ? (q - 1) / (q + 1) : q;
    scalar square = t * t;
    scalar sum = 0;
#pragma GCC unroll 20
    for (int i = ANGLE_LENGTH; i >= 1; i--) {
        sum = sum * square + (scalar)(i % 2 ? -1.0 / (2 * i + 1) : 1.0 / (2 * i + 1));
    }
    scalar rest = t * (square * sum);
    rest = is_wide ? rest + eighth_turn_low : rest;
    return (is_wide ? (scalar)(quarter_turn / 2) : 0) + (t + rest);
}

/// The angle of the point (x, y) from the first axis, in -pi .. pi: atan2(y, x).
HY_INLINE scalar angle_of(scalar y, scalar x)
{
    scalar height = fabs(y);
    scalar width = fabs(x);
    bool is_steep = height > width;
    scalar near = is_steep ? height : width;
    scalar far = is_steep ? width : height;
    scalar q = near == 0 ? 0 : (far == near ? 1 : far / near);
    scalar angle = angle_of_quotient(q);
    angle = is_steep ? (scalar)quarter_turn - (angle - 2 * eighth_turn_low) : angle;
    angle = copysign((scalar)1, x) < 0 ? (scalar)(2 * quarter_turn) - (angle - 4 * eighth_turn_low)
                                       : angle;
    return x == x && y == y ? copysign(angle, y) : x + y;
}

/// atan(x).
HY_INLINE scalar atan_of(scalar x)
{
    scalar size = fabs(x);
    bool is_steep = size > 1;
    scalar angle = angle_of_quotient(is_steep ? 1 / size : size);
    angle = is_steep ? (scalar)quarter_turn - (angle - 2 * eighth_turn_low) : angle;
    return copysign(angle, x);
}

/// cos(asin(x)); NaN unless |x| <= 1.
HY_INLINE scalar other_side(scalar x)
{
    return sqrt((1 - x) * (1 + x));
}

/// asin(x).
HY_INLINE scalar asin_of(scalar x)
{
    return angle_of(x, other_side(x));
}

/// acos(x).
HY_INLINE scalar acos_of(scalar x)
{
    return angle_of(other_side(x), x);
}
