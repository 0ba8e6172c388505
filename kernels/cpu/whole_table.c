#include "kernels/cpu/kernels.h"

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
