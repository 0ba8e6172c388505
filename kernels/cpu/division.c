#include "kernels/cpu/pair.h"
#include "kernels/cpu/rows.h"

#include <stdbool.h>
#include <tgmath.h>

// floor(a / b) and what it leaves of a, which has the sign of b.
//
// The rounded quotient is never below the true one where that is whole, so its floor is right or
// one too large, and then the rest has the wrong sign. The product of floor and b is taken in a
// pair: the rest is rounded once, where fmod and the sum that gives it the sign of b would be.

#if HY_SCALAR_BITS == 32
static const scalar quotient_greatest = 0x1p22F;
static const scalar operand_greatest = 0x1p100F;
static const scalar divisor_least = 0x1p-90F;
#else
static const scalar quotient_greatest = 0x1p50;
static const scalar operand_greatest = 0x1p900;
static const scalar divisor_least = 0x1p-900;
#endif

/// A quotient and what it leaves.
typedef struct division {
    scalar quotient, rest;
} division;

// Of operands that are moderate.
HY_INLINE division divide_moderate(scalar a, scalar b)
{
    scalar quotient = floor(a / b);
    pair product = pair_product(quotient, b);
    scalar rest = (a - product.high) - product.low;
    bool is_above = rest != 0 && (rest < 0) != (b < 0);
    return (division){is_above ? quotient - 1 : quotient, is_above ? rest + b : rest};
}

HY_INLINE scalar moderate_quotient(scalar a, scalar b)
{
    return divide_moderate(a, b).quotient;
}

HY_INLINE scalar moderate_rest(scalar a, scalar b)
{
    return divide_moderate(a, b).rest;
}

// Of any operands; what fmod gives is exact, and has the sign of a.
HY_INLINE scalar rest_of_any(scalar a, scalar b)
{
    scalar rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

HY_INLINE scalar quotient_of_any(scalar a, scalar b)
{
    scalar rest = fmod(a, b);
    bool is_above = rest != 0 && (rest < 0) != (b < 0);
    // without the rest the quotient is whole but for rounding
    return b == 0 ? a / b : rint((a - rest) / b) - is_above;
}

// Whether quotients are exact whole numbers, and their products neither overflow nor underflow.
HY_INLINE bool is_moderate(scalar a, scalar b)
{
    bool is_small = fabs(a) <= operand_greatest && fabs(b) <= operand_greatest;
    return is_small && fabs(b) >= divisor_least && fabs(a / b) <= quotient_greatest;
}

static bool are_moderate(const row *r)
{
    unsigned char is_outside = 0;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)r->n; i++) {
        is_outside |= !is_moderate(r->a[i * r->a_step], r->b[i * r->b_step]);
    }
    return !is_outside;
}

HY_INLINE void correct(const row *block, scalar (*slow)(scalar, scalar))
{
    for (ptrdiff_t i = 0; i < (ptrdiff_t)block->n; i++) {
        scalar a = block->a[i * block->a_step];
        scalar b = block->b[i * block->b_step];
        scalar *out = &block->out[i * block->out_step];
        *out = is_moderate(a, b) ? *out : slow(a, b);
    }
}

// Operands that are not moderate take the C library's remainder. Their neighbours do not, so that
// no result depends on how a row is cut.
HY_INLINE void combine_blocks(const row *all, scalar (*fast)(scalar, scalar),
                              scalar (*slow)(scalar, scalar))
{
    enum { BLOCK = 256 };
    for (size_t i = 0; i < all->n; i += BLOCK) {
        row block = *all;
        block.n = all->n - i < BLOCK ? all->n - i : BLOCK;
        block.out += (ptrdiff_t)i * all->out_step;
        block.a += (ptrdiff_t)i * all->a_step;
        block.b += (ptrdiff_t)i * all->b_step;
        combine(&block, fast);
        if (!are_moderate(&block)) {
            correct(&block, slow);
        }
    }
}

void HY_NAME(cpu_combine_remainders)(const row *r)
{
    combine_blocks(r, moderate_rest, rest_of_any);
}

void HY_NAME(cpu_combine_quotients)(const row *r)
{
    combine_blocks(r, moderate_quotient, quotient_of_any);
}
