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

static bool check_versions(hy_scope *scope, const hy_call *call)
{
    for (int i = 0; i < call->count; i++) {
        const hy_tensor *x = call->x[i];
        if (x->storage->version && !check_version(scope, call->op, x)) {
            return false;
        }
    }
    return true;
}

/// What is seen of all inputs at a glance: most often that there is nothing to do about them.
typedef struct glance {
    uint64_t versions;  ///< 0 when none was written in place.
    uint64_t ids;       ///< 0 when none is recorded.
    unsigned dtypes;    ///< 0 when all are of one type of floats.
} glance;

static inline glance look_at(hy_tensor *const x[], int count)
{
    hy_dtype dtype = x[0]->dtype;
    glance seen = {x[0]->storage->version, x[0]->id, !hy_dtype_is_float(dtype)};
    for (int i = 1; i < count; i++) {
        seen.versions |= x[i]->storage->version;
        seen.ids |= x[i]->id;
        seen.dtypes |= x[i]->dtype ^ dtype;
    }
    return seen;
}

// Whether an input may not be in the type that the op computes in.
static inline bool is_mixed(const hy_op *op, const glance *seen)
{
    return (seen->dtypes && op->promotion != HY_PROMOTION_NONE) ||
           op->promotion >= HY_PROMOTION_INDEX;
}

// Counts what is asked for before it is done; `x` may be pending.
static inline void charge(hy_context *context, hy_tensor *const x[], int count)
{
    size_t elements = 0;
    for (int i = 0; i < count; i++) {
        elements += x[i]->count;
    }
    hy_meter_charge(&context->meter, HY_METER_OP + HY_METER_ELEMENT * (double)elements);
}

// Counts the elements of a result; those of a view are there already.
static inline void charge_result(hy_context *context, const hy_tensor *y, hy_tensor *const x[])
{
    if (y && y->storage != x[0]->storage) {
        hy_meter_charge(&context->meter, HY_METER_ELEMENT * (double)y->count);
    }
}

hy_tensor *hy_op_apply(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count,
                       const hy_attributes *attributes)
{
    if (scope->status < 0) {
        return NULL;
    }
    hy_call call = {op, x, count, attributes};
    hy_context *context = scope->context;
    charge(context, x, count);
    hy_plan_see(context, x, count);
    glance seen = look_at(x, count);
    if (seen.versions && !check_versions(scope, &call)) {
        return NULL;
    }
    hy_tensor *promoted[HY_PROMOTION_MAX_INPUTS];
    if (is_mixed(op, &seen)) {
        if (!hy_promote(scope, op, x, count, promoted)) {
            return NULL;
        }
        call.x = promoted;
        seen = look_at(promoted, count);
    }
    hy_tensor *y = op->forward(scope, &call);
    charge_result(context, y, call.x);
    bool is_recorded = seen.ids && context->is_recording && op->backward && y;
    y = is_recorded && hy_dtype_is_float(y->dtype) ? record(scope, y, &call) : y;
    return context->watch ? hy_anomaly_check(scope, &call, y) : y;
}
