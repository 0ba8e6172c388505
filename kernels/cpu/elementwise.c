#include "kernels/cpu/cursor.h"
#include "kernels/cpu/error_function.h"
#include "kernels/cpu/exponential.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/logarithm.h"
#include "kernels/cpu/rows.h"
#include "kernels/cpu/trigonometry.h"

#include <stdbool.h>
#include <tgmath.h>

HY_INLINE scalar absolute(scalar x)
{
    return fabs(x);
}

HY_INLINE scalar root(scalar x)
{
    return sqrt(x);
}

HY_INLINE scalar exponential(scalar x)
{
    return exp_of(x);
}

HY_INLINE scalar logarithm(scalar x)
{
    return log_of(x);
}

HY_INLINE scalar sine(scalar x)
{
    return sin(x);
}

HY_INLINE scalar cosine(scalar x)
{
    return cos(x);
}

HY_INLINE scalar error_function(scalar x)
{
    return erf_of(x);
}

HY_INLINE scalar hyperbolic_tangent(scalar x)
{
    return tanh_of(x);
}

HY_INLINE scalar logistic(scalar x)
{
    return logistic_of(x);
}

HY_INLINE scalar gelu(scalar x)
{
    // the limit at -infinity is 0, where the product would be no number
    return x == -(scalar)INFINITY ? 0 : x * normal_below(x);
}

HY_INLINE scalar softplus(scalar x)
{
    return rectify(x) + log1p_of_unit(exp_of(-fabs(x)));
}

HY_INLINE scalar reciprocal_root(scalar x)
{
    return 1 / sqrt(x);
}

HY_INLINE scalar exponential_minus_one(scalar x)
{
    return expm1_of(x);
}

HY_INLINE scalar logarithm_of_one_plus(scalar x)
{
    return log1p_of(x);
}

HY_INLINE scalar round_down(scalar x)
{
    return floor(x);
}

HY_INLINE scalar round_up(scalar x)
{
    return ceil(x);
}

HY_INLINE scalar round_to_even(scalar x)
{
    return rint(x);
}

HY_INLINE scalar divide(scalar a, scalar b)
{
    return a / b;
}

HY_INLINE scalar power(scalar a, scalar b)
{
    return b == 2 ? a * a : pow(a, b);
}

