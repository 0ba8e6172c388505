#include "kernels/tape.h"

#include "kernels/tape_call.h"

#include <stdbool.h>
#include <string.h>

enum {
    LEAST_BLOCK_WORDS = 1 << 9,
    MOST_BLOCK_WORDS = 1 << 16,
    LOOP_HEAD_WORDS = 2,
    MOST_LOOP_WORDS = LOOP_HEAD_WORDS + HY_LOOP_MAX_INPUTS + HY_MAX_RANK * (2 + HY_LOOP_MAX_INPUTS),
    MOST_LOOPS = 2
};

/// Part of a tape; blocks double up to a limit.
typedef struct hy_tape_block {
    struct hy_tape_block *next;
    size_t size_bytes;
    size_t capacity;  ///< In words.
    size_t used;
    uintptr_t words[];
} hy_tape_block;

/// How many inputs and axes a written loop has.
typedef union loop_head {
    struct {
        uint16_t inputs, rank;
    };
    uintptr_t word;
} loop_head;

// a kernel is told nothing of who called it
static _Thread_local hy_tape *g_tape;

// tape_kernels.c, compiled once per element type
extern const hy_kernels tape_kernels_bool, tape_kernels_int32, tape_kernels_int64,
    tape_kernels_float, tape_kernels_double;
static const hy_backend noting = {"tape",
                                  {[HY_BOOL] = &tape_kernels_bool,
                                   [HY_I32] = &tape_kernels_int32,
                                   [HY_I64] = &tape_kernels_int64,
                                   [HY_F32] = &tape_kernels_float,
                                   [HY_F64] = &tape_kernels_double},
                                  NULL};

const hy_backend *hy_tape_begin(hy_tape *tape, const hy_tape_memory *memory,
                                const hy_backend *under)
{
    *tape = (hy_tape){.memory = *memory, .under = under};
    g_tape = tape;
    return &noting;
}

bool hy_tape_end(void)
{
    bool is_whole = !g_tape->has_failed;
    g_tape = NULL;
    return is_whole;
}

const hy_kernels *hy_tape_under(hy_dtype dtype)
{
    return g_tape->under->kernels[dtype];
}

static hy_tape_block *add_block(hy_tape *tape, size_t words)
{
    size_t capacity = tape->last ? 2 * tape->last->capacity : LEAST_BLOCK_WORDS;
    capacity = capacity < MOST_BLOCK_WORDS ? capacity : MOST_BLOCK_WORDS;
    capacity = capacity > words ? capacity : words;
    size_t size = sizeof(hy_tape_block) + capacity * sizeof(uintptr_t);
    hy_tape_block *block = tape->memory.allocate(tape->memory.user, size);
    if (!block) {
        tape->has_failed = true;
        return NULL;
    }
    *block = (hy_tape_block){.size_bytes = size, .capacity = capacity};
    if (tape->last) {
        tape->last->next = block;
    } else {
        tape->first = block;
    }
    tape->last = block;
    return block;
}

void hy_tape_note(const hy_tape_player *player, const void *args, size_t size_bytes)
{
    hy_tape *tape = g_tape;
    size_t count = (size_bytes + sizeof(uintptr_t) - 1) / sizeof(uintptr_t);
    size_t wanted = sizeof(hy_tape_call) / sizeof(uintptr_t) + count;
    hy_tape_block *block = tape->last;
    if (!block || block->capacity - block->used < wanted) {
        block = tape->has_failed ? NULL : add_block(tape, wanted);
    }
    if (block) {
        hy_tape_call *call = (hy_tape_call *)(block->words + block->used);
        *call = (hy_tape_call){player->play, player->kernels, player->told, count};
        memcpy(call->words, args, size_bytes);
        block->used += wanted;
        tape->count++;
    }
}

// Writes a loop without the inputs and axes that it does not have, and returns the end.
static uintptr_t *write_loop(const hy_loop *loop, int inputs, uintptr_t *to)
{
    *to++ = (loop_head){.inputs = (uint16_t)inputs, .rank = (uint16_t)loop->rank}.word;
    *to++ = (uintptr_t)loop->out;
    for (int i = 0; i < inputs; i++) {
        *to++ = (uintptr_t)loop->in[i];
    }
    for (int axis = 0; axis < loop->rank; axis++) {
        *to++ = loop->extent[axis];
        *to++ = (uintptr_t)loop->out_stride[axis];
        for (int i = 0; i < inputs; i++) {
            *to++ = (uintptr_t)loop->in_stride[i][axis];
        }
    }
    return to;
}

const uintptr_t *hy_tape_read_loop(const uintptr_t *words, hy_loop *loop)
{
    loop_head head = {.word = *words++};
    loop->rank = head.rank;
    loop->out = (void *)*words++;
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        loop->in[i] = i < head.inputs ? (const void *)*words++ : NULL;
    }
    for (int axis = 0; axis < loop->rank; axis++) {
        loop->extent[axis] = *words++;
        loop->out_stride[axis] = (ptrdiff_t)*words++;
        for (int i = 0; i < head.inputs; i++) {
            loop->in_stride[i][axis] = (ptrdiff_t)*words++;
        }
    }
    return words;
}

void hy_tape_note_loops(const hy_tape_player *player, const hy_loop *const loops[], int count,
                        int inputs)
{
    uintptr_t words[MOST_LOOPS * MOST_LOOP_WORDS];
    uintptr_t *end = words;
    for (int i = 0; i < count; i++) {
        end = write_loop(loops[i], inputs, end);
    }
    hy_tape_note(player, words, (size_t)(end - words) * sizeof(uintptr_t));
}

void hy_tape_note_check(const hy_tape_check *check)
{
    hy_tape_note(&(hy_tape_player){0}, check, sizeof *check);
}

// Whether a position is none of 1 .. limit: 0 and the negative ones are too large without a sign.
static inline bool is_outside(const hy_tape_check *check, size_t place)
{
    return (uint64_t)check->positions[place] - 1 >= check->limit;
}

size_t hy_tape_check_find(const hy_tape_check *check)
{
    size_t count = check->count;
    bool is_any_outside = false;
#pragma GCC unroll 8
    for (size_t place = 0; place < count; place++) {
        is_any_outside |= is_outside(check, place);
    }
    size_t first = is_any_outside ? 0 : count;
    while (first < count && !is_outside(check, first)) {
        first++;
    }
    return first;
}

// Runs a call, or returns it when it is a condition that does not hold.
static inline const hy_tape_check *run_call(const hy_tape_call *call)
{
    if (call->play) {
        call->play(call);
        return NULL;
    }
    const hy_tape_check *check = hy_tape_call_args(call);
    return hy_tape_check_find(check) < check->count ? check : NULL;
}

static const hy_tape_check *run_block(const hy_tape_block *block)
{
    const hy_tape_check *failed = NULL;
    const uintptr_t *at = block->words;
    const uintptr_t *end = at + block->used;
    while (at < end && !failed) {
        const hy_tape_call *call = (const hy_tape_call *)at;
        failed = run_call(call);
        at = call->words + call->word_count;
    }
    return failed;
}

const hy_tape_check *hy_tape_run(const hy_tape *tape)
{
    const hy_tape_check *failed = NULL;
    for (const hy_tape_block *block = tape->first; block && !failed; block = block->next) {
        failed = run_block(block);
    }
    return failed;
}

void hy_tape_deinit(hy_tape *tape)
{
    while (tape->first) {
        hy_tape_block *block = tape->first;
        tape->first = block->next;
        tape->memory.release(tape->memory.user, block, block->size_bytes);
    }
}
