#include "kernels/cpu/kernels.h"
#include "kernels/cpu/split.h"

const hy_kernels HY_NAME(cpu_kernels) = {
    .fill = HY_NAME(cpu_fill),
    .convert = HY_NAME(cpu_convert),
    .unary = HY_NAME(cpu_unary),
    .binary = HY_NAME(cpu_binary),
    .compare = HY_NAME(cpu_compare),
    .where = HY_NAME(cpu_where),
    .reduce = HY_NAME(cpu_reduce),
    .argmax = HY_NAME(cpu_argmax),
    .matmul = HY_NAME(cpu_matmul),
    .gather = HY_NAME(cpu_gather),
    .accumulate = HY_NAME(cpu_accumulate),
    .scatter_add = HY_NAME(cpu_scatter_add),
    .scan = HY_NAME(cpu_scan),
    .sort = HY_NAME(cpu_sort),
};

const hy_kernels HY_NAME(cpu_split_kernels) = {
    .fill = HY_NAME(cpu_split_fill),
    .convert = HY_NAME(cpu_split_convert),
    .unary = HY_NAME(cpu_split_unary),
    .binary = HY_NAME(cpu_split_binary),
    .compare = HY_NAME(cpu_split_compare),
    .where = HY_NAME(cpu_split_where),
    .reduce = HY_NAME(cpu_split_reduce),
    .argmax = HY_NAME(cpu_split_argmax),
    .matmul = HY_NAME(cpu_matmul),
    .gather = HY_NAME(cpu_split_gather),
    .accumulate = HY_NAME(cpu_split_accumulate),
    .scatter_add = HY_NAME(cpu_scatter_add),
    .scan = HY_NAME(cpu_split_scan),
    .sort = HY_NAME(cpu_sort),
};
