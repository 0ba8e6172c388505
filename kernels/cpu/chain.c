#include "kernels/cpu/kernels.h"
#include "kernels/cpu/tile.h"

// Cheap functions are fused in registers, tile by tile. A chain with any other function, and the
// elements after the last whole tile, run through the row kernels, block by block in the
// first-level cache.

enum { BLOCK_LENGTH = 4 * TILE_LENGTH };
// each step may load, store and apply; the end is one more
enum { MAX_TILE_STEPS = 3 * HY_CHAIN_MAX_STEPS + 1 };

/// Memory for the results of steps, and for constants as long as a tile.
typedef struct workspace {
    _Alignas(64) scalar results[HY_CHAIN_MAX_STEPS][BLOCK_LENGTH];
    _Alignas(64) scalar constants[HY_CHAIN_MAX_INPUTS][TILE_LENGTH];
} workspace;

// TILE_END when the function is none of tiles.
static tile_code code_of(const hy_chain_step *step)
{
    static const tile_code unary[HY_UNARY_COUNT] = {
        [HY_UNARY_NEG] = TILE_NEG,
        [HY_UNARY_ABS] = TILE_ABS,
        [HY_UNARY_RELU] = TILE_RELU,
    };
    static const tile_code binary[HY_BINARY_COUNT] = {
        [HY_BINARY_ADD] = TILE_ADD,         [HY_BINARY_SUB] = TILE_SUB,
        [HY_BINARY_MUL] = TILE_MUL,         [HY_BINARY_DIV] = TILE_DIV,
        [HY_BINARY_MAXIMUM] = TILE_MAXIMUM, [HY_BINARY_MINIMUM] = TILE_MINIMUM,
        [HY_BINARY_MASK] = TILE_MASK,
    };
    return step->count == 1 ? unary[step->op] : binary[step->op];
}

static bool is_commutative(const hy_chain_step *step)
{
    return step->count == 2 && (step->op == HY_BINARY_ADD || step->op == HY_BINARY_MUL);
}

// Which operand of a step the accumulator is, when it holds `value`; -1 for none.
static int carried(const hy_chain_step *step, int value)
{
    if (step->from[0] == value) {
        return 0;
    }
    return is_commutative(step) && step->from[1] == value ? 1 : -1;
}

// Whether step `j` reads `value` from memory.
static bool is_read_by(const hy_chain *chain, int j, int value)
{
    const hy_chain_step *step = &chain->steps[j];
    int slot = value == chain->input_count + j - 1 ? carried(step, value) : -1;
    return (step->from[0] == value && slot != 0) ||
           (step->count == 2 && step->from[1] == value && slot != 1);
}

static bool is_stored(const hy_chain *chain, int i)
{
    for (int j = i + 1; j < chain->step_count; j++) {
        if (is_read_by(chain, j, chain->input_count + i)) {
            return true;
        }
    }
    return false;
}

static tile_step read_step(const hy_chain *chain, const workspace *w, tile_code code, int value)
{
    tile_function *run = HY_NAME(cpu_tile_functions)[code];
    if (value >= chain->input_count) {
        return (tile_step){.run = run, .from = w->results[value - chain->input_count]};
    }
    return chain->is_constant[value]
               ? (tile_step){.run = run, .from = w->constants[value]}
               : (tile_step){.run = run, .from = chain->in[value], .mask = SIZE_MAX};
}

static void spread_constants(const hy_chain *chain, workspace *w)
{
    for (int i = 0; i < chain->input_count; i++) {
        for (int k = 0; chain->is_constant[i] && k < TILE_LENGTH; k++) {
            w->constants[i][k] = *(const scalar *)chain->in[i];
        }
    }
}

// Compiles a chain; false when it has a function that tiles don't have.
static bool compile(const hy_chain *chain, workspace *w, tile_step program[MAX_TILE_STEPS])
{
    tile_step *next = program;
    for (int i = 0; i < chain->step_count; i++) {
        const hy_chain_step *step = &chain->steps[i];
        tile_code code = code_of(step);
        if (code == TILE_END) {
            return false;
        }
        int slot = carried(step, chain->input_count + i - 1);
        if (slot < 0 || i == 0) {
            slot = 0;
            *next++ = read_step(chain, w, TILE_LOAD, step->from[0]);
        }
        *next++ = read_step(chain, w, code, step->from[step->count == 2 ? 1 - slot : 0]);
        if (is_stored(chain, i)) {
            *next++ =
                (tile_step){.run = HY_NAME(cpu_tile_functions)[TILE_STORE], .to = w->results[i]};
        }
    }
    *next++ = (tile_step){
        .run = HY_NAME(cpu_tile_functions)[TILE_STORE], .to = chain->out, .mask = SIZE_MAX};
    next->run = HY_NAME(cpu_tile_functions)[TILE_END];
    spread_constants(chain, w);
    return true;
}

// One step over the block of elements from `begin` on.
static void run_row(const hy_chain *chain, workspace *w, int i, size_t begin, size_t length)
{
    const hy_chain_step *step = &chain->steps[i];
    bool is_last = i == chain->step_count - 1;
    hy_loop loop = {.rank = 1,
                    .extent = {length},
                    .out = is_last ? (scalar *)chain->out + begin : w->results[i],
                    .out_stride = {1}};
    for (int k = 0; k < step->count; k++) {
        int value = step->from[k];
        bool is_input = value < chain->input_count;
        bool is_row = !(is_input && chain->is_constant[value]);
        loop.in[k] = is_input ? (const scalar *)chain->in[value] + (is_row ? begin : 0)
                              : w->results[value - chain->input_count];
        loop.in_stride[k][0] = is_row;
    }
    if (step->count == 1) {
        HY_NAME(cpu_unary)((hy_unary)step->op, &loop);
    } else {
        HY_NAME(cpu_binary)((hy_binary)step->op, &loop);
    }
}

void HY_NAME(cpu_chain)(const hy_chain *chain)
{
    workspace w;
    tile_step program[MAX_TILE_STEPS];
    size_t begin = 0;
    if (compile(chain, &w, program)) {
        begin = chain->count / TILE_LENGTH * TILE_LENGTH;
        tile_run(program, begin);
    }
    while (begin < chain->count) {
        size_t rest = chain->count - begin;
        size_t length = rest < BLOCK_LENGTH ? rest : BLOCK_LENGTH;
        for (int i = 0; i < chain->step_count; i++) {
            run_row(chain, &w, i, begin, length);
        }
        begin += length;
    }
}
