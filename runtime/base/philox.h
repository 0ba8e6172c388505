/// Philox: the numbers of the 4x32-10 cipher.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
#pragma once

enum { HY_PHILOX_ROUNDS = 10 };

// too large for enum constants
#define HY_PHILOX_MULTIPLIER_A 0xd2511f53U  ///< Of the first word of a counter.
#define HY_PHILOX_MULTIPLIER_C 0xcd9e8d57U  ///< Of the third.
#define HY_PHILOX_STEP_A       0x9e3779b9U  ///< What the key's first half grows by each round.
#define HY_PHILOX_STEP_C       0xbb67ae85U
