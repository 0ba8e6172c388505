#include "kernels/cpu/kernels.h"

const hy_kernels HY_NAME(cpu_kernels) = {
    .fill = HY_NAME(cpu_fill),
    .convert = HY_NAME(cpu_convert),
    .unary = HY_NAME(cpu_unary),
    .binary = HY_NAME(cpu_binary),
    .compare = HY_NAME(cpu_compare),
    .where = HY_NAME(cpu_where),
    .chain = HY_NAME(cpu_chain),
    .reduce = HY_NAME(cpu_reduce),
    .argmax = HY_NAME(cpu_argmax),
    .matmul = HY_NAME(cpu_matmul),
    .scale = HY_NAME(cpu_scale),
    .add_scaled = HY_NAME(cpu_add_scaled),
    .softmax = HY_NAME(cpu_softmax),
    .log_softmax = HY_NAME(cpu_log_softmax),
    .cross_entropy = HY_NAME(cpu_cross_entropy),
    .gather = HY_NAME(cpu_gather),
    .accumulate = HY_NAME(cpu_accumulate),
    .scatter_add = HY_NAME(cpu_scatter_add),
    .scan = HY_NAME(cpu_scan),
    .sort = HY_NAME(cpu_sort),
};
