#include "tensor/loop.h"

static bool runs_on(const hy_loop *loop, int axis, size_t extent, ptrdiff_t out_stride,
                    const ptrdiff_t in_stride[HY_LOOP_MAX_INPUTS])
{
    ptrdiff_t inner = (ptrdiff_t)extent;
    bool does = loop->out_stride[axis] == out_stride * inner;
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        does = does && loop->in_stride[i][axis] == in_stride[i] * inner;
    }
    return does;
}

// Adds an axis inside those that are there, or lengthens the innermost when it runs on.
static void add_axis(hy_loop *loop, size_t extent, ptrdiff_t out_stride,
                     const ptrdiff_t in_stride[HY_LOOP_MAX_INPUTS])
{
    if (extent == 1) {
        return;
    }
    int axis = loop->rank - 1;
    if (axis >= 0 && runs_on(loop, axis, extent, out_stride, in_stride)) {
        loop->extent[axis] *= extent;
    } else {
        axis = loop->rank++;
        loop->extent[axis] = extent;
    }
    loop->out_stride[axis] = out_stride;
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        loop->in_stride[i][axis] = in_stride[i];
    }
}

// A loop has at least one axis; a lone element is a row of one.
static void finish(hy_loop *loop)
{
    if (loop->rank == 0) {
        loop->rank = 1;
        loop->extent[0] = 1;
        loop->out_stride[0] = 1;
        for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
            loop->in_stride[i][0] = 1;
        }
    }
}

// Stride of `in` along the axis of `out` that is `axis`, aligned at the end.
static ptrdiff_t broadcast_stride(const hy_tensor *in, const hy_tensor *out, int axis)
{
    int own = axis - (out->shape.rank - in->shape.rank);
    return own < 0 || in->shape.extent[own] == 1 ? 0 : in->stride[own];
}

// One row when every input has the elements of `out` in their order, or one for all of them.
static inline bool init_row(hy_loop *loop, const hy_tensor *out, hy_tensor *const in[], int count)
{
    for (int i = 0; i < count; i++) {
        bool is_one = in[i]->count == 1;
        if (!is_one && !(in[i]->is_contiguous && in[i]->count == out->count)) {
            return false;
        }
        loop->in_stride[i][0] = !is_one;
    }
    for (int i = count; i < HY_LOOP_MAX_INPUTS; i++) {
        loop->in_stride[i][0] = 0;
    }
    loop->rank = 1;
    loop->extent[0] = out->count;
    loop->out_stride[0] = 1;
    return out->is_contiguous;
}

void hy_loop_init(hy_loop *loop, const hy_tensor *out, hy_tensor *const in[], int count)
{
    loop->out = out->data;
    for (int i = 0; i < HY_LOOP_MAX_INPUTS; i++) {
        loop->in[i] = i < count ? in[i]->data : NULL;
    }
    // the common case needs no search for axes that run on
    if (init_row(loop, out, in, count)) {
        return;
    }
    loop->rank = 0;
    for (int axis = 0; axis < out->shape.rank; axis++) {
        ptrdiff_t in_stride[HY_LOOP_MAX_INPUTS] = {0};
        for (int i = 0; i < count; i++) {
            in_stride[i] = broadcast_stride(in[i], out, axis);
        }
        add_axis(loop, out->shape.extent[axis], out->stride[axis], in_stride);
    }
    finish(loop);
}

void hy_loop_init_reduction(hy_reduce_args *args, const hy_tensor *out, const hy_tensor *in,
                            unsigned mask)
{
    args->kept = (hy_loop){.out = out->data, .in = {in->data}};
    args->reduced = (hy_loop){.out = out->data, .in = {in->data}};
    ptrdiff_t step = (ptrdiff_t)hy_tensor_count(out);
    for (int axis = 0; axis < in->shape.rank; axis++) {
        size_t extent = in->shape.extent[axis];
        ptrdiff_t in_stride[HY_LOOP_MAX_INPUTS] = {in->stride[axis]};
        if ((mask >> axis) & 1U) {
            add_axis(&args->reduced, extent, 0, in_stride);
        } else {
            step /= (ptrdiff_t)extent;
            add_axis(&args->kept, extent, step, in_stride);
        }
    }
    finish(&args->kept);
    finish(&args->reduced);
}
