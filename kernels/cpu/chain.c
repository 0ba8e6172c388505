#include "kernels/cpu/kernels.h"
#include "kernels/cpu/tile.h"

// Cheap functions that follow one another are a segment: they are fused in registers, tile by tile.
// Every other function is a segment of its own and runs through its row kernel, as do a lone one,
// which has nothing to be fused with, and the elements after the last whole tile. Segments take
// turns block by block, in the first-level cache.

enum { BLOCK_LENGTH = 4 * TILE_LENGTH };
// each step may load, apply, store and end a segment
enum { MAX_TILE_STEPS = 4 * HY_CHAIN_MAX_STEPS };

/// Steps that run together.
typedef struct segment {
    int begin, end;
    const tile_step *program;  ///< NULL for one that runs through its row kernel.
} segment;

/// A chain made ready.
typedef struct machine {
    hy_chain chain;  ///< Its pointers go from row to row.
    int segment_count;
    segment segments[HY_CHAIN_MAX_STEPS];
    int tile_step_count;
    tile_step tile_steps[MAX_TILE_STEPS];
    tile_code first;  ///< Of the last tile step,
    bool is_open;     ///< which has no second function yet.
    _Alignas(64) scalar results[HY_CHAIN_MAX_STEPS][BLOCK_LENGTH];
} machine;

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

// Which operand of step `i` the accumulator already is; -1 for none.
static int carried(const hy_chain *chain, int i)
{
    const hy_chain_step *step = &chain->steps[i];
    int value = chain->input_count + i - 1;
    if (i == 0 || code_of(step) == TILE_NONE || code_of(step - 1) == TILE_NONE) {
        return -1;
    }
    if (step->from[0] == value) {
        return 0;
    }
    return is_commutative(step) && step->from[1] == value ? 1 : -1;
}

