#include "kernels/cpu/kernels.h"
#include "kernels/cpu/tile.h"

#include <stdatomic.h>
#include <string.h>

// Cheap functions that follow one another are a segment: they are fused in registers, tile by tile.
// Every other function is a segment of its own and runs through its row kernel, as do a lone one,
// which has nothing to be fused with, and rows that are shorter than a tile. Where a result is read
// from memory, all segments take turns block by block, in the first-level cache. Only whole tiles
// are written past the caches.

// whole tiles; measured with 1 and 2 KiB too, where turns cost up to a tenth
enum { BLOCK_LENGTH = 4096 / sizeof(scalar) };
// of arrays of 40 MB, 10 functions take 5 % less time with what they read fetched ahead, 5 to 7 as
// long, and a lone sum 15 % more
enum { LEAST_FETCHED_STEPS = 8 };
// each step may load, apply, store and end a segment; each input may be fetched
enum { MAX_TILE_STEPS = 4 * HY_CHAIN_MAX_STEPS + HY_CHAIN_MAX_INPUTS };
enum { MAX_OPERANDS = 2 * HY_CHAIN_MAX_STEPS + HY_CHAIN_MAX_INPUTS };

/// Steps that run together.
typedef struct segment {
    int begin, end;
    const tile_step *program;  ///< NULL for one that runs through its row kernel.
} segment;

/// An input that a tile step reads.
typedef struct operand {
    const scalar **from;  ///< Its place in the step.
    hy_chain_input kind;  ///< HY_CHAIN_ALL or HY_CHAIN_ROW.
} operand;

/// A chain made ready. Pointers to inputs and to `out` go from block to block, and row to row.
typedef struct machine {
    hy_chain chain;
    int segment_count;
    segment segments[HY_CHAIN_MAX_STEPS];
    int tile_step_count;
    tile_step tile_steps[MAX_TILE_STEPS];
    tile_code first;  ///< Of the last tile step,
    bool is_open;     ///< which has no second function yet.
    int operand_count;
    operand operands[MAX_OPERANDS];
    scalar **to;                         ///< `out` in a tile step; NULL in none.
    bool is_stored[HY_CHAIN_MAX_STEPS];  ///< Whether a result is read from memory,
    bool has_stored;                     ///< and whether any is.
    _Alignas(64) scalar results[HY_CHAIN_MAX_STEPS][BLOCK_LENGTH + TILE_LENGTH];
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

// Marks the results that a step reads, but for the one that it is handed over.
static void mark_read(machine *m, const hy_chain_step *step, int handed)
{
    int input_count = m->chain.input_count;
    for (int k = 0; k < step->count; k++) {
        if (step->from[k] >= input_count && k != handed) {
            m->is_stored[step->from[k] - input_count] = true;
            m->has_stored = true;
        }
    }
}

static void find_stored(machine *m)
{
    for (int i = 0; i < m->chain.step_count; i++) {
        mark_read(m, &m->chain.steps[i], carried(&m->chain, i));
    }
}

static tile_step *last_step(machine *m)
{
    return &m->tile_steps[m->tile_step_count - 1];
}

// Adds a function, to the last step if the two make a step; returns which of its functions it is.
static int write_function(machine *m, tile_code code)
{
    tile_function *joint = m->is_open ? HY_NAME(cpu_tile_functions)[m->first][code] : NULL;
    m->is_open = !joint && code != TILE_STORE && code != TILE_STREAM;
    if (joint) {
        last_step(m)->run = joint;
        return 1;
    }
    tile_code second = m->is_open ? TILE_NONE : code;
    m->first = m->is_open ? code : TILE_NONE;
    m->tile_steps[m->tile_step_count++] =
        (tile_step){.run = HY_NAME(cpu_tile_functions)[m->first][second]};
    return second != TILE_NONE;
}

// Lets a step read an input, wherever that goes.
static void read_input(machine *m, const scalar **from, int value)
{
    *from = m->chain.in[value];
    m->operands[m->operand_count++] = (operand){from, m->chain.kind[value]};
}

// Adds steps that fetch what the chain reads.
static void write_fetches(machine *m)
{
    for (int i = 0; i < m->chain.input_count; i++) {
        if (m->chain.kind[i] == HY_CHAIN_ALL) {
            m->tile_steps[m->tile_step_count++] = (tile_step){.run = HY_NAME(cpu_tile_fetch)};
            read_input(m, &last_step(m)->from[0], i);
        }
    }
}

// Adds a function that reads a value.
static void write_reading(machine *m, tile_code code, int value)
{
    const hy_chain *chain = &m->chain;
    if (value >= chain->input_count) {
        int which = write_function(m, code);
        last_step(m)->from[which] = m->results[value - chain->input_count];
    } else if (chain->kind[value] == HY_CHAIN_ONE) {
        int which = write_function(m, code + TILE_ONE);
        last_step(m)->one[which] = *(const scalar *)chain->in[value];
    } else {
        int which = write_function(m, code);
        read_input(m, &last_step(m)->from[which], value);
    }
}

// Adds what writes down the result of step `i`.
static void write_store(machine *m, int i)
{
    if (i < m->chain.step_count - 1) {
        (void)write_function(m, TILE_STORE);
        last_step(m)->to = m->results[i];
    } else {
        (void)write_function(m, m->chain.streams ? TILE_STREAM : TILE_STORE);
        m->to = &last_step(m)->to;
        *m->to = m->chain.out;
    }
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
    if (i == m->chain.step_count - 1 || m->is_stored[i]) {
        write_store(m, i);
    }
}

static bool is_fused(const hy_chain *chain, int i)
{
    bool is_lone = chain->step_count == 1 && !chain->streams;
    return !is_lone && code_of(&chain->steps[i]) != TILE_NONE;
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
        if (i == 0 && m->chain.streams && m->chain.step_count >= LEAST_FETCHED_STEPS) {
            write_fetches(m);
        }
        for (; i < next->end; i++) {
            write_step(m, i);
        }
        m->tile_steps[m->tile_step_count++] = (tile_step){.run = HY_NAME(cpu_tile_end)};
        m->is_open = false;
    }
}

