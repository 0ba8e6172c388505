#include "base/draws.h"

#include "base/draws_lanes.h"

#include <stdbool.h>
#include <string.h>

extern const hy_draws_lanes hy_draws_lanes_baseline;

#ifdef HY_HAS_AVX2
extern const hy_draws_lanes hy_draws_lanes_avx2;

static const hy_draws_lanes *fastest(void)
{
    bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return has_avx2 ? &hy_draws_lanes_avx2 : &hy_draws_lanes_baseline;
}
#else
static const hy_draws_lanes *fastest(void)
{
    return &hy_draws_lanes_baseline;
}
#endif

void hy_draws_uniform(hy_rng *rng, double *out, size_t count)
{
    fastest()->uniform(rng, out, count);
    rng->index += count;
}

void hy_draws_normal(hy_rng *rng, double *out, size_t count)
{
    for (size_t i = 0; i < count; i += 2) {
        double pair[2];
        hy_rng_normal_pair(rng, pair);
        memcpy(out + i, pair, (count - i < 2 ? 1 : 2) * sizeof *out);
    }
}

void hy_draws_normal_f32(hy_rng *rng, float *out, size_t count)
{
    fastest()->normal_f32(rng, out, count);
    rng->index += (count + 1) / 2;
}
