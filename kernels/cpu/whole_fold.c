#include "kernels/cpu/kernels.h"

// no rounding: the compiler may take the elements in any order, and does

scalar HY_NAME(cpu_fold_sum)(size_t n, const scalar *x)
{
    scalar sum = x[0];
    for (size_t i = 1; i < n; i++) {
        sum = add(sum, x[i]);
    }
    return sum;
}

scalar HY_NAME(cpu_fold_greatest)(size_t n, const scalar *x)
{
    scalar greatest = x[0];
    for (size_t i = 1; i < n; i++) {
        greatest = greater(greatest, x[i]);
    }
    return greatest;
}
