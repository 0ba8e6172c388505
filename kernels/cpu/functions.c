#include "kernels/cpu/angle.h"
#include "kernels/cpu/error_function.h"
#include "kernels/cpu/exponential.h"
#include "kernels/cpu/hyperbolic.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/logarithm.h"
#include "kernels/cpu/rows.h"
#include "kernels/cpu/trigonometry.h"

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

HY_INLINE scalar tangent(scalar x)
{
    return tan(x);
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

HY_INLINE bool is_bounded(scalar x)
{
    return fabs(x) <= turns_greatest;
}

static bool are_bounded(const row *r)
{
    scalar_bits is_outside = 0;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)r->n; i++) {
        is_outside |= (scalar_bits)!is_bounded(r->a[i * r->a_step]);
    }
    return !is_outside;
}

HY_INLINE void correct(const row *block, scalar (*slow)(scalar))
{
    for (ptrdiff_t i = 0; i < (ptrdiff_t)block->n; i++) {
        scalar x = block->a[i * block->a_step];
        scalar *out = &block->out[i * block->out_step];
        *out = is_bounded(x) ? *out : slow(x);
    }
}

// Sines, cosines and tangents: an argument too large for `fast` takes the C library's. Its
// neighbours do not, so that no result depends on how a row is cut.
HY_INLINE void map_turns(const row *all, scalar (*fast)(scalar), scalar (*slow)(scalar))
{
    enum { BLOCK = 256 };
    for (size_t i = 0; i < all->n; i += BLOCK) {
        row block = *all;
        block.n = all->n - i < BLOCK ? all->n - i : BLOCK;
        block.out += (ptrdiff_t)i * all->out_step;
        block.a += (ptrdiff_t)i * all->a_step;
        map(&block, fast);
        if (!are_bounded(&block)) {
            correct(&block, slow);
        }
    }
}

HY_MAP(copy)
HY_MAP(negate)
HY_MAP(absolute)
HY_MAP(sign)
HY_MAP(rectify)
HY_MAP(root)
HY_MAP(exponential)
HY_MAP(logarithm)
HY_MAP(error_function)
HY_MAP(hyperbolic_tangent)
HY_MAP(logistic)
HY_MAP(gelu)
HY_MAP(softplus)
HY_MAP(reciprocal_root)
HY_MAP(exponential_minus_one)
HY_MAP(logarithm_of_one_plus)
HY_MAP(round_down)
HY_MAP(round_up)
HY_MAP(round_to_even)
HY_MAP(asin_of)
HY_MAP(acos_of)
HY_MAP(atan_of)
HY_MAP(sinh_of)
HY_MAP(cosh_of)

static void map_sine(const row *r)
{
    map_turns(r, sin_of, sine);
}

static void map_cosine(const row *r)
{
    map_turns(r, cos_of, cosine);
}

static void map_tangent(const row *r)
{
    map_turns(r, tan_of, tangent);
}

const row_function HY_NAME(cpu_unary_rows)[HY_UNARY_COUNT] = {
    [HY_UNARY_COPY] = map_copy,
    [HY_UNARY_NEG] = map_negate,
    [HY_UNARY_ABS] = map_absolute,
    [HY_UNARY_SIGN] = map_sign,
    [HY_UNARY_RELU] = map_rectify,
    [HY_UNARY_SQRT] = map_root,
    [HY_UNARY_EXP] = map_exponential,
    [HY_UNARY_LOG] = map_logarithm,
    [HY_UNARY_SIN] = map_sine,
    [HY_UNARY_COS] = map_cosine,
    [HY_UNARY_ERF] = map_error_function,
    [HY_UNARY_TANH] = map_hyperbolic_tangent,
    [HY_UNARY_SIGMOID] = map_logistic,
    [HY_UNARY_GELU] = map_gelu,
    [HY_UNARY_SOFTPLUS] = map_softplus,
    [HY_UNARY_RSQRT] = map_reciprocal_root,
    [HY_UNARY_EXPM1] = map_exponential_minus_one,
    [HY_UNARY_LOG1P] = map_logarithm_of_one_plus,
    [HY_UNARY_FLOOR] = map_round_down,
    [HY_UNARY_CEIL] = map_round_up,
    [HY_UNARY_ROUND] = map_round_to_even,
    [HY_UNARY_TAN] = map_tangent,
    [HY_UNARY_ASIN] = map_asin_of,
    [HY_UNARY_ACOS] = map_acos_of,
    [HY_UNARY_ATAN] = map_atan_of,
    [HY_UNARY_SINH] = map_sinh_of,
    [HY_UNARY_COSH] = map_cosh_of,
};

HY_COMBINE(add)
HY_COMBINE(subtract)
HY_COMBINE(multiply)
HY_COMBINE(divide)
HY_COMBINE(greater)
HY_COMBINE(lesser)
HY_COMBINE(mask)
HY_COMBINE(angle_of)

const row_function HY_NAME(cpu_binary_rows)[HY_BINARY_COUNT] = {
    [HY_BINARY_ADD] = combine_add,
    [HY_BINARY_SUB] = combine_subtract,
    [HY_BINARY_MUL] = combine_multiply,
    [HY_BINARY_DIV] = combine_divide,
    [HY_BINARY_POW] = HY_NAME(cpu_combine_powers),
    [HY_BINARY_MAXIMUM] = combine_greater,
    [HY_BINARY_MINIMUM] = combine_lesser,
    [HY_BINARY_MASK] = combine_mask,
    [HY_BINARY_REMAINDER] = HY_NAME(cpu_combine_remainders),
    [HY_BINARY_FLOOR_DIVIDE] = HY_NAME(cpu_combine_quotients),
    [HY_BINARY_ATAN2] = combine_angle_of,
};
