/// Rows: the innermost loops of elementwise kernels, and the functions that every element type has.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/scalar.h"

/// x.
HY_INLINE scalar copy(scalar x)
{
    return x;
}

/// -x.
HY_INLINE scalar negate(scalar x)
{
    return -x;
}

/// -1, 0 or 1.
HY_INLINE scalar sign(scalar x)
{
    return (scalar)((x > 0) - is_negative(x));
}

/// x where it is positive, else 0.
HY_INLINE scalar rectify(scalar x)
{
    return rectified(x);
}

/// a - b.
HY_INLINE scalar subtract(scalar a, scalar b)
{
    return a - b;
}

/// a b.
HY_INLINE scalar multiply(scalar a, scalar b)
{
    return a * b;
}

/// a where b is positive, else 0.
HY_INLINE scalar mask(scalar a, scalar b)
{
    return b > 0 ? a : 0;
}

/// A row of results, and those of the one or two operands that they are made from. Results may
/// take the place of an operand.
typedef struct row {
    size_t n;
    scalar *out;
    ptrdiff_t out_step;
    const scalar *a;
    ptrdiff_t a_step;
    const scalar *b;
    ptrdiff_t b_step;
} row;

/// Computes a row.
typedef void (*row_function)(const row *r);

/// The function of each op (kernels/backend.h); NULL where the element type has none.
extern const row_function HY_NAME(cpu_unary_rows)[HY_UNARY_COUNT];
extern const row_function HY_NAME(cpu_binary_rows)[HY_BINARY_COUNT];

/// Remainders and whole quotients of floats (division.c).
void HY_NAME(cpu_combine_remainders)(const row *r);
void HY_NAME(cpu_combine_quotients)(const row *r);

/// Powers of floats (power.c).
void HY_NAME(cpu_combine_powers)(const row *r);

// "ivdep": where an element is written, no other was to be read

/// Applies a function to a row.
HY_INLINE void map(const row *r, scalar (*f)(scalar))
{
    size_t n = r->n;
    scalar *out = r->out;
    const scalar *a = r->a;
    if (r->out_step == 1 && r->a_step == 1) {
#pragma GCC ivdep
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i]);
        }
        return;
    }
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        out[i * r->out_step] = f(a[i * r->a_step]);
    }
}

/// Adds a row to another; a step of 0 sums it up in one place.
HY_INLINE void accumulate(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *a,
                          ptrdiff_t step)
{
    if (out_step == 1 && step == 1) {
        for (size_t i = 0; i < n; i++) {
            out[i] = add(out[i], a[i]);
        }
        return;
    }
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        out[i * out_step] = add(out[i * out_step], a[i * step]);
    }
}

/// Applies a function of two elements to a row.
HY_INLINE void combine(const row *r, scalar (*f)(scalar, scalar))
{
    size_t n = r->n;
    scalar *out = r->out;
    const scalar *a = r->a;
    const scalar *b = r->b;
    bool is_dense = r->out_step == 1;
    if (is_dense && r->a_step == 1 && r->b_step == 1) {
#pragma GCC ivdep
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i], b[i]);
        }
    } else if (is_dense && r->a_step == 1 && r->b_step == 0) {
        scalar constant = *b;
#pragma GCC ivdep
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i], constant);
        }
    } else if (is_dense && r->a_step == 0 && r->b_step == 1) {
        scalar constant = *a;
#pragma GCC ivdep
        for (size_t i = 0; i < n; i++) {
            out[i] = f(constant, b[i]);
        }
    } else {
        for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
            out[i * r->out_step] = f(a[i * r->a_step], b[i * r->b_step]);
        }
    }
}

/// map_name(r) and combine_name(r): the row functions of an inline function `name`.
#define HY_MAP(name)                                                                               \
    static void map_##name(const row *r)                                                           \
    {                                                                                              \
        map(r, name);                                                                              \
    }
#define HY_COMBINE(name)                                                                           \
    static void combine_##name(const row *r)                                                       \
    {                                                                                              \
        combine(r, name);                                                                          \
    }
