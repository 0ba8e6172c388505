/// Tiles: elements that stay in vector registers while one function after the other is applied.
///
/// A program acts on an accumulator, a tile of TILE_LENGTH elements, and on operands in memory. A
/// step applies one function or two, and ends by calling the next step with the accumulator as
/// arguments, which by the calling convention are eight vector registers. Measured for ten
/// functions in f32, four of them of a constant, with AVX2: 0.19 ns an element, against 0.17 of the
/// same functions compiled in one loop, 0.23 when steps look up constants and wrap positions, 0.35
/// with one function a step and constants spread in memory, and more than twice that with a switch
/// in a loop over steps.
#pragma once

#include "kernels/cpu/vector.h"

enum { TILE_VECTORS = 8, TILE_LENGTH = TILE_VECTORS * VECTOR_LENGTH };

typedef enum tile_code {
    TILE_NONE,
    TILE_STORE,
    TILE_STREAM,  ///< TILE_STORE past the caches.
    TILE_NEG,
    TILE_ABS,
    TILE_RELU,
    TILE_LOAD,  ///< The accumulator becomes the operand. From here on codes have one to read:
    TILE_ADD,
    TILE_SUB,
    TILE_MUL,
    TILE_DIV,
    TILE_MAXIMUM,
    TILE_MINIMUM,
    TILE_MASK,
    TILE_ONE,  ///< Added to a code: its operand is one element for all.
    TILE_LOAD_ONE = TILE_LOAD + TILE_ONE,
    TILE_ADD_ONE,
    TILE_SUB_ONE,
    TILE_MUL_ONE,
    TILE_DIV_ONE,
    TILE_MAXIMUM_ONE,
    TILE_MINIMUM_ONE,
    TILE_MASK_ONE,
    TILE_CODE_COUNT
} tile_code;

typedef struct tile_step tile_step;

// a macro, because eight accumulators in registers are the point of it: a struct of them would go
// through memory
#define TILE_PARAMETERS                                                                            \
    const tile_step *step, const tile_step *program, size_t position, size_t end, vector a,        \
        vector b, vector c, vector d, vector e, vector f, vector g, vector h
#define TILE_ARGUMENTS step, program, position, end, a, b, c, d, e, f, g, h

/// Runs a step, and then the steps after it.
typedef void tile_function(TILE_PARAMETERS);

struct tile_step {
    tile_function *run;
    const scalar *from[2];  ///< What the functions read, from position 0 on; NULL for one[].
    scalar *to;             ///< What TILE_STORE and TILE_STREAM write.
    scalar one[2];          ///< Operands that are one element.
};

/// What runs a step of two functions, or of one and TILE_NONE; NULL for pairs that are no step.
/// TILE_STORE is always the second, TILE_STREAM with TILE_NONE before it.
extern tile_function *const HY_NAME(cpu_tile_functions)[TILE_CODE_COUNT][TILE_CODE_COUNT];

/// What runs a step that asks for what is read some tiles later, from[0]: the elements of a result
/// that is written past the caches come from memory, which a processor that computes with them
/// does not see coming soon enough.
tile_function HY_NAME(cpu_tile_fetch);

/// What runs the step after the last: goes on to the next tile.
tile_function HY_NAME(cpu_tile_end);

/// Runs a program, whose last step is the end, over elements `begin` to `end` - 1: whole tiles.
HY_INLINE void tile_run(const tile_step *program, size_t begin, size_t end)
{
    // few tiles at a time: where a compiler does not turn last calls into jumps, steps take stack
    enum { MOST_LENGTH = 64 * TILE_LENGTH };
    vector none = {0};
    for (size_t i = begin; i < end; i += MOST_LENGTH) {
        size_t stop = end - i < MOST_LENGTH ? end : i + MOST_LENGTH;
        program->run(program, program, i, stop, none, none, none, none, none, none, none, none);
    }
}
