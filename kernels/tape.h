/// Tapes: calls of kernels that are noted while they run, to be run again over the same memory.
///
/// A tape knows addresses and nothing of tensors: whoever has it keeps the memory that its calls
/// read and write. Between hy_tape_begin and hy_tape_end the calling thread notes on one tape.
#pragma once

#include "kernels/backend.h"

/// Where a tape's own memory comes from.
typedef struct hy_tape_memory {
    /// Returns at least `size_bytes`, aligned to 16 bytes, or NULL.
    void *(*allocate)(void *user, size_t size_bytes);
    /// Takes back a block with the size that it was asked for.
    void (*release)(void *user, void *block, size_t size_bytes);
    void *user;
} hy_tape_memory;

/// A condition on a tape: every position, of i64, is 1 .. limit.
typedef struct hy_tape_check {
    const char *name;  ///< Whose positions they are, for a message.
    const int64_t *positions;
    size_t count;
    size_t limit;
} hy_tape_check;

struct hy_tape_block;

typedef struct hy_tape {
    hy_tape_memory memory;
    const hy_backend *under;  ///< What runs the calls.
    struct hy_tape_block *first;
    struct hy_tape_block *last;
    size_t count;     ///< Calls.
    bool has_failed;  ///< There was no memory for a call.
} hy_tape;

/// Starts to note on an empty tape.
///
/// @return A back end whose kernels do what those of `under` do and are noted.
const hy_backend *hy_tape_begin(hy_tape *tape, const hy_tape_memory *memory,
                                const hy_backend *under);

/// Notes a condition, which holds now: a tape stops where it does not.
void hy_tape_note_check(const hy_tape_check *check);

/// Stops noting.
///
/// @return Whether everything was noted; false when there was no memory.
bool hy_tape_end(void);

/// Runs the calls in order.
///
/// @return NULL, or the condition that did not hold: calls after it have not run.
const hy_tape_check *hy_tape_run(const hy_tape *tape);

/// The first of the positions that is none of 1 .. limit, or `count` when all are.
size_t hy_tape_check_find(const hy_tape_check *check);

/// Releases the memory of a tape.
void hy_tape_deinit(hy_tape *tape);
