/// Kernels of the CPU: what table.c collects.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/scalar.h"

/// The contract of each is that of the member of hy_kernels with its name (kernels/backend.h).
void HY_NAME(cpu_fill)(double value, void *out, size_t count);
void HY_NAME(cpu_convert)(hy_dtype from, const hy_loop *loop);
void HY_NAME(cpu_unary)(hy_unary op, const hy_loop *loop);
void HY_NAME(cpu_binary)(hy_binary op, const hy_loop *loop);
void HY_NAME(cpu_compare)(hy_comparison op, const hy_loop *loop);
void HY_NAME(cpu_where)(const hy_loop *loop);
void HY_NAME(cpu_chain)(const hy_chain *chain);
void HY_NAME(cpu_reduce)(hy_reduction op, const hy_reduce_args *args);
void HY_NAME(cpu_argmax)(const hy_reduce_args *args);
void HY_NAME(cpu_matmul)(const hy_matmul_args *args);
void HY_NAME(cpu_scale)(double factor, const hy_loop *loop);
void HY_NAME(cpu_add_scaled)(double factor, const hy_loop *loop);
void HY_NAME(cpu_softmax)(const hy_rows_args *args);
void HY_NAME(cpu_log_softmax)(const hy_rows_args *args);
void HY_NAME(cpu_cross_entropy)(const hy_rows_args *args);
void HY_NAME(cpu_cross_entropy_slope)(const hy_rows_args *args);
void HY_NAME(cpu_layer_norm)(const hy_layer_norm_args *args);
void HY_NAME(cpu_layer_norm_slope)(const hy_layer_norm_args *args);
void HY_NAME(cpu_gather)(const hy_loop *loop, ptrdiff_t axis_stride);
void HY_NAME(cpu_accumulate)(const hy_loop *loop);
void HY_NAME(cpu_scatter_add)(const hy_loop *loop, ptrdiff_t axis_stride);
void HY_NAME(cpu_scan)(const hy_scan_args *args);
void HY_NAME(cpu_sort)(const hy_sort_args *args);

/// A product of floats that is worth copying its operands for; of activations, relu alone is
/// applied.
///
/// @return False when it did nothing for want of memory.
bool HY_NAME(cpu_large_product)(const hy_matmul_args *args);

/// A contiguous row of at least one element as one number: fold.h for floats, a loop for others.
scalar HY_NAME(cpu_fold_sum)(size_t n, const scalar *x);
scalar HY_NAME(cpu_fold_greatest)(size_t n, const scalar *x);

/// The table of all of them.
extern const hy_kernels HY_NAME(cpu_kernels);
