/// Splits: large calls of kernels cut into parts, which the pool runs.
///
/// Where a call is cut depends on its size alone, never on the number of threads, and no element
/// is computed otherwise for lying in another part: results are bitwise those of one thread.
#pragma once

#include "kernels/backend.h"
#include "kernels/pool.h"

#include <stddef.h>

/// How work along an axis is cut.
typedef struct hy_cut {
    size_t parts;
    size_t step;  ///< Positions of a part; the last one takes what is left over too.
} hy_cut;

enum {
    // 4 us of a sum in f32, 16 us of exp: what is left to wait for at the end is small
    HY_CUT_PART_COST = 16384,
    // to wake a thread takes 1 us of the caller's time, and the thread comes 20 to 40 us later:
    // measured, two threads gain from 40 us of work on, at this size 1.5 times in exp
    HY_CUT_LEAST_COST = 8 * HY_CUT_PART_COST,
    // along the innermost axis parts are whole tiles (cpu/tile.h) and blocks of sines
    HY_CUT_ROW_MULTIPLE = 256
};

/// Cuts an axis of `extent` positions; one part when all of it costs less than HY_CUT_LEAST_COST.
///
/// @param cost      Of one position, in elements visited.
/// @param multiple  Every step is a multiple of it.
hy_cut hy_cut_axis(size_t extent, size_t cost, size_t multiple);

/// Positions in part `part`, which starts at `part * cut->step`.
size_t hy_cut_count(const hy_cut *cut, size_t extent, size_t part);

/// A kernel over a loop.
typedef struct hy_split hy_split;
struct hy_split {
    void (*run)(const hy_split *split, const hy_loop *loop);
    const void *told;  ///< What `run` is told beside the loop.
    const hy_loop *loop;
    size_t out_size;  ///< Bytes of an element.
    size_t in_size[HY_LOOP_MAX_INPUTS];
};

/// Runs a kernel over parts of its loop, cut along the longest axis.
///
/// @param cost  Elements visited for one of the loop.
void hy_split_loop(const hy_split *split, size_t cost);
