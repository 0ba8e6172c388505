#include "autodiff/op.h"

#include "autodiff/anomaly.h"
#include "tensor/plan.h"

#include <string.h>

#define HY_OP_POINTER(name) &hy_op_##name,
const hy_op *const hy_op_table[] = {HY_OP_LIST(HY_OP_POINTER) NULL};
#undef HY_OP_POINTER

const hy_op *hy_op_find(const char *name)
{
    for (const hy_op *const *op = hy_op_table; *op; op++) {
        if (strcmp((*op)->name, name) == 0) {
            return *op;
        }
    }
    return NULL;
}

static hy_tensor *record(hy_scope *scope, hy_tensor *y, const hy_call *call)
{
    y->inputs = y->inline_inputs;
    if (call->count > HY_TENSOR_INLINE_INPUTS) {
        y->inputs = hy_scope_allocate(scope, (size_t)call->count * sizeof(hy_tensor *));
    }
    if (call->attributes) {
        y->attributes = hy_scope_allocate(scope, sizeof *y->attributes);
        if (y->attributes) {
            *y->attributes = *call->attributes;
        }
    }
    // from here on the tensor frees what it keeps
    y->op = call->op;
    for (int i = 0; i < call->count && y->inputs; i++) {
        y->inputs[i] = hy_tensor_retain(call->x[i]);
        y->input_count++;
    }
    if (scope->status < 0) {
        return NULL;
    }
    y->line = 0;
    y->id = ++scope->context->last_id;
    return y;
}

// Whether the rule that runs saved `x` and `x` was written since.
static bool is_outdated(const hy_tensor *ruled, const hy_tensor *x)
{
    if (!ruled || x->storage->version < ruled->id) {
        return false;
    }
    for (int i = 0; i < ruled->input_count; i++) {
        if (ruled->inputs[i] == x) {
            return true;
        }
    }
    return x == ruled;
}

// Fails when `x`, which was written in place, is not what it was recorded as.
static bool check_version(hy_scope *scope, const hy_op *op, const hy_tensor *x)
{
    const hy_context *context = scope->context;
    bool is_stale = is_outdated(context->ruled, x) || (x->op && x->id < x->storage->version);
    bool is_alias = !x->id && x->storage->is_recorded && context->is_recording;
    if (is_stale) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "%s: a tensor it needs was modified in place after it was saved",
                            op->name);
    } else if (is_alias) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "%s: a recorded result was written into a tensor it needs through "
                            "another one",
                            op->name);
    }
    return !is_stale && !is_alias;
}

static bool check_versions(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count)
{
    for (int i = 0; i < count; i++) {
        if (x[i]->storage->version && !check_version(scope, op, x[i])) {
            return false;
        }
    }
    return true;
}

/// What is seen of all inputs at a glance: most often that there is nothing to do about them.
typedef struct glance {
    uint64_t versions;  ///< 0 when none was written in place.
    uint64_t ids;       ///< 0 when none is recorded.
    bool is_mixed;      ///< An input is not in the type that the op computes in.
} glance;

static inline glance look_at(const hy_op *op, hy_tensor *const x[], int count)
{
    glance seen = {0};
    hy_dtype dtype = x[0]->dtype;
    unsigned differing = !hy_dtype_is_float(dtype);
    for (int i = 0; i < count; i++) {
        seen.versions |= x[i]->storage->version;
        seen.ids |= x[i]->id;
        differing |= x[i]->dtype ^ dtype;
    }
    seen.is_mixed =
        op->promotion >= HY_PROMOTION_INDEX || (differing && op->promotion != HY_PROMOTION_NONE);
    return seen;
}

hy_tensor *hy_op_apply(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count,
                       const hy_attributes *attributes)
{
    if (scope->status < 0) {
        return NULL;
    }
    const hy_context *context = scope->context;
    for (int i = 0; context->plan && i < count; i++) {
        hy_plan_hold(context->plan, x[i]);
    }
    glance seen = look_at(op, x, count);
    if (seen.versions && !check_versions(scope, op, x, count)) {
        return NULL;
    }
    hy_tensor *promoted[HY_PROMOTION_MAX_INPUTS];
    if (seen.is_mixed) {
        if (!hy_promote(scope, op, x, count, promoted)) {
            return NULL;
        }
        x = promoted;
        seen = look_at(op, x, count);
    }
    hy_call call = {op, x, count, attributes};
    hy_tensor *y = op->forward(scope, &call);
    bool is_recorded = seen.ids && context->is_recording && op->backward && y;
    y = is_recorded && hy_dtype_is_float(y->dtype) ? record(scope, y, &call) : y;
    return context->watch ? hy_anomaly_check(scope, &call, y) : y;
}
