#include "kernels/cpu/fold.h"
#include "kernels/cpu/kernels.h"

scalar HY_NAME(cpu_fold_sum)(size_t n, const scalar *x)
{
    return fold_sum(n, x);
}

scalar HY_NAME(cpu_fold_greatest)(size_t n, const scalar *x)
{
    return fold_greatest(n, x);
}
