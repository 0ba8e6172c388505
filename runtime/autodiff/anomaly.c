#include "autodiff/anomaly.h"

#include <math.h>

static bool has_nan(const hy_tensor *x)
{
    if (!hy_dtype_is_float(x->dtype)) {
        return false;
    }
    for (size_t i = 0; i < x->count; i++) {
        if (isnan(hy_tensor_get(x, i))) {
            return true;
        }
    }
    return false;
}

static bool has_new_nan(const hy_call *call, const hy_tensor *y)
{
    if (!has_nan(y)) {
        return false;
    }
    for (int i = 0; i < call->count; i++) {
        if (has_nan(call->x[i])) {
            return false;
        }
    }
    return true;
}

static hy_tensor *fail(hy_scope *scope, const hy_tensor *node, const char *op)
{
    if (!node) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s made a NaN of inputs without one", op);
    }
    const char *place = hy_lines_text(&scope->context->lines, node->line);
    return hy_scope_fail(scope, HY_ERR_ARGUMENT, "the gradient of %s%s%s%s is NaN", node->op->name,
                         place ? ", called at " : "", place ? place : "", place ? "," : "");
}

static int line_of_call(hy_context *context)
{
    const hy_watch *watch = context->watch;
    if (watch->node) {
        return watch->node->line;
    }
    hy_line line = {.text = ""};
    watch->locate(watch->user, &line);
    return line.text[0] ? hy_lines_add(&context->lines, line.text) : 0;
}

hy_tensor *hy_anomaly_check(hy_scope *scope, const hy_call *call, hy_tensor *y)
{
    if (y && has_new_nan(call, y)) {
        return fail(scope, scope->context->watch->node, call->op->name);
    }
    if (y && y->op == call->op) {
        y->line = line_of_call(scope->context);
    }
    return y;
}