// what fmod gives is exact, and has the sign of a
HY_INLINE scalar remainder_below(scalar a, scalar b)
{
    scalar rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

HY_INLINE scalar floor_divide(scalar a, scalar b)
{
    scalar rest = fmod(a, b);
    bool is_above = rest != 0 && (rest < 0) != (b < 0);
    // without the rest the quotient is whole but for rounding
    return b == 0 ? a / b : rint((a - rest) / b) - is_above;
}

static bool are_bounded(size_t n, const scalar *a, ptrdiff_t step, scalar greatest)
{
    scalar_bits is_outside = 0;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {
        is_outside |= (scalar_bits) !(fabs(a[i * step]) <= greatest);
    }
    return !is_outside;
}

// Sines and cosines: a block with an argument too large for `fast` takes the C library's.
HY_INLINE void map_turns(size_t n, scalar *restrict out, ptrdiff_t out_step, const scalar *a,
                         ptrdiff_t step, scalar (*const f[2])(scalar))
{
    enum { BLOCK = 256 };
    for (size_t i = 0; i < n; i += BLOCK) {
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        const scalar *from = a + (ptrdiff_t)i * step;
        scalar *to = out + (ptrdiff_t)i * out_step;
        if (are_bounded(count, from, step, turns_greatest)) {
            map(count, to, out_step, from, step, f[0]);
        } else {
            map(count, to, out_step, from, step, f[1]);
        }
    }
}

// what takes more than an instruction or two
static void curve_row(hy_unary op, size_t n, scalar *restrict out, ptrdiff_t out_step,
                      const scalar *a, ptrdiff_t step)
{
    switch (op) {
    case HY_UNARY_EXP:
        map(n, out, out_step, a, step, exponential);
        break;
    case HY_UNARY_LOG:
        map(n, out, out_step, a, step, logarithm);
        break;
    case HY_UNARY_SIN:
        map_turns(n, out, out_step, a, step, (scalar(*const[])(scalar)){sin_of, sine});
        break;
    case HY_UNARY_COS:
        map_turns(n, out, out_step, a, step, (scalar(*const[])(scalar)){cos_of, cosine});
        break;
    case HY_UNARY_ERF:
        map(n, out, out_step, a, step, error_function);
        break;
    case HY_UNARY_TANH:
        map(n, out, out_step, a, step, hyperbolic_tangent);
        break;
    case HY_UNARY_SIGMOID:
        map(n, out, out_step, a, step, logistic);
        break;
    case HY_UNARY_GELU:
        map(n, out, out_step, a, step, gelu);
        break;
    case HY_UNARY_SOFTPLUS:
        map(n, out, out_step, a, step, softplus);
        break;
    case HY_UNARY_EXPM1:
        map(n, out, out_step, a, step, exponential_minus_one);
        break;
    case HY_UNARY_LOG1P:
        map(n, out, out_step, a, step, logarithm_of_one_plus);
        break;
    default:
        break;
    }
}

static void unary_row(hy_unary op, size_t n, scalar *restrict out, ptrdiff_t out_step,
                      const scalar *a, ptrdiff_t step)
{
    switch (op) {
    case HY_UNARY_COPY:
        map(n, out, out_step, a, step, copy);
        break;
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
    case HY_UNARY_SQRT:
        map(n, out, out_step, a, step, root);
        break;
    case HY_UNARY_RSQRT:
        map(n, out, out_step, a, step, reciprocal_root);
        break;
    case HY_UNARY_FLOOR:
        map(n, out, out_step, a, step, round_down);
        break;
    case HY_UNARY_CEIL:
        map(n, out, out_step, a, step, round_up);
        break;
    case HY_UNARY_ROUND:
        map(n, out, out_step, a, step, round_to_even);
        break;
    default:
        curve_row(op, n, out, out_step, a, step);
        break;
    }
}

HY_INLINE scalar square(scalar a)
{
    return a * a;
}

HY_INLINE scalar cube(scalar a)
{
    return a * a * a;
}

HY_INLINE scalar inverse(scalar a)
{
    return 1 / a;
}

HY_INLINE scalar inverse_square(scalar a)
{
    return 1 / (a * a);
}

// pow(-0, 1/2) is +0 and pow(-infinity, 1/2) infinite, which roots are not
HY_INLINE scalar power_of_half(scalar a)
{
    return a == -(scalar)INFINITY ? (scalar)INFINITY : sqrt(a + 0);
}

// Powers with one exponent that needs no logarithm; false for any other.
static bool simple_power_row(const pair_row *row)
{
    if (row->b_step != 0) {
        return false;
    }
    if (*row->b == 2) {
        map(row->n, row->out, 1, row->a, row->a_step, square);
    } else if (*row->b == (scalar)0.5) {
        map(row->n, row->out, 1, row->a, row->a_step, power_of_half);
    } else if (*row->b == 3) {
        map(row->n, row->out, 1, row->a, row->a_step, cube);
    } else if (*row->b == 1) {
        map(row->n, row->out, 1, row->a, row->a_step, copy);
    } else if (*row->b == -1) {
        map(row->n, row->out, 1, row->a, row->a_step, inverse);
    } else if (*row->b == -2) {
        map(row->n, row->out, 1, row->a, row->a_step, inverse_square);
    } else {
        return false;
    }
    return true;
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
    case HY_BINARY_DIV:
        combine(row, divide);
        break;
    case HY_BINARY_POW:
        if (!simple_power_row(row)) {
            combine(row, power);
        }
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
    // a lone row, as small work has it, needs no cursor
    if (loop->rank == 1) {
        pair_row row = {loop->extent[0],       loop->out,   loop->in[0],
                        loop->in_stride[0][0], loop->in[1], loop->in_stride[1][0]};
        binary_row(op, &row);
        return;
    }
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        pair_row row = {loop->extent[last],       at.out,   at.in[0],
                        loop->in_stride[0][last], at.in[1], loop->in_stride[1][last]};
        binary_row(op, &row);
    } while (cursor_next(&at, loop));
}
