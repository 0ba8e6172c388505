/// Scalars: the element type that a kernel source is being compiled for (see CMakeLists.txt).
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef HY_SCALAR scalar;

// pasted names, so that no kernel is written twice: one set of symbols per type and instruction set
#define HY_PASTE(name, variant)  name##_##variant
#define HY_EXPAND(name, variant) HY_PASTE(name, variant)
#define HY_NAME(name)            HY_EXPAND(name, HY_VARIANT)

// innermost loops are compiled once per function that they apply
#define HY_INLINE static inline __attribute__((always_inline))

/// What both elementwise kernels and reductions apply.
HY_INLINE scalar add(scalar a, scalar b)
{
    return a + b;
}

/// Whether it is no number; whole numbers and bools always are one. (That they are compared with
/// themselves, or with 0, is none of a compiler's business here.)
HY_INLINE bool is_no_number(scalar x)
{
    scalar same = x;
    return x != same;
}

/// Whether it is below 0; a bool never is.
HY_INLINE bool is_negative(scalar x)
{
    scalar zero = 0;
    return x < zero;
}

/// The greater of two; a NaN among them is the answer.
HY_INLINE scalar greater(scalar a, scalar b)
{
    return a > b || is_no_number(a) ? a : b;
}

/// The lesser of two; a NaN among them is the answer.
HY_INLINE scalar lesser(scalar a, scalar b)
{
    return a < b || is_no_number(a) ? a : b;
}

/// x where it is not negative, else 0; NaN stays.
HY_INLINE scalar rectified(scalar x)
{
    return is_negative(x) ? 0 : x;
}
