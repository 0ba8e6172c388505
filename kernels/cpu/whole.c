#include "kernels/cpu/rows.h"

// Elementwise kernels of whole numbers and bools. Bools need no code of their own: C makes what is
// stored as one 0 or 1, so that the sum of two is "or" and the product "and".

HY_INLINE scalar absolute(scalar x)
{
    return is_negative(x) ? negate(x) : x;
}

// a^b by squaring; for a negative exponent the result, a fraction, is cut off
static scalar power(scalar a, scalar b)
{
    if (is_negative(b)) {
        scalar odd_sign = b % 2 != 0 ? a : multiply(a, a);
        return multiply(a, a) == 1 ? odd_sign : 0;
    }
    scalar result = 1;
    for (int64_t left = (int64_t)b; left > 0; left >>= 1) {
        result = left % 2 != 0 ? multiply(result, a) : result;
        a = multiply(a, a);
    }
    return result;
}

// b may be 0, and -1, by which the least number cannot be divided
static scalar remainder_below(scalar a, scalar b)
{
    if (b == 0 || add(b, 1) == 0) {
        return 0;
    }
    scalar rest = a % b;
    return rest != 0 && is_negative(rest) != is_negative(b) ? add(rest, b) : rest;
}

static scalar floor_divide(scalar a, scalar b)
{
    if (b == 0 || add(b, 1) == 0) {
        return b == 0 ? 0 : negate(a);
    }
    // the quotient first: a less its remainder may be out of range
    scalar rest = a % b;
    bool is_above = rest != 0 && is_negative(rest) != is_negative(b);
    return is_above ? subtract(a / b, 1) : a / b;
}

HY_MAP(copy)
HY_MAP(negate)
HY_MAP(absolute)
HY_MAP(sign)
HY_MAP(rectify)

// the others round, which whole numbers are already
const row_function HY_NAME(cpu_unary_rows)[HY_UNARY_COUNT] = {
    [HY_UNARY_COPY] = map_copy, [HY_UNARY_NEG] = map_negate,   [HY_UNARY_ABS] = map_absolute,
    [HY_UNARY_SIGN] = map_sign, [HY_UNARY_RELU] = map_rectify, [HY_UNARY_FLOOR] = map_copy,
    [HY_UNARY_CEIL] = map_copy, [HY_UNARY_ROUND] = map_copy,
};

HY_COMBINE(add)
HY_COMBINE(subtract)
HY_COMBINE(multiply)
HY_COMBINE(power)
HY_COMBINE(greater)
HY_COMBINE(lesser)
HY_COMBINE(mask)
HY_COMBINE(remainder_below)
HY_COMBINE(floor_divide)

const row_function HY_NAME(cpu_binary_rows)[HY_BINARY_COUNT] = {
    [HY_BINARY_ADD] = combine_add,
    [HY_BINARY_SUB] = combine_subtract,
    [HY_BINARY_MUL] = combine_multiply,
    [HY_BINARY_POW] = combine_power,
    [HY_BINARY_MAXIMUM] = combine_greater,
    [HY_BINARY_MINIMUM] = combine_lesser,
    [HY_BINARY_MASK] = combine_mask,
    [HY_BINARY_REMAINDER] = combine_remainder_below,
    [HY_BINARY_FLOOR_DIVIDE] = combine_floor_divide,
};