// Whether step `j` reads `value` from memory.
static bool is_read_by(const hy_chain *chain, int j, int value)
{
    const hy_chain_step *step = &chain->steps[j];
    int slot = value == chain->input_count + j - 1 ? carried(chain, j) : -1;
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

static tile_step *last_step(machine *m)
{
    return &m->tile_steps[m->tile_step_count - 1];
}

// Adds a function, to the last step if the two make a step; returns which of its functions it is.
static int write_function(machine *m, tile_code code)
{
    tile_function *joint = m->is_open ? HY_NAME(cpu_tile_functions)[m->first][code] : NULL;
    m->is_open = !joint && code != TILE_STORE;
    if (joint) {
        last_step(m)->run = joint;
        return 1;
    }
    tile_code second = m->is_open ? TILE_NONE : TILE_STORE;
    m->first = m->is_open ? code : TILE_NONE;
    m->tile_steps[m->tile_step_count++] =
        (tile_step){.run = HY_NAME(cpu_tile_functions)[m->first][second]};
    return second == TILE_STORE;
}

// Adds a function that reads a value.
static void write_reading(machine *m, tile_code code, int value)
{
    const hy_chain *chain = &m->chain;
    bool is_input = value < chain->input_count;
    bool is_one = is_input && chain->kind[value] == HY_CHAIN_ONE;
    int which = write_function(m, is_one ? code + TILE_ONE : code);
    tile_step *step = last_step(m);
    step->from[which] = is_input ? chain->in[value] : m->results[value - chain->input_count];
    step->mask[which] = is_input ? SIZE_MAX : BLOCK_LENGTH - 1;
    step->stride[which] = is_input && chain->kind[value] == HY_CHAIN_ALL ? chain->columns : 0;
}

// Adds what writes down the result of step `i`.
static void write_store(machine *m, int i)
{
    bool is_last = i == m->chain.step_count - 1;
    (void)write_function(m, TILE_STORE);
    tile_step *step = last_step(m);
    step->to = is_last ? m->chain.out : m->results[i];
    step->mask[1] = is_last ? SIZE_MAX : BLOCK_LENGTH - 1;
    step->stride[1] = is_last ? m->chain.columns : 0;
}

static void write_step(machine *m, int i)
{
    const hy_chain_step *step = &m->chain.steps[i];
    tile_code code = code_of(step);
    int slot = carried(&m->chain, i);
    if (slot < 0) {
        slot = 0;
        write_reading(m, TILE_LOAD, step->from[0]);
    }
    if (step->count == 2) {
        write_reading(m, code, step->from[1 - slot]);
    } else {
        (void)write_function(m, code);
    }
    if (i == m->chain.step_count - 1 || is_stored(&m->chain, i)) {
        write_store(m, i);
    }
}

static bool is_fused(const hy_chain *chain, int i)
{
    return chain->step_count > 1 && code_of(&chain->steps[i]) != TILE_NONE;
}

// The end of the segment that step `i` begins.
static int end_of(const hy_chain *chain, int i)
{
    bool does_fuse = is_fused(chain, i);
    do {
        i++;
    } while (does_fuse && i < chain->step_count && is_fused(chain, i));
    return i;
}

static void compile(machine *m)
{
    for (int i = 0; i < m->chain.step_count;) {
        segment *next = &m->segments[m->segment_count++];
        *next = (segment){.begin = i, .end = end_of(&m->chain, i)};
        if (!is_fused(&m->chain, i)) {
            i = next->end;
            continue;
        }
        next->program = &m->tile_steps[m->tile_step_count];
        for (; i < next->end; i++) {
            write_step(m, i);
        }
        m->tile_steps[m->tile_step_count++] = (tile_step){.run = HY_NAME(cpu_tile_end)};
        m->is_open = false;
    }
}

// Step `i` over `length` elements from `begin` on, through its row kernel.
static void run_row(machine *m, int i, size_t begin, size_t length)
{
    const hy_chain *chain = &m->chain;
    const hy_chain_step *step = &chain->steps[i];
    size_t place = begin % BLOCK_LENGTH;
    bool is_last = i == chain->step_count - 1;
    hy_loop loop = {.rank = 1,
                    .extent = {length},
                    .out = is_last ? (scalar *)chain->out + begin : m->results[i] + place,
                    .out_stride = {1}};
    for (int k = 0; k < step->count; k++) {
        int value = step->from[k];
        bool is_input = value < chain->input_count;
        bool is_one = is_input && chain->kind[value] == HY_CHAIN_ONE;
        loop.in[k] = is_input ? (const scalar *)chain->in[value] + (is_one ? 0 : begin)
                              : m->results[value - chain->input_count] + place;
        loop.in_stride[k][0] = !is_one;
    }
    if (step->count == 1) {
        HY_NAME(cpu_unary)((hy_unary)step->op, &loop);
    } else {
        HY_NAME(cpu_binary)((hy_binary)step->op, &loop);
    }
}

static void run_segment(machine *m, const segment *s, size_t begin, size_t length)
{
    size_t done = s->program ? length / TILE_LENGTH * TILE_LENGTH : 0;
    if (done > 0) {
        tile_run(s->program, begin, begin + done);
    }
    for (int i = s->begin; i < s->end && done < length; i++) {
        run_row(m, i, begin + done, length - done);
    }
}

static void run_all_columns(machine *m)
{
    size_t columns = m->chain.columns;
    // a lone segment waits for no other
    size_t block = m->segment_count == 1 ? columns : BLOCK_LENGTH;
    for (size_t begin = 0; begin < columns; begin += block) {
        size_t length = columns - begin < block ? columns - begin : block;
        for (int i = 0; i < m->segment_count; i++) {
            run_segment(m, &m->segments[i], begin, length);
        }
    }
}

static void go_to_next_row(machine *m)
{
    hy_chain *chain = &m->chain;
    for (int i = 0; i < chain->input_count; i++) {
        bool is_all = chain->kind[i] == HY_CHAIN_ALL;
        chain->in[i] = (const scalar *)chain->in[i] + (is_all ? chain->columns : 0);
    }
    chain->out = (scalar *)chain->out + chain->columns;
    for (int i = 0; i < m->tile_step_count; i++) {
        tile_step *step = &m->tile_steps[i];
        for (int k = 0; k < 2; k++) {
            step->from[k] = step->from[k] ? step->from[k] + step->stride[k] : NULL;
        }
        step->to = step->to ? step->to + step->stride[1] : NULL;
    }
}

void HY_NAME(cpu_chain)(const hy_chain *chain)
{
    machine m;
    m.chain = *chain;
    m.segment_count = 0;
    m.tile_step_count = 0;
    m.is_open = false;
    compile(&m);
    run_all_columns(&m);
    for (size_t row = 1; row < chain->rows; row++) {
        go_to_next_row(&m);
        run_all_columns(&m);
    }
}