// Step `i` over a block, through its row kernel.
static void run_row(machine *m, int i, size_t length)
{
    const hy_chain *chain = &m->chain;
    const hy_chain_step *step = &chain->steps[i];
    bool is_last = i == chain->step_count - 1;
    hy_loop loop = {.rank = 1,
                    .extent = {length},
                    .out = is_last ? chain->out : m->results[i],
                    .out_stride = {1}};
    for (int k = 0; k < step->count; k++) {
        int value = step->from[k];
        bool is_input = value < chain->input_count;
        loop.in[k] = is_input ? chain->in[value] : m->results[value - chain->input_count];
        loop.in_stride[k][0] = !is_input || chain->kind[value] != HY_CHAIN_ONE;
    }
    if (step->count == 1) {
        HY_NAME(cpu_unary)((hy_unary)step->op, &loop);
    } else {
        HY_NAME(cpu_binary)((hy_binary)step->op, &loop);
    }
}

static void run_segment(machine *m, const segment *s, size_t length)
{
    if (s->program && length >= TILE_LENGTH) {
        tile_run(s->program, 0, length / TILE_LENGTH * TILE_LENGTH);
        // the last tile may overlap the one before it, which changes nothing
        if (length % TILE_LENGTH > 0) {
            tile_run(s->program, length - TILE_LENGTH, length);
        }
        return;
    }
    for (int i = s->begin; i < s->end; i++) {
        run_row(m, i, length);
    }
}

// Moves the pointers to inputs of a kind.
static void move_inputs(machine *m, hy_chain_input kind, ptrdiff_t distance)
{
    hy_chain *chain = &m->chain;
    for (int i = 0; i < chain->input_count; i++) {
        if (chain->kind[i] == kind) {
            chain->in[i] = (const scalar *)chain->in[i] + distance;
        }
    }
    for (int i = 0; i < m->operand_count; i++) {
        if (m->operands[i].kind == kind) {
            *m->operands[i].from += distance;
        }
    }
}

static void move_out(machine *m, size_t distance)
{
    m->chain.out = (scalar *)m->chain.out + distance;
    if (m->to) {
        *m->to += distance;
    }
}

// The length of the next block, of so many elements that are left. The last one holds a tile, or
// only what is left after the tiles that are written past the caches.
static size_t next_block(const machine *m, size_t left)
{
    size_t tiles = left / TILE_LENGTH * TILE_LENGTH;
    size_t most = m->chain.streams && tiles > 0 ? tiles : left;
    // functions that wait for no result take no turns
    bool is_last = !m->has_stored || left < BLOCK_LENGTH + TILE_LENGTH;
    return is_last ? most : BLOCK_LENGTH;
}

static void run_all_columns(machine *m)
{
    size_t left = m->chain.columns;
    while (left > 0) {
        size_t length = next_block(m, left);
        for (int i = 0; i < m->segment_count; i++) {
            run_segment(m, &m->segments[i], length);
        }
        move_inputs(m, HY_CHAIN_ALL, (ptrdiff_t)length);
        move_inputs(m, HY_CHAIN_ROW, (ptrdiff_t)length);
        move_out(m, length);
        left -= length;
    }
    move_inputs(m, HY_CHAIN_ROW, -(ptrdiff_t)m->chain.columns);
}

// Whether every tile of `out` is aligned like a vector.
static bool is_aligned(const hy_chain *chain)
{
    bool are_rows = chain->rows == 1 || chain->columns % TILE_LENGTH == 0;
    return are_rows && (uintptr_t)chain->out % VECTOR_SIZE == 0;
}

void HY_NAME(cpu_chain)(const hy_chain *chain)
{
    machine m;
    m.chain = *chain;
    m.chain.streams = chain->streams && is_aligned(chain);
    m.segment_count = 0;
    m.tile_step_count = 0;
    m.is_open = false;
    m.operand_count = 0;
    m.to = NULL;
    memset(m.is_stored, 0, sizeof m.is_stored);
    m.has_stored = false;
    find_stored(&m);
    compile(&m);
    for (size_t row = 0; row < chain->rows; row++) {
        run_all_columns(&m);
    }
    if (m.chain.streams) {
        atomic_thread_fence(memory_order_seq_cst);
    }
}
