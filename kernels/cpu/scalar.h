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

/// The greater of two; a NaN among them is the answer.
HY_INLINE scalar greater(scalar a, scalar b)
{
    return a > b || a != a ? a : b;
}

/// The lesser of two; a NaN among them is the answer.
HY_INLINE scalar lesser(scalar a, scalar b)
{
    return a < b || a != a ? a : b;
}

/// x where it is not negative, else 0; NaN stays.
HY_INLINE scalar rectified(scalar x)
{
    return x < 0 ? 0 : x;
}
