#include "tensor/scope.h"

#include "tensor/plan.h"
#include "tensor/tensor.h"

#include <stdarg.h>
#include <stdio.h>

void hy_scope_release(hy_scope *scope)
{
    hy_plan *plan = scope->context->plan;
    hy_tensor *tensor = scope->newest;
    scope->newest = NULL;
    while (tensor) {
        hy_tensor *next = tensor->next;
        if (plan) {
            hy_plan_take(plan, tensor);
        } else {
            hy_tensor_release(tensor);
        }
        tensor = next;
    }
}

hy_tensor *hy_scope_take(hy_scope *scope, hy_tensor *tensor)
{
    tensor->next = scope->newest;
    scope->newest = tensor;
    return tensor;
}

void *hy_scope_allocate_any(hy_scope *scope, size_t size_bytes)
{
    void *block = NULL;
    hy_error err;
    hy_status status = hy_cache_allocate(&scope->context->cache, size_bytes, &block, &err);
    return status < 0 ? hy_scope_fail(scope, status, "%s", err.text) : block;
}

hy_tensor *hy_scope_fail(hy_scope *scope, hy_status status, const char *format, ...)
{
    if (scope->status < 0) {
        return NULL;
    }
    scope->status = status;
    if (scope->err) {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(scope->err->text, sizeof scope->err->text, format, args);
        va_end(args);
        scope->err->status = status;
    }
    return NULL;
}
