#include "autodiff/axis.h"

bool hy_axis_check(hy_scope *scope, const char *name, const hy_tensor *x, int axis)
{
    bool is_there = axis >= 0 && axis < x->shape.rank;
    if (!is_there) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s: no axis %d in a tensor of rank %d", name,
                            axis, x->shape.rank);
    }
    return is_there;
}
