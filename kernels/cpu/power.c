#include "kernels/cpu/power.h"

#include "kernels/cpu/rows.h"

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

HY_INLINE scalar inverse_of_half(scalar a)
{
    return 1 / power_of_half(a);
}

HY_MAP(copy)
HY_MAP(square)
HY_MAP(cube)
HY_MAP(inverse)
HY_MAP(inverse_square)
HY_MAP(power_of_half)
HY_MAP(inverse_of_half)
HY_COMBINE(power_of)

// A row of powers of which the base or the exponent is one number. It is written out: a loop with
// a constant would be taken apart by cases of the constant, and the parts not vectorised.
static void raise_with_constant(const row *r)
{
    enum { BLOCK = 64 };
    bool is_base = r->a_step == 0;
    scalar constants[BLOCK];
    for (size_t i = 0; i < BLOCK && i < r->n; i++) {
        constants[i] = is_base ? *r->a : *r->b;
    }
    for (size_t i = 0; i < r->n; i += BLOCK) {
        row block = {.n = r->n - i < BLOCK ? r->n - i : BLOCK,
                     .out = r->out + (ptrdiff_t)i * r->out_step,
                     .out_step = r->out_step,
                     .a = is_base ? constants : r->a + (ptrdiff_t)i * r->a_step,
                     .a_step = is_base ? 1 : r->a_step,
                     .b = is_base ? r->b + (ptrdiff_t)i * r->b_step : constants,
                     .b_step = is_base ? r->b_step : 1};
        combine_power_of(&block);
    }
}

// Those with one exponent that needs no logarithm are quicker.
void HY_NAME(cpu_combine_powers)(const row *r)
{
    scalar exponent = r->b_step == 0 ? *r->b : 0;
    if (exponent == 2) {
        map_square(r);
    } else if (exponent == (scalar)0.5) {
        map_power_of_half(r);
    } else if (exponent == 3) {
        map_cube(r);
    } else if (exponent == 1) {
        map_copy(r);
    } else if (exponent == -1) {
        map_inverse(r);
    } else if (exponent == -2) {
        map_inverse_square(r);
    } else if (exponent == -(scalar)0.5) {
        map_inverse_of_half(r);
    } else if (r->a_step == 0 || r->b_step == 0) {
        raise_with_constant(r);
    } else {
        combine_power_of(r);
    }
}
