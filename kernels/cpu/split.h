/// Kernels that cut large calls into parts for the pool: the second table of an element type.
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/scalar.h"

/// The contract of each is that of the member of hy_kernels with its name (kernels/backend.h).
void HY_NAME(cpu_split_fill)(double value, void *out, size_t count);
void HY_NAME(cpu_split_convert)(hy_dtype from, const hy_loop *loop);
void HY_NAME(cpu_split_unary)(hy_unary op, const hy_loop *loop);
void HY_NAME(cpu_split_binary)(hy_binary op, const hy_loop *loop);
void HY_NAME(cpu_split_compare)(hy_comparison op, const hy_loop *loop);
void HY_NAME(cpu_split_where)(const hy_loop *loop);
void HY_NAME(cpu_split_chain)(const hy_chain *chain);
void HY_NAME(cpu_split_reduce)(hy_reduction op, const hy_reduce_args *args);
void HY_NAME(cpu_split_argmax)(const hy_reduce_args *args);
void HY_NAME(cpu_split_matmul)(const hy_matmul_args *args);
void HY_NAME(cpu_split_scale)(double factor, const hy_loop *loop);
void HY_NAME(cpu_split_add_scaled)(double factor, const hy_loop *loop);
void HY_NAME(cpu_split_softmax)(const hy_rows_args *args);
void HY_NAME(cpu_split_log_softmax)(const hy_rows_args *args);
void HY_NAME(cpu_split_cross_entropy)(const hy_rows_args *args);
void HY_NAME(cpu_split_cross_entropy_slope)(const hy_rows_args *args);
void HY_NAME(cpu_split_layer_norm)(const hy_layer_norm_args *args);
void HY_NAME(cpu_split_layer_norm_slope)(const hy_layer_norm_args *args);
void HY_NAME(cpu_split_gather)(const hy_loop *loop, ptrdiff_t axis_stride);
void HY_NAME(cpu_split_accumulate)(const hy_loop *loop);
void HY_NAME(cpu_split_scan)(const hy_scan_args *args);

/// The table of all of them, and of those that are never cut.
extern const hy_kernels HY_NAME(cpu_split_kernels);
