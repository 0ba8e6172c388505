#include "tensor/plan.h"

#include "tensor/loop.h"
#include "tensor/pending.h"
#include "tensor/positions.h"

#include <string.h>

static void *allocate_for_tape(void *user, size_t size_bytes)
{
    void *block = NULL;
    return hy_cache_allocate(user, size_bytes, &block, NULL) < 0 ? NULL : block;
}

static void release_for_tape(void *user, void *block, size_t size_bytes)
{
    hy_cache_release(user, block, size_bytes);
}

hy_status hy_plan_begin(hy_context *context, hy_plan **out, hy_error *err)
{
    void *block = NULL;
    // what was put off before is no part of what is noted
    hy_status status = hy_pending_settle_all(context, err);
    if (status == HY_OK) {
        status = hy_cache_allocate(&context->cache, sizeof(hy_plan), &block, err);
    }
    if (status < 0 || !block) {
        return status;
    }
    hy_plan *plan = block;
    *plan =
        (hy_plan){.context = context, .backend = context->backend, .work = -context->meter.used};
    plan->made = hy_list_of(&context->cache, sizeof(hy_tensor *));
    hy_scope_init(&plan->used, context, NULL);
    hy_scope_init(&plan->written, context, NULL);
    hy_tape_memory memory = {allocate_for_tape, release_for_tape, &context->cache};
    context->backend = hy_tape_begin(&plan->tape, &memory, context->backend);
    context->plan = plan;
    // a plan keeps its context like a tensor
    hy_context_enter(context);
    *out = plan;
    return HY_OK;
}

static void copy_elements(const hy_plan *plan, const hy_tensor *to, hy_tensor *from)
{
    if (from->count > 0 && from->is_contiguous) {
        memcpy(to->data, from->data, from->count * hy_dtype_size(from->dtype));
    } else if (from->count > 0) {
        hy_loop loop;
        hy_loop_init(&loop, to, &from, 1);
        plan->backend->kernels[to->dtype]->unary(HY_UNARY_COPY, &loop);
    }
}

hy_tensor *hy_plan_stand_in(hy_scope *scope, hy_tensor *x)
{
    hy_tensor *copy = hy_tensor_create(scope, x->dtype, &x->shape);
    if (copy) {
        copy_elements(scope->context->plan, copy, x);
    }
    return copy;
}

static void hold(hy_plan *plan, const hy_tensor *x)
{
    if (hy_tensor_is_pending(x) || x->storage->is_held) {
        return;
    }
    x->storage->is_held = true;
    (void)hy_tensor_view(&plan->used, x, &x->shape, x->stride, 0);
}

void hy_plan_hold(hy_plan *plan, hy_tensor *const x[], int count)
{
    for (int i = 0; i < count; i++) {
        hold(plan, x[i]);
    }
}

static hy_tensor *made_at(const hy_plan *plan, size_t index)
{
    return ((hy_tensor **)plan->made.items)[index];
}

void hy_plan_take(hy_plan *plan, hy_tensor *tensor)
{
    hy_error err;
    void *place = NULL;
    if (hy_list_push(&plan->made, &place, &err) < 0) {
        plan->has_failed = true;
        hy_tensor_release(tensor);
        return;
    }
    if (!hy_tensor_is_pending(tensor)) {
        tensor->storage->is_held = true;
    }
    *(hy_tensor **)place = tensor;
}

bool hy_plan_write(hy_scope *scope, const hy_tensor *x)
{
    if (!scope->context->plan) {
        return true;
    }
    if (x->storage->is_constant) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "a compiled function cannot write into a tensor of given numbers: "
                            "clone it first");
        return false;
    }
    hold(scope->context->plan, x);
    x->storage->is_written = true;
    return true;
}

bool hy_plan_allows(hy_scope *scope, const char *name)
{
    if (scope->context->plan) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s cannot be part of a compiled function",
                            name);
    }
    return !scope->context->plan;
}

// Stops noting; returns whether all was noted.
static bool stop(hy_plan *plan)
{
    plan->context->backend = plan->backend;
    plan->context->plan = NULL;
    plan->work += plan->context->meter.used;
    return hy_tape_end() && plan->used.status == HY_OK && !plan->has_failed;
}

static void clear_mark(const hy_tensor *x)
{
    if (!hy_tensor_is_pending(x)) {
        x->storage->is_held = false;
        x->storage->is_written = false;
    }
}

// Nothing is marked between two plans.
static void clear_marks(const hy_plan *plan)
{
    for (size_t i = 0; i < plan->made.count; i++) {
        clear_mark(made_at(plan, i));
    }
    for (const hy_tensor *x = plan->used.newest; x; x = x->next) {
        clear_mark(x);
    }
    for (const hy_tensor *x = plan->written.newest; x; x = x->next) {
        clear_mark(x);
    }
}

