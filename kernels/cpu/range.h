/// Ranges: how a number of another type is brought into that of the element type.
///
/// A number outside becomes the nearest inside, a fraction is cut off, NaN becomes 0. Floats take
/// any number, and bools ask whether it is 0.
#pragma once

#include "kernels/cpu/scalar.h"

// both are exact in a double: -2^(n - 1) and 2^(n - 1), where n is the count of bits
#define HY_RANGE_LIMIT ((double)((uint64_t)1 << (HY_SCALAR_BITS - 1)))

/// Whether elements are i32 or i64.
HY_INLINE bool range_is_whole(void)
{
    // cut off, a half is 0 in a whole number, and true as a bool
    return (scalar)0.5 == 0;
}

/// The least i32 or i64.
HY_INLINE scalar range_least(void)
{
    return (scalar)((uint64_t)1 << (HY_SCALAR_BITS - 1));
}

/// The greatest i32 or i64.
HY_INLINE scalar range_most(void)
{
    return (scalar)(((uint64_t)1 << (HY_SCALAR_BITS - 1)) - 1);
}

/// A float as an element.
HY_INLINE scalar range_of_float(double value)
{
    if (!range_is_whole()) {
        return (scalar)value;
    }
    if (!(value >= -HY_RANGE_LIMIT && value < HY_RANGE_LIMIT)) {
        return value > 0 ? range_most() : value < 0 ? range_least() : 0;
    }
    return (scalar)value;
}

/// A whole number as an element.
HY_INLINE scalar range_of_whole(int64_t value)
{
    if (!range_is_whole() || HY_SCALAR_BITS == 64) {
        return (scalar)value;
    }
    if (value != (int64_t)(scalar)value) {
        return value > 0 ? range_most() : range_least();
    }
    return (scalar)value;
}
