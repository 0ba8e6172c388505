#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"
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
    return subtract(a, remainder_below(a, b)) / b;
}

static void unary_row(hy_unary op, size_t n, scalar *restrict out, ptrdiff_t out_step,
                      const scalar *a, ptrdiff_t step)
{
    switch (op) {
    case HY_UNARY_NEG:
        map(n, out, out_step, a, step, negate);
        break;
    case HY_UNARY_ABS:
        map(n, out, out_step, a, step, absolute);
        break;
    case HY_UNARY_SIGN:
        map(n, out, out_step, a, step, sign);
        break;
    case HY_UNARY_RELU:
        map(n, out, out_step, a, step, rectify);
        break;
    default:
        map(n, out, out_step, a, step, copy);
        break;
    }
}

static void binary_row(hy_binary op, const pair_row *row)
{
    switch (op) {
    case HY_BINARY_ADD:
        combine(row, add);
        break;
    case HY_BINARY_SUB:
        combine(row, subtract);
        break;
    case HY_BINARY_MUL:
        combine(row, multiply);
        break;
    case HY_BINARY_POW:
        combine(row, power);
        break;
    case HY_BINARY_MAXIMUM:
        combine(row, greater);
        break;
    case HY_BINARY_MINIMUM:
        combine(row, lesser);
        break;
    case HY_BINARY_MASK:
        combine(row, mask);
        break;
    case HY_BINARY_REMAINDER:
        combine(row, remainder_below);
        break;
    case HY_BINARY_FLOOR_DIVIDE:
        combine(row, floor_divide);
        break;
    case HY_BINARY_DIV:
    case HY_BINARY_COUNT:
        break;
    }
}

void HY_NAME(cpu_unary)(hy_unary op, const hy_loop *loop)
{
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        unary_row(op, loop->extent[last], at.out, loop->out_stride[last], at.in[0],
                  loop->in_stride[0][last]);
    } while (cursor_next(&at, loop));
}

void HY_NAME(cpu_binary)(hy_binary op, const hy_loop *loop)
{
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        pair_row row = {loop->extent[last],       at.out,   at.in[0],
                        loop->in_stride[0][last], at.in[1], loop->in_stride[1][last]};
        binary_row(op, &row);
    } while (cursor_next(&at, loop));
}
