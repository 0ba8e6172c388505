#include "kernels/backend.h"

#include "kernels/cpu/blas.h"
#include "kernels/cpu/convert.h"
#include "kernels/lapack.h"

extern const hy_kernels cpu_kernels_float_baseline;
extern const hy_kernels cpu_kernels_double_baseline;
static const hy_backend baseline = {
    "cpu",
    {&cpu_kernels_float_baseline, &cpu_kernels_double_baseline},
    cpu_convert,
};

// fastest first; the one place where a back end is chosen
#ifdef HY_HAS_AVX2
extern const hy_kernels cpu_kernels_float_avx2;
extern const hy_kernels cpu_kernels_double_avx2;
static const hy_backend avx2 = {
    "cpu-avx2",
    {&cpu_kernels_float_avx2, &cpu_kernels_double_avx2},
    cpu_convert,
};

const hy_backend *hy_backend_at(size_t index)
{
    const hy_backend *const all[] = {&avx2, &baseline, NULL};
    size_t first = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 0 : 1;
    return first + index < 2 ? all[first + index] : NULL;
}
#else
const hy_backend *hy_backend_at(size_t index)
{
    return index == 0 ? &baseline : NULL;
}
#endif

const hy_backend *hy_backend_default(void)
{
    return hy_backend_at(0);
}

size_t hy_dtype_size(hy_dtype dtype)
{
    return dtype == HY_F32 ? sizeof(float) : sizeof(double);
}

const char *hy_dtype_name(hy_dtype dtype)
{
    return dtype == HY_F32 ? "f32" : "f64";
}

void hy_backend_warm(void)
{
    cpu_blas_warm();
    (void)hy_lapack_is_there();
}
