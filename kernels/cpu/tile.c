#include "kernels/cpu/tile.h"

HY_INLINE vector select_where(vector_bits where, vector yes, vector no)
{
    return (vector)((where & (vector_bits)yes) | (~where & (vector_bits)no));
}

HY_INLINE vector absolute(vector x)
{
    vector sign_bit = -(vector){0};
    return (vector)((vector_bits)x & ~(vector_bits)sign_bit);
}

// The function of `code`, element by element what the row kernels compute (elementwise.c).
HY_INLINE vector apply(tile_code code, vector x, vector operand)
{
    switch (code % TILE_ONE) {
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
        return select_where((x > operand) | vector_is_nan(x), x, operand);
    case TILE_MINIMUM:
        return select_where((x < operand) | vector_is_nan(x), x, operand);
    case TILE_MASK:
        return (vector)((operand > 0) & (vector_bits)x);
    default:
        return x;
    }
}

/// Where a function of a step finds its operand.
typedef struct operand {
    const scalar *row;  ///< NULL when it has none, or one element.
    vector one;
} operand;

HY_INLINE operand operand_of(tile_code code, const tile_step *step, int which, size_t position)
{
    if (code >= TILE_ONE) {
        // minus 0 leaves every number as it is
        return (operand){.one = step->one[which] - (vector){0}};
    }
    return (operand){.row = code >= TILE_LOAD ? step->from[which] + position : NULL};
}

HY_INLINE vector load(tile_code code, const operand *from, size_t part)
{
    return code >= TILE_LOAD && code < TILE_ONE ? vector_load(from->row + part) : from->one;
}

// a step has a parameter for each accumulator, see tile.h, and is named after its codes
// NOLINTBEGIN(readability-function-size,readability-identifier-naming)

// the codes are constants wherever this is inlined, so little remains of it
HY_INLINE void pass(tile_code first, tile_code second, TILE_PARAMETERS)
{
    vector tile[TILE_VECTORS] = {a, b, c, d, e, f, g, h};
    operand x = operand_of(first, step, 0, position);
    operand y = operand_of(second, step, 1, position);
    bool does_write = second == TILE_STORE || second == TILE_STREAM;
    scalar *to = does_write ? step->to + position : NULL;
#pragma GCC unroll 8
    for (size_t i = 0; i < TILE_VECTORS; i++) {
        size_t part = i * VECTOR_LENGTH;
        tile[i] = apply(first, tile[i], load(first, &x, part));
        tile[i] = apply(second, tile[i], load(second, &y, part));
        if (second == TILE_STORE) {
            vector_store(to + part, tile[i]);
        } else if (second == TILE_STREAM) {
            vector_stream(to + part, tile[i]);
        }
    }
    step++;
    step->run(step, program, position, end, tile[0], tile[1], tile[2], tile[3], tile[4], tile[5],
              tile[6], tile[7]);
}

void HY_NAME(cpu_tile_fetch)(TILE_PARAMETERS)
{
    enum { AHEAD = 16 * TILE_LENGTH, LINE = 64 / sizeof(scalar) };
    const scalar *from = step->from[0] + position;
    for (size_t i = AHEAD; i < AHEAD + TILE_LENGTH; i += LINE) {
        __builtin_prefetch(from + i);
    }
    step++;
    step->run(step, program, position, end, a, b, c, d, e, f, g, h);
}

void HY_NAME(cpu_tile_end)(TILE_PARAMETERS)
{
    (void)step;
    position += TILE_LENGTH;
    if (position < end) {
        program->run(program, program, position, end, a, b, c, d, e, f, g, h);
    }
}

// macros, because each pair of functions is a function of its own and a place in the table: any
// alone or last, and of what is written most any two
#define TILE_ALONE(X, first)                                                                       \
    X(first, NONE)                                                                                 \
    X(first, STORE)
#define TILE_PAIRS_OF(X, first)                                                                    \
    TILE_ALONE(X, first)                                                                           \
    X(first, RELU)                                                                                 \
    X(first, ADD)                                                                                  \
    X(first, ADD_ONE)                                                                              \
    X(first, SUB)                                                                                  \
    X(first, SUB_ONE)                                                                              \
    X(first, MUL)                                                                                  \
    X(first, MUL_ONE)
#define TILE_PAIRS(X)                                                                              \
    X(NONE, STORE)                                                                                 \
    X(NONE, STREAM)                                                                                \
    TILE_PAIRS_OF(X, ABS)                                                                          \
    TILE_PAIRS_OF(X, RELU)                                                                         \
    TILE_PAIRS_OF(X, LOAD)                                                                         \
    TILE_PAIRS_OF(X, ADD)                                                                          \
    TILE_PAIRS_OF(X, ADD_ONE)                                                                      \
    TILE_PAIRS_OF(X, SUB)                                                                          \
    TILE_PAIRS_OF(X, SUB_ONE)                                                                      \
    TILE_PAIRS_OF(X, MUL)                                                                          \
    TILE_PAIRS_OF(X, MUL_ONE)                                                                      \
    TILE_ALONE(X, NEG)                                                                             \
    TILE_ALONE(X, LOAD_ONE)                                                                        \
    TILE_ALONE(X, DIV)                                                                             \
    TILE_ALONE(X, DIV_ONE)                                                                         \
    TILE_ALONE(X, MAXIMUM)                                                                         \
    TILE_ALONE(X, MAXIMUM_ONE)                                                                     \
    TILE_ALONE(X, MINIMUM)                                                                         \
    TILE_ALONE(X, MINIMUM_ONE)                                                                     \
    TILE_ALONE(X, MASK)                                                                            \
    TILE_ALONE(X, MASK_ONE)

#define TILE_DEFINE(first, second)                                                                 \
    static void run_##first##_##second(TILE_PARAMETERS)                                            \
    {                                                                                              \
        pass(TILE_##first, TILE_##second, TILE_ARGUMENTS);                                         \
    }
TILE_PAIRS(TILE_DEFINE)

// NOLINTEND(readability-function-size,readability-identifier-naming)

#define TILE_ENTRY(first, second) [TILE_##first][TILE_##second] = run_##first##_##second,
tile_function *const HY_NAME(cpu_tile_functions)[TILE_CODE_COUNT][TILE_CODE_COUNT] = {
    TILE_PAIRS(TILE_ENTRY)};
