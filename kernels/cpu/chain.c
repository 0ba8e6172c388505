#include "kernels/cpu/kernels.h"
#include "kernels/cpu/tile.h"

// Cheap functions are fused in registers, tile by tile. A chain with any other function, and the
// elements after the last whole tile, run through the row kernels, block by block in the
// first-level cache. So does a lone function, which has nothing to be fused with, in one row.

enum { BLOCK_LENGTH = 4 * TILE_LENGTH };
// each step may load, store and apply; the end is one more
enum { MAX_TILE_STEPS = 3 * HY_CHAIN_MAX_STEPS + 1 };

/// Memory for the results of steps.
typedef struct workspace {
    _Alignas(64) scalar results[HY_CHAIN_MAX_STEPS][BLOCK_LENGTH];
} workspace;

// TILE_NONE when the function is none of tiles.
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

/// A program being written.
typedef struct writer {
    const hy_chain *chain;
    workspace *w;
    tile_step *program;
    int count;        ///< Steps so far; functions go to the last one.
    tile_code first;  ///< Of the last step.
    bool is_open;     ///< It has no second function yet.
} writer;

// Adds a function, to the last step if the two make a step; returns which of its functions it is.
static int write_function(writer *to, tile_code code)
{
    tile_function *joint = to->is_open ? HY_NAME(cpu_tile_functions)[to->first][code] : NULL;
    to->is_open = !joint && code != TILE_STORE;
    if (joint) {
        to->program[to->count - 1].run = joint;
        return 1;
    }
    tile_code second = to->is_open ? TILE_NONE : TILE_STORE;
    to->first = to->is_open ? code : TILE_NONE;
    to->program[to->count++] = (tile_step){.run = HY_NAME(cpu_tile_functions)[to->first][second]};
    return second == TILE_STORE;
}

// Adds a function that reads a value.
static void write_reading(writer *to, tile_code code, int value)
{
    const hy_chain *chain = to->chain;
    bool is_input = value < chain->input_count;
    bool is_one = is_input && chain->is_constant[value];
    int which = write_function(to, is_one ? code + TILE_ONE : code);
    tile_step *step = &to->program[to->count - 1];
    step->from[which] = is_input ? chain->in[value] : to->w->results[value - chain->input_count];
    step->mask[which] = is_input ? SIZE_MAX : 0;
}

static void write_store(writer *to, scalar *place, size_t mask)
{
    (void)write_function(to, TILE_STORE);
    to->program[to->count - 1].to = place;
    to->program[to->count - 1].mask[1] = mask;
}

// Compiles a chain; false when it has a function that tiles don't have.
static bool compile(const hy_chain *chain, workspace *w, tile_step program[MAX_TILE_STEPS])
{
    writer to = {.chain = chain, .w = w, .program = program};
    for (int i = 0; i < chain->step_count; i++) {
        const hy_chain_step *step = &chain->steps[i];
        tile_code code = code_of(step);
        if (code == TILE_NONE) {
            return false;
        }
        int slot = i > 0 ? carried(step, chain->input_count + i - 1) : -1;
        if (slot < 0) {
            slot = 0;
            write_reading(&to, TILE_LOAD, step->from[0]);
        }
        if (step->count == 2) {
            write_reading(&to, code, step->from[1 - slot]);
        } else {
            (void)write_function(&to, code);
        }
        if (is_stored(chain, i)) {
            write_store(&to, w->results[i], 0);
        }
    }
    write_store(&to, chain->out, SIZE_MAX);
    program[to.count].run = HY_NAME(cpu_tile_end);
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
    bool is_lone = chain->step_count == 1;
    if (!is_lone && compile(chain, &w, program)) {
        begin = chain->count / TILE_LENGTH * TILE_LENGTH;
        tile_run(program, begin);
    }
    while (begin < chain->count) {
        size_t rest = chain->count - begin;
        size_t length = is_lone || rest < BLOCK_LENGTH ? rest : BLOCK_LENGTH;
        for (int i = 0; i < chain->step_count; i++) {
            run_row(chain, &w, i, begin, length);
        }
        begin += length;
    }
}
