#include "kernels/split.h"

hy_cut hy_cut_axis(size_t extent, size_t cost, size_t multiple)
{
    size_t step = (HY_CUT_PART_COST + cost - 1) / cost;
    step = (step + multiple - 1) / multiple * multiple;
    if (extent * cost < HY_CUT_LEAST_COST || extent < 2 * step) {
        return (hy_cut){.parts = 1, .step = extent};
    }
    return (hy_cut){.parts = extent / step, .step = step};
}

size_t hy_cut_count(const hy_cut *cut, size_t extent, size_t part)
{
    return part + 1 < cut->parts ? cut->step : extent - part * cut->step;
}

/// A loop that is cut.
typedef struct cut_loop {
    const hy_split *split;
    int axis;
    hy_cut cut;
} cut_loop;

static void run_part(void *context, size_t part)
{
    const cut_loop *all = context;
    const hy_split *split = all->split;
    hy_loop loop = *split->loop;
    ptrdiff_t first = (ptrdiff_t)(part * all->cut.step);
    loop.extent[all->axis] = hy_cut_count(&all->cut, loop.extent[all->axis], part);
    loop.out = (char *)loop.out + first * loop.out_stride[all->axis] * (ptrdiff_t)split->out_size;
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        if (loop.in[i]) {
            ptrdiff_t moved = first * loop.in_stride[i][all->axis];
            loop.in[i] = (const char *)loop.in[i] + moved * (ptrdiff_t)split->in_size[i];
        }
    }
    split->run(split, &loop);
}

void hy_split_loop(const hy_split *split, size_t cost)
{
    const hy_loop *loop = split->loop;
    cut_loop all = {.split = split};
    size_t count = 1;
    for (int i = 0; i < loop->rank; i++) {
        all.axis = loop->extent[i] > loop->extent[all.axis] ? i : all.axis;
        count *= loop->extent[i];
    }
    size_t extent = loop->extent[all.axis];
    bool is_innermost = all.axis == loop->rank - 1;
    all.cut = hy_cut_axis(extent, cost * (count / extent), is_innermost ? HY_CUT_ROW_MULTIPLE : 1);
    hy_pool_run(all.cut.parts, run_part, &all);
}
