/// The BLAS of the machine (OpenBLAS), loaded when first wanted and held to one thread.
#pragma once

#include "kernels/backend.h"

#include <stdbool.h>

/// Products of two elements from which on the BLAS is faster than own kernels, measured with AVX2:
/// packing both operands pays only then.
enum { CPU_BLAS_LEAST_PRODUCTS = 100 * 100 * 100 };

/// The library, or NULL when the machine has none; loads it.
void *cpu_blas_library(void);

/// Loads the library and lets it allocate its working memory.
void cpu_blas_warm(void);

/// Multiplies with the BLAS when it is there and both operands have a unit stride.
///
/// @return False when it did nothing: the caller multiplies itself.
bool cpu_blas_matmul(hy_dtype dtype, const hy_matmul_args *args);
