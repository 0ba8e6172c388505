/// Pairs: sums of two numbers, the second below half a unit of the first, for twice the digits.
///
/// The sums are those of Knuth and Dekker, the product is Dekker's or one fused instruction. They
/// hold when every operation is rounded by itself: sources that use them are compiled with
/// -ffp-contract=off (see CMakeLists.txt).
#pragma once

#include "kernels/cpu/scalar.h"

#include <tgmath.h>

typedef struct pair {
    scalar high, low;
} pair;

/// a + b.
HY_INLINE pair pair_sum(scalar a, scalar b)
{
    scalar sum = a + b;
    scalar taken = sum - a;
    return (pair){sum, (a - (sum - taken)) + (b - taken)};
}

/// a + b where `a` is 0 or no smaller than `b` in size.
HY_INLINE pair pair_sum_of_ordered(scalar a, scalar b)
{
    scalar sum = a + b;
    return (pair){sum, b - (sum - a)};
}

// one function with and one without the fused instruction, which baseline machines emulate slowly
#if defined(__FMA__)
/// a b + c, rounded once or twice.
HY_INLINE scalar multiply_add(scalar a, scalar b, scalar c)
{
    return fma(a, b, c);
}

/// a b.
HY_INLINE pair pair_product(scalar a, scalar b)
{
    scalar product = a * b;
    return (pair){product, fma(a, b, -product)};
}
#else
/// a b + c, rounded once or twice.
HY_INLINE scalar multiply_add(scalar a, scalar b, scalar c)
{
    return a * b + c;
}

/// The upper half of the digits.
HY_INLINE scalar upper_half(scalar x)
{
    scalar shifted = x * (scalar)(HY_SCALAR_BITS == 32 ? 0x1p12 + 1 : 0x1p27 + 1);
    return shifted - (shifted - x);
}

/// a b.
HY_INLINE pair pair_product(scalar a, scalar b)
{
    scalar product = a * b;
    scalar a_high = upper_half(a);
    scalar b_high = upper_half(b);
    scalar a_low = a - a_high;
    scalar b_low = b - b_high;
    scalar rest = a_high * b_high - product + a_high * b_low + a_low * b_high;
    return (pair){product, rest + a_low * b_low};
}
#endif

/// The product of two pairs.
HY_INLINE pair pair_multiply(pair a, pair b)
{
    pair product = pair_product(a.high, b.high);
    product.low += a.high * b.low + a.low * b.high;
    return product;
}
