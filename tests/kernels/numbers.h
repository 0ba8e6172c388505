/// Numbers: arrays in the element type under test, for kernels that every type has.
///
/// A test runs once per back end of the machine and element type: a loop test over 0 ..
/// MOST_VARIANTS that begins with choose(_i).
#pragma once

#include "base/rng.h"
#include "kernels/backend.h"
#include "reference.h"

#include <check.h>
#include <stdbool.h>

enum { MOST_VARIANTS = 2 * HY_DTYPE_COUNT, MOST_ELEMENTS = 40 * 600 };

/// Room for elements of any type.
typedef struct numbers {
    double storage[MOST_ELEMENTS];
} numbers;

static const hy_kernels *g_kernels;
static hy_dtype g_dtype;
static hy_rng g_rng;
static numbers g_a, g_b, g_c, g_out;

/// Begins a test; false when the machine has no such variant.
static inline bool choose(int variant)
{
    const hy_backend *backend = hy_backend_at((size_t)variant / HY_DTYPE_COUNT);
    g_dtype = (hy_dtype)(variant % HY_DTYPE_COUNT);
    g_kernels = backend ? backend->kernels[g_dtype] : NULL;
    g_rng = (hy_rng){.seed = 11};
    return g_kernels != NULL;
}

/// The same for kernels of floats.
static inline bool choose_float(int variant)
{
    return choose(variant) && hy_dtype_is_float(g_dtype);
}

/// Element `i`.
static inline double get(const numbers *from, size_t i)
{
    const void *elements = from->storage;
    switch (g_dtype) {
    case HY_BOOL:
        return ((const bool *)elements)[i];
    case HY_I32:
        return ((const int32_t *)elements)[i];
    case HY_I64:
        return (double)((const int64_t *)elements)[i];
    case HY_F32:
        return (double)((const float *)elements)[i];
    default:
        return from->storage[i];
    }
}

/// Writes element `i`.
static inline void set(numbers *to, size_t i, double value)
{
    g_kernels->fill(value, (char *)to->storage + i * hy_dtype_size(g_dtype), 1);
}

/// The bools that kernels of every type read and write.
static inline bool *flags(numbers *of)
{
    return (bool *)(void *)of->storage;
}

/// The positions that kernels of every type read and write.
static inline int64_t *positions(numbers *of)
{
    return (int64_t *)(void *)of->storage;
}

/// Draws elements from low .. high.
static inline void draw(numbers *to, size_t count, double low, double high)
{
    for (size_t i = 0; i < count; i++) {
        set(to, i, low + (high - low) * hy_rng_uniform(&g_rng));
    }
}

/// Compares results. Whole numbers must be equal; floats may differ by a few units in the last
/// place, of the value or of 1, times what sums may add.
static inline void check(double actual, double expected, double growth)
{
    double unit = g_dtype == HY_F32 ? 1.2e-7 : 2.3e-16;
    expected = reference_element(g_dtype, expected);
    double room = hy_dtype_is_float(g_dtype) ? 8 * unit * growth * (1 + fabs(expected)) : 0;
    ck_assert_msg(fabs(actual - expected) <= room, "%.17g, expected %.17g", actual, expected);
}

/// A row of g_out and of g_a, g_b and g_c.
static inline hy_loop row_loop(size_t count)
{
    return (hy_loop){.rank = 1,
                     .extent = {count},
                     .out = g_out.storage,
                     .out_stride = {1},
                     .in = {g_a.storage, g_b.storage, g_c.storage},
                     .in_stride = {{1}, {1}, {1}}};
}
