/// The BLAS of the machine (OpenBLAS), loaded when first wanted and held to one thread.
#pragma once

#include "kernels/backend.h"

#include <stdbool.h>

/// Products of two elements from which on the BLAS is faster than own kernels, where it is at all.
enum { CPU_BLAS_LEAST_PRODUCTS = 100 * 100 * 100 };

/// Whether it multiplies faster than the kernels of this instruction set: not where those have
/// AVX2 and the machine nothing wider.
static inline bool cpu_blas_is_faster(void)
{
#if defined(__AVX2__) && defined(__FMA__)
    return __builtin_cpu_supports("avx512f");
#else
    return true;
#endif
}

/// The library, or NULL when the machine has none; loads it.
void *cpu_blas_library(void);

/// Loads the library and lets it allocate its working memory.
void cpu_blas_warm(void);

/// Multiplies with the BLAS when it is there and both operands have a unit stride.
///
/// @return False when it did nothing: the caller multiplies itself.
bool cpu_blas_matmul(hy_dtype dtype, const hy_matmul_args *args);
