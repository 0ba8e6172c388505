#include "autodiff/custom.h"

static hy_tensor *custom_forward(hy_scope *scope, const hy_call *call)
{
    const hy_tensor *y = call->x[call->count - 1];
    return hy_tensor_view(scope, y, &y->shape, y->stride, 0);
}

static hy_tensor *custom_backward(hy_scope *scope, const hy_rule *rule)
{
    const hy_host *host = scope->context->host;
    if (!host) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "custom: nobody is left to differentiate it");
    }
    host->differentiate(host->user, scope, rule);
    return NULL;
}

// not in the table: a row there runs by itself
static const hy_op op_custom = {
    .name = "custom",
    .forward = custom_forward,
    .backward = custom_backward,
    .promotion = HY_PROMOTION_NONE,
};

hy_tensor *hy_custom(hy_scope *scope, hy_tensor *const x[], int count, hy_callback *callback)
{
    hy_attributes with = {.callback = NULL};
    hy_tensor *y = hy_op_apply(scope, &op_custom, x, count, &with);
    if (y && y->op == &op_custom) {
        y->attributes->callback = callback;
    } else {
        hy_context_drop(scope->context, callback);
    }
    return y;
}
