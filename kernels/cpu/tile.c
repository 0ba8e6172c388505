#include "kernels/cpu/tile.h"

HY_INLINE vector select_where(vector_bits where, vector yes, vector no)
{
    return (vector)((where & (vector_bits)yes) | (~where & (vector_bits)no));
}

HY_INLINE vector_bits is_nan(vector x)
{
    return x != x;  // NOLINT(misc-redundant-expression): only a NaN differs from itself
}

HY_INLINE vector absolute(vector x)
{
    vector sign_bit = -(vector){0};
    return (vector)((vector_bits)x & ~(vector_bits)sign_bit);
}

// The function of `code`, element by element what the row kernels compute (functions.c).
HY_INLINE vector apply(tile_code code, vector x, vector operand)
{
    switch (code) {
    case TILE_LOAD:
        return operand;
    case TILE_NEG:
        return -x;
    case TILE_ABS:
        return absolute(x);
    case TILE_RELU:
        return vector_rectify(x);
    case TILE_ADD:
        return x + operand;
    case TILE_SUB:
        return x - operand;
    case TILE_MUL:
        return x * operand;
    case TILE_DIV:
        return x / operand;
    case TILE_MAXIMUM:
        return select_where((x > operand) | is_nan(x), x, operand);
    case TILE_MINIMUM:
        return select_where((x < operand) | is_nan(x), x, operand);
    case TILE_MASK:
        return (vector)((operand > 0) & (vector_bits)x);
    default:
        return x;
    }
}

// a step has a parameter for each accumulator, see tile.h
// NOLINTBEGIN(readability-function-size)

// `code` is a constant wherever this is inlined, so only one function remains of all
HY_INLINE void pass(tile_code code, TILE_PARAMETERS)
{
    vector tile[TILE_VECTORS] = {a, b, c, d, e, f, g, h};
    size_t offset = position & step->mask;
#pragma GCC unroll 8
    for (size_t i = 0; i < TILE_VECTORS; i++) {
        size_t part = offset + i * VECTOR_LENGTH;
        if (code == TILE_STORE) {
            vector_store(step->to + part, tile[i]);
        } else {
            tile[i] = apply(code, tile[i], vector_load(step->from + part));
        }
    }
    step++;
    step->run(step, position, tile[0], tile[1], tile[2], tile[3], tile[4], tile[5], tile[6],
              tile[7]);
}

static void run_end(TILE_PARAMETERS)
{
    (void)step, (void)position, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g,
        (void)h;
}

static void run_load(TILE_PARAMETERS)
{
    pass(TILE_LOAD, TILE_ARGUMENTS);
}

static void run_store(TILE_PARAMETERS)
{
    pass(TILE_STORE, TILE_ARGUMENTS);
}

static void run_neg(TILE_PARAMETERS)
{
    pass(TILE_NEG, TILE_ARGUMENTS);
}

static void run_abs(TILE_PARAMETERS)
{
    pass(TILE_ABS, TILE_ARGUMENTS);
}

static void run_relu(TILE_PARAMETERS)
{
    pass(TILE_RELU, TILE_ARGUMENTS);
}

static void run_add(TILE_PARAMETERS)
{
    pass(TILE_ADD, TILE_ARGUMENTS);
}

static void run_sub(TILE_PARAMETERS)
{
    pass(TILE_SUB, TILE_ARGUMENTS);
}

static void run_mul(TILE_PARAMETERS)
{
    pass(TILE_MUL, TILE_ARGUMENTS);
}

static void run_div(TILE_PARAMETERS)
{
    pass(TILE_DIV, TILE_ARGUMENTS);
}

static void run_maximum(TILE_PARAMETERS)
{
    pass(TILE_MAXIMUM, TILE_ARGUMENTS);
}

static void run_minimum(TILE_PARAMETERS)
{
    pass(TILE_MINIMUM, TILE_ARGUMENTS);
}

static void run_mask(TILE_PARAMETERS)
{
    pass(TILE_MASK, TILE_ARGUMENTS);
}

// NOLINTEND(readability-function-size)

tile_function *const HY_NAME(cpu_tile_functions)[] = {
    [TILE_END] = run_end,   [TILE_LOAD] = run_load,       [TILE_STORE] = run_store,
    [TILE_NEG] = run_neg,   [TILE_ABS] = run_abs,         [TILE_RELU] = run_relu,
    [TILE_ADD] = run_add,   [TILE_SUB] = run_sub,         [TILE_MUL] = run_mul,
    [TILE_DIV] = run_div,   [TILE_MAXIMUM] = run_maximum, [TILE_MINIMUM] = run_minimum,
    [TILE_MASK] = run_mask,
};