// Lets go of what nobody has asked the elements of.
static void drop_pending(hy_plan *plan)
{
    hy_tensor **made = plan->made.items;
    size_t kept = 0;
    for (size_t i = 0; i < plan->made.count; i++) {
        hy_tensor *x = made[i];
        if (hy_tensor_is_pending(x)) {
            hy_tensor_release(x);
        } else {
            made[kept++] = x;
        }
    }
    plan->made.count = kept;
}

// Moves the views of what is written into a list of their own.
static void sort_written(hy_plan *plan)
{
    hy_tensor *next = plan->used.newest;
    plan->used.newest = NULL;
    while (next) {
        hy_tensor *x = next;
        next = x->next;
        (void)hy_scope_take(x->storage->is_written ? &plan->written : &plan->used, x);
    }
}

static hy_status keep_ends(hy_plan *plan, hy_tensor *const inputs[], hy_tensor *const results[],
                           hy_error *err)
{
    size_t count = plan->input_count + plan->result_count;
    void *block = NULL;
    hy_status status =
        hy_cache_allocate(&plan->context->cache, (count + 1) * sizeof(hy_tensor *), &block, err);
    if (status == HY_OK) {
        plan->inputs = block;
        plan->results = plan->inputs + plan->input_count;
        // `made` holds the inputs
        for (size_t i = 0; i < plan->input_count; i++) {
            plan->inputs[i] = inputs[i];
        }
        for (size_t i = 0; i < plan->result_count; i++) {
            plan->results[i] = hy_tensor_retain(results[i]);
        }
    }
    return status;
}

hy_status hy_plan_end(hy_plan *plan, hy_tensor *const inputs[], size_t input_count,
                      hy_tensor *const results[], size_t result_count, hy_error *err)
{
    hy_status status = HY_OK;
    if (!stop(plan)) {
        status = hy_fail(err, HY_ERR_MEMORY, "no memory to note what a compiled function does");
    }
    for (size_t i = 0; status == HY_OK && i < input_count; i++) {
        if (inputs[i]->storage->is_written) {
            status = hy_fail(err, HY_ERR_ARGUMENT,
                             "a compiled function writes into its argument %zu: return it instead",
                             i + 1);
        }
    }
    drop_pending(plan);
    sort_written(plan);
    for (const hy_tensor *x = plan->written.newest; status == HY_OK && x; x = x->next) {
        if (x->storage->is_recorded) {
            status = hy_fail(err, HY_ERR_ARGUMENT,
                             "a compiled function records what it writes into a tensor that is "
                             "not its own: use no_grad");
        }
    }
    clear_marks(plan);
    plan->input_count = input_count;
    plan->result_count = result_count;
    if (status == HY_OK) {
        status = keep_ends(plan, inputs, results, err);
    }
    if (status < 0) {
        hy_plan_destroy(plan);
    }
    return status;
}

void hy_plan_abandon(hy_plan *plan)
{
    (void)stop(plan);
    clear_marks(plan);
    hy_plan_destroy(plan);
}

static hy_status settle_written(const hy_plan *plan, hy_error *err)
{
    hy_status status = HY_OK;
    for (hy_tensor *x = plan->written.newest; x && plan->context->pending && status == HY_OK;
         x = x->next) {
        status = hy_pending_settle(x, err);
    }
    return status;
}

hy_status hy_plan_run(hy_plan *plan, hy_tensor *const x[], hy_error *err)
{
    hy_meter_charge(&plan->context->meter, plan->work);
    hy_status status = settle_written(plan, err);
    if (status < 0) {
        return status;
    }
    for (size_t i = 0; i < plan->input_count; i++) {
        copy_elements(plan, plan->inputs[i], x[i]);
    }
    const hy_tape_check *failed = hy_tape_run(&plan->tape);
    for (hy_tensor *written = plan->written.newest; written; written = written->next) {
        written->storage->version = ++plan->context->last_id;
    }
    return failed ? hy_positions_fail(err, failed) : HY_OK;
}

hy_tensor *hy_plan_result(hy_scope *scope, const hy_plan *plan, size_t index)
{
    hy_tensor *result = plan->results[index];
    hy_tensor *copy = hy_tensor_create(scope, result->dtype, &result->shape);
    if (copy) {
        copy_elements(plan, copy, result);
    }
    return copy;
}

void hy_plan_destroy(hy_plan *plan)
{
    hy_cache *cache = &plan->context->cache;
    hy_context *context = plan->context;
    if (plan->inputs) {
        for (size_t i = 0; i < plan->result_count; i++) {
            hy_tensor_release(plan->results[i]);
        }
        size_t count = plan->input_count + plan->result_count;
        hy_cache_release(cache, plan->inputs, (count + 1) * sizeof(hy_tensor *));
    }
    hy_tape_deinit(&plan->tape);
    for (size_t i = plan->made.count; i-- > 0;) {
        hy_tensor_release(made_at(plan, i));
    }
    hy_list_clear(&plan->made);
    (void)hy_scope_deinit(&plan->used);
    (void)hy_scope_deinit(&plan->written);
    hy_cache_release(cache, plan, sizeof *plan);
    hy_context_leave(context);
}
