/// What lies on a tape (kernels/tape.h): for the tables of kernels that are noted.
#pragma once

#include "kernels/tape.h"

/// What a kernel is told beside where its elements are.
typedef union hy_told {
    int op;
    double number;
    ptrdiff_t step;
} hy_told;

/// One call. Its arguments follow: loops with the axes and inputs that they have, other structures
/// as they are.
typedef struct hy_tape_call {
    void (*play)(const struct hy_tape_call *call);  ///< NULL for a condition.
    const hy_kernels *kernels;
    hy_told told;
    size_t word_count;
    uintptr_t words[];
} hy_tape_call;

/// How to play a call, and with which kernel of which table.
typedef struct hy_tape_player {
    void (*play)(const hy_tape_call *call);
    const hy_kernels *kernels;
    hy_told told;
} hy_tape_player;

/// The kernels of an element type that run the calls of the tape that is noted on.
const hy_kernels *hy_tape_under(hy_dtype dtype);

/// Notes a call with a structure of arguments, of `size_bytes`.
void hy_tape_note(const hy_tape_player *player, const void *args, size_t size_bytes);

/// Notes a call with loops of `inputs` inputs each.
void hy_tape_note_loops(const hy_tape_player *player, const hy_loop *const loops[], int count,
                        int inputs);

/// Makes the loop that is written at `words`, and returns where the next one is.
const uintptr_t *hy_tape_read_loop(const uintptr_t *words, hy_loop *loop);

/// The structure of arguments of a noted call.
static inline const void *hy_tape_call_args(const hy_tape_call *call)
{
    return call->words;
}
