/// Groups: as many short rows at once as a vector has elements, each in a lane of its own.
///
/// Gone through by itself a row of a few elements would be mostly ends. No lane sees another, so a
/// row gives the same wherever it lies.
#pragma once

#include "kernels/cpu/vector.h"

/// Rows of a group are shorter.
enum { GROUP_COLUMNS = 32 };

typedef struct group {
    size_t rows;     ///< That are there, at most VECTOR_LENGTH; lanes beyond hold what they like.
    size_t columns;  ///< Elements of a row.
    /// Column by column: each holds an element of every row.
    scalar at[GROUP_COLUMNS][VECTOR_LENGTH];
} group;

/// Whether vectors that start in rows of the group end before `left` elements from its first on.
HY_INLINE bool group_ends_inside(const group *g, size_t left)
{
    size_t last = g->columns < VECTOR_LENGTH ? VECTOR_LENGTH : g->columns;
    return (VECTOR_LENGTH - 1) * g->columns + last <= left;
}

/// Loads as many columns as a vector has elements, from column `first` on.
HY_INLINE void group_turn_in(group *g, size_t first, const scalar *x)
{
    vector lines[VECTOR_LENGTH];
#pragma GCC unroll 8
    for (size_t i = 0; i < VECTOR_LENGTH; i++) {
        lines[i] = vector_load(x + i * g->columns + first);
    }
    vector_transpose(lines);
#pragma GCC unroll 8
    for (size_t i = 0; i < VECTOR_LENGTH; i++) {
        vector_store(g->at[first + i], lines[i]);
    }
}

/// Stores them.
HY_INLINE void group_turn_out(const group *g, size_t first, scalar *out)
{
    vector lines[VECTOR_LENGTH];
#pragma GCC unroll 8
    for (size_t i = 0; i < VECTOR_LENGTH; i++) {
        lines[i] = vector_load(g->at[first + i]);
    }
    vector_transpose(lines);
    // in order: what a row shorter than a vector writes too much of, the next one writes over
#pragma GCC unroll 8
    for (size_t i = 0; i < VECTOR_LENGTH; i++) {
        vector_store(out + i * g->columns + first, lines[i]);
    }
}

/// Where the last such columns begin, which overlap those before.
HY_INLINE size_t group_last(const group *g)
{
    return g->columns < VECTOR_LENGTH ? 0 : g->columns - VECTOR_LENGTH;
}

/// Loads rows of which `left` elements follow from the first on, this group's and others'.
HY_INLINE void group_load(group *g, const scalar *x, size_t left)
{
    scalar spare[VECTOR_LENGTH * GROUP_COLUMNS];
    if (!group_ends_inside(g, left)) {
        memset(spare, 0, sizeof spare);
        memcpy(spare, x, g->rows * g->columns * sizeof *x);
        x = spare;
    }
    size_t last = group_last(g);
    for (size_t first = 0; first < last; first += VECTOR_LENGTH) {
        group_turn_in(g, first, x);
    }
    group_turn_in(g, last, x);
}

/// Stores them where `left` elements follow in the same way.
HY_INLINE void group_store(const group *g, scalar *out, size_t left)
{
    scalar spare[VECTOR_LENGTH * GROUP_COLUMNS];
    bool is_inside = group_ends_inside(g, left);
    scalar *to = is_inside ? out : spare;
    size_t last = group_last(g);
    for (size_t first = 0; first < last; first += VECTOR_LENGTH) {
        group_turn_out(g, first, to);
    }
    group_turn_out(g, last, to);
    if (!is_inside) {
        memcpy(out, spare, g->rows * g->columns * sizeof *out);
    }
}
