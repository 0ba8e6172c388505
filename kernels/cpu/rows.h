/// Rows: the innermost loops of elementwise kernels, and the functions that every element type has.
#pragma once

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

/// Applies a function to a row.
HY_INLINE void map(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *a,
                   ptrdiff_t step, scalar (*f)(scalar))
{
    if (out_step == 1 && step == 1) {
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i]);
        }
        return;
    }
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        out[i * out_step] = f(a[i * step]);
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

/// One row of a function of two elements.
typedef struct pair_row {
    size_t n;
    scalar *out;  ///< Contiguous.
    const scalar *a;
    ptrdiff_t a_step;
    const scalar *b;
    ptrdiff_t b_step;
} pair_row;

/// Applies a function of two elements to a row.
HY_INLINE void combine(const pair_row *row, scalar (*f)(scalar, scalar))
{
    size_t n = row->n;
    scalar *restrict out = row->out;
    const scalar *a = row->a;
    const scalar *b = row->b;
    if (row->a_step == 1 && row->b_step == 1) {
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i], b[i]);
        }
    } else if (row->a_step == 1 && row->b_step == 0) {
        scalar constant = *b;
        for (size_t i = 0; i < n; i++) {
            out[i] = f(a[i], constant);
        }
    } else if (row->a_step == 0 && row->b_step == 1) {
        scalar constant = *a;
        for (size_t i = 0; i < n; i++) {
            out[i] = f(constant, b[i]);
        }
    } else {
        for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
            out[i] = f(a[i * row->a_step], b[i * row->b_step]);
        }
    }
}
