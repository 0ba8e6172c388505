#include "kernels/backend.h"

#include "kernels/cpu/blas.h"
#include "kernels/cpu/room.h"
#include "kernels/lapack.h"

// macros, because the back ends differ in one word: the tables of a set of element types, declared
// and listed
#define CPU_DECLARE(kernels, isa)                                                                  \
    extern const hy_kernels kernels##_bool_##isa, kernels##_int32_##isa, kernels##_int64_##isa,    \
        kernels##_float_##isa, kernels##_double_##isa
#define CPU_LIST(kernels, isa)                                                                     \
    {                                                                                              \
        [HY_BOOL] = &kernels##_bool_##isa, [HY_I32] = &kernels##_int32_##isa,                      \
        [HY_I64] = &kernels##_int64_##isa, [HY_F32] = &kernels##_float_##isa,                      \
        [HY_F64] = &kernels##_double_##isa                                                         \
    }

CPU_DECLARE(cpu_kernels, baseline);
CPU_DECLARE(cpu_split_kernels, baseline);
static const hy_backend baseline_split = {"cpu", CPU_LIST(cpu_split_kernels, baseline), NULL};
static const hy_backend baseline = {"cpu", CPU_LIST(cpu_kernels, baseline), &baseline_split};

// fastest first; the one place where a back end is chosen
#ifdef HY_HAS_AVX2
CPU_DECLARE(cpu_kernels, avx2);
CPU_DECLARE(cpu_split_kernels, avx2);
static const hy_backend avx2_split = {"cpu-avx2", CPU_LIST(cpu_split_kernels, avx2), NULL};
static const hy_backend avx2 = {"cpu-avx2", CPU_LIST(cpu_kernels, avx2), &avx2_split};

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

const char *hy_dtype_name(hy_dtype dtype)
{
    static const char *const names[HY_DTYPE_COUNT] = {"bool", "i32", "i64", "f32", "f64"};
    return names[dtype];
}

void hy_backend_warm(void)
{
    (void)cpu_room();
    cpu_blas_warm();
    (void)hy_lapack_is_there();
}
