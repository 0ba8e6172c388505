#include "kernels/backend.h"

#include "kernels/cpu/blas.h"
#include "kernels/lapack.h"

extern const hy_kernels cpu_kernels_bool_baseline;
extern const hy_kernels cpu_kernels_int32_baseline;
extern const hy_kernels cpu_kernels_int64_baseline;
extern const hy_kernels cpu_kernels_float_baseline;
extern const hy_kernels cpu_kernels_double_baseline;
static const hy_backend baseline = {
    "cpu",
    {
        [HY_BOOL] = &cpu_kernels_bool_baseline,
        [HY_I32] = &cpu_kernels_int32_baseline,
        [HY_I64] = &cpu_kernels_int64_baseline,
        [HY_F32] = &cpu_kernels_float_baseline,
        [HY_F64] = &cpu_kernels_double_baseline,
    },
};

// fastest first; the one place where a back end is chosen
#ifdef HY_HAS_AVX2
extern const hy_kernels cpu_kernels_bool_avx2;
extern const hy_kernels cpu_kernels_int32_avx2;
extern const hy_kernels cpu_kernels_int64_avx2;
extern const hy_kernels cpu_kernels_float_avx2;
extern const hy_kernels cpu_kernels_double_avx2;
static const hy_backend avx2 = {
    "cpu-avx2",
    {
        [HY_BOOL] = &cpu_kernels_bool_avx2,
        [HY_I32] = &cpu_kernels_int32_avx2,
        [HY_I64] = &cpu_kernels_int64_avx2,
        [HY_F32] = &cpu_kernels_float_avx2,
        [HY_F64] = &cpu_kernels_double_avx2,
    },
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
    static const unsigned char sizes[HY_DTYPE_COUNT] = {1, 4, 8, 4, 8};
    return sizes[dtype];
}

const char *hy_dtype_name(hy_dtype dtype)
{
    static const char *const names[HY_DTYPE_COUNT] = {"bool", "i32", "i64", "f32", "f64"};
    return names[dtype];
}

void hy_backend_warm(void)
{
    cpu_blas_warm();
    (void)hy_lapack_is_there();
}
