/// Vectors: as many elements as a register holds, in the compiler's generic vector types.
#pragma once

#include "kernels/cpu/scalar.h"

#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX__)
enum { VECTOR_SIZE = 32 };
#else
enum { VECTOR_SIZE = 16 };
#endif

/// Elements in a register.
enum { VECTOR_LENGTH = VECTOR_SIZE / sizeof(scalar) };

/// A register of elements.
typedef scalar vector __attribute__((vector_size(VECTOR_SIZE)));

/// What comparisons of vectors give.
#if HY_SCALAR_BITS == 32
typedef int32_t vector_bits __attribute__((vector_size(VECTOR_SIZE)));
#else
typedef int64_t vector_bits __attribute__((vector_size(VECTOR_SIZE)));
#endif

// the same in memory: aligned like its elements, and an alias of them
typedef scalar stored __attribute__((vector_size(VECTOR_SIZE), aligned(sizeof(scalar)), may_alias));

/// VECTOR_LENGTH elements from `from` on.
HY_INLINE vector vector_load(const scalar *from)
{
    return *(const stored *)(const void *)from;
}

/// Writes all elements.
HY_INLINE void vector_store(scalar *to, vector values)
{
    *(stored *)(void *)to = values;
}

// one function for each set of instructions that has such a store, and one for none
#if defined(__AVX__)
/// Writes all elements past the caches. `to` is aligned to VECTOR_SIZE; whoever else is to see them
/// waits for a fence.
HY_INLINE void vector_stream(scalar *to, vector values)
{
    _mm256_stream_si256((__m256i *)(void *)to, (__m256i)values);
}
#elif defined(__SSE2__)
/// Writes all elements past the caches. `to` is aligned to VECTOR_SIZE; whoever else is to see them
/// waits for a fence.
HY_INLINE void vector_stream(scalar *to, vector values)
{
    _mm_stream_si128((__m128i *)(void *)to, (__m128i)values);
}
#else
/// Writes all elements.
HY_INLINE void vector_stream(scalar *to, vector values)
{
    vector_store(to, values);
}
#endif

/// Copies fewer than VECTOR_LENGTH elements, in pieces that are powers of two.
HY_INLINE void vector_copy_part(scalar *restrict to, const scalar *restrict from, size_t count)
{
#pragma GCC unroll 4
    for (size_t piece = VECTOR_LENGTH / 2; piece > 0; piece /= 2) {
        if (count & piece) {
            memcpy(to, from, piece * sizeof(scalar));
            to += piece;
            from += piece;
        }
    }
}

/// The first `count` elements, fewer than VECTOR_LENGTH, and zeros.
HY_INLINE vector vector_load_part(const scalar *from, size_t count)
{
    scalar spread[VECTOR_LENGTH] = {0};
    vector_copy_part(spread, from, count);
    return vector_load(spread);
}

/// Writes the first `count` elements, fewer than VECTOR_LENGTH.
HY_INLINE void vector_store_part(scalar *to, vector values, size_t count)
{
    scalar spread[VECTOR_LENGTH];
    vector_store(spread, values);
    vector_copy_part(to, spread, count);
}

/// Zeros in place of negative elements; NaN stays.
HY_INLINE vector vector_rectify(vector values)
{
    return (vector)(~(values < 0) & (vector_bits)values);
}

/// Where an element is no number: only NaN differs from itself.
HY_INLINE vector_bits vector_is_nan(vector values)
{
    vector same = values;
    return values != same;
}

/// The sum of the elements, by halves.
HY_INLINE scalar vector_sum(vector values)
{
    scalar spread[VECTOR_LENGTH];
    vector_store(spread, values);
#pragma GCC unroll 4
    for (size_t half = VECTOR_LENGTH / 2; half > 0; half /= 2) {
#pragma GCC unroll 8
        for (size_t i = 0; i < half; i++) {
            spread[i] += spread[i + half];
        }
    }
    return spread[0];
}

// one function for each length of a vector, because the lanes are part of the code
#if defined(__AVX__) && HY_SCALAR_BITS == 32
/// Lets rows i and i + distance of a square trade their blocks across its diagonal.
HY_INLINE void vector_trade(vector rows[], size_t i, size_t distance)
{
    vector a = rows[i];
    vector b = rows[i + distance];
    switch (distance) {
    case 1:
        rows[i] = __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14);
        rows[i + distance] = __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
        break;
    case 2:
        rows[i] = __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
        rows[i + distance] = __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
        break;
    default:
        rows[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11);
        rows[i + distance] = __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
        break;
    }
}
#elif defined(__AVX__) || HY_SCALAR_BITS == 32
/// Lets rows i and i + distance of a square trade their blocks across its diagonal.
HY_INLINE void vector_trade(vector rows[], size_t i, size_t distance)
{
    vector a = rows[i];
    vector b = rows[i + distance];
    if (distance == 1) {
        rows[i] = __builtin_shufflevector(a, b, 0, 4, 2, 6);
        rows[i + distance] = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    } else {
        rows[i] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
        rows[i + distance] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
    }
}
#else
/// Lets rows i and i + distance of a square trade their blocks across its diagonal.
HY_INLINE void vector_trade(vector rows[], size_t i, size_t distance)
{
    vector a = rows[i];
    vector b = rows[i + distance];
    rows[i] = __builtin_shufflevector(a, b, 0, 2);
    rows[i + distance] = __builtin_shufflevector(a, b, 1, 3);
}
#endif

/// Transposes a square of VECTOR_LENGTH rows.
HY_INLINE void vector_transpose(vector rows[])
{
#pragma GCC unroll 3
    for (size_t distance = 1; distance < VECTOR_LENGTH; distance *= 2) {
#pragma GCC unroll 4
        for (size_t pair = 0; pair < VECTOR_LENGTH / 2; pair++) {
            vector_trade(rows, pair + (pair & ~(distance - 1)), distance);
        }
    }
}
