#include "autodiff/grad.h"

#include "autodiff/anomaly.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/list.h"

/// One node between the result and what the gradient is wanted for, inputs before outputs.
typedef struct entry {
    hy_tensor *node;
    hy_tensor *grad;  ///< Held; NULL while no gradient has arrived.
    bool is_needed;   ///< Depends on a target.
    bool is_target;   ///< One of the tensors that were asked for.
} entry;

/// A node on the way down, and which of its inputs is next.
typedef struct step {
    hy_tensor *node;
    int next_input;
    bool is_target;
    bool is_needed;  ///< A target, or the inputs so far depend on one.
} step;

typedef struct walk {
    hy_context *context;
    hy_list entries;   ///< Of entry.
    hy_list path;      ///< Of step.
    uint64_t oldest;   ///< Nodes with smaller ids cannot depend on a target.
    uint64_t target;   ///< Visit mark of a target that was not reached yet.
    uint64_t reached;  ///< Visit mark of a node that was.
    uint64_t newest;   ///< Visit mark of the newest walk when the marks were last known to be ours.
} walk;

static entry *entry_at(const walk *w, size_t place)
{
    return (entry *)w->entries.items + place;
}

// The entry of an input that a gradient must flow to, else NULL.
static entry *needed_entry(const walk *w, const hy_tensor *input)
{
    if (input->id < w->oldest || input->visit != w->reached) {
        return NULL;
    }
    entry *found = entry_at(w, input->place);
    return found->is_needed ? found : NULL;
}

static hy_status enter(walk *w, hy_tensor *node, hy_error *err)
{
    void *place = NULL;
    hy_status status = hy_list_push(&w->path, &place, err);
    if (status < 0) {
        return status;
    }
    bool is_target = node->visit == w->target;
    *(step *)place = (step){.node = node, .is_target = is_target, .is_needed = is_target};
    node->visit = w->reached;
    return HY_OK;
}

// All inputs of the newest step have their entries: its node gets its own.
static hy_status finish(walk *w, hy_error *err)
{
    void *place = NULL;
    hy_status status = hy_list_push(&w->entries, &place, err);
    if (status < 0) {
        return status;
    }
    const step *done = (const step *)w->path.items + --w->path.count;
    done->node->place = (uint32_t)(w->entries.count - 1);
    *(entry *)place =
        (entry){.node = done->node, .is_needed = done->is_needed, .is_target = done->is_target};
    if (w->path.count > 0 && done->is_needed) {
        ((step *)w->path.items + w->path.count - 1)->is_needed = true;
    }
    return HY_OK;
}

// The next input of the newest step that has no entry yet, else NULL.
static hy_tensor *next_input(const walk *w)
{
    step *top = (step *)w->path.items + w->path.count - 1;
    while (top->next_input < top->node->input_count) {
        hy_tensor *input = top->node->inputs[top->next_input++];
        if (input->id < w->oldest) {
            continue;
        }
        if (input->visit != w->reached) {
            return input;
        }
        top->is_needed = top->is_needed || entry_at(w, input->place)->is_needed;
    }
    return NULL;
}

// Lists what `y` was made from, depth first with a path of our own: graphs may be a million deep.
static hy_status collect(walk *w, hy_tensor *y, hy_error *err)
{
    hy_tensor *next = y;
    hy_status status = HY_OK;
    do {
        status = next ? enter(w, next, err) : finish(w, err);
        next = status == HY_OK && w->path.count > 0 ? next_input(w) : NULL;
    } while (status == HY_OK && w->path.count > 0);
    return status;
}

// Adds to the gradient of an entry, summed back to the shape of its node where it was broadcast.
// The scope needs nothing of it any more, unless it is what calls of a rule share.
static void accumulate(hy_scope *scope, entry *to, hy_tensor *grad, const hy_tensor *shared)
{
    if (grad && !hy_shape_equal(&grad->shape, &to->node->shape)) {
        grad = hy_sum_to(scope, grad, &to->node->shape);
    }
    if (grad && to->grad) {
        grad = hy_add(scope, to->grad, grad);
    }
    if (grad) {
        hy_tensor *before = to->grad;
        to->grad = grad == shared ? hy_tensor_retain(grad) : hy_tensor_keep(scope, grad);
        if (before) {
            hy_tensor_release(before);
        }
    }
}

// Tells who looks for anomalies whose rule is running.
static void watch_rule(const walk *w, const hy_tensor *node)
{
    if (w->context->watch) {
        w->context->watch->node = node;
    }
}

/// Where the gradients of all inputs of a node go.
typedef struct inlet {
    hy_receiver receiver;
    walk *w;
    const entry *from;
    hy_scope *scope;
} inlet;

// Walks that ran meanwhile may have marked the same nodes: marks them as ours again.
static void mark_again(walk *w)
{
    if (w->newest == w->context->last_visit) {
        return;
    }
    w->newest = w->context->last_visit;
    for (size_t place = 0; place < w->entries.count; place++) {
        hy_tensor *node = entry_at(w, place)->node;
        node->visit = w->reached;
        node->place = (uint32_t)place;
    }
}

static void receive(hy_receiver *receiver, int input, hy_tensor *grad)
{
    const inlet *into = (const inlet *)receiver;
    const hy_tensor *x = into->from->node->inputs[input];
    if (grad->dtype != x->dtype || !hy_shape_equal(&grad->shape, &x->shape)) {
        char wanted[HY_SHAPE_TEXT_SIZE];
        char got[HY_SHAPE_TEXT_SIZE];
        (void)hy_scope_fail(into->scope, HY_ERR_SHAPE, "%s: gradient %d is %s %s, its input %s %s",
                            into->from->node->op->name, input + 1, hy_dtype_name(grad->dtype),
                            hy_shape_format(&grad->shape, got), hy_dtype_name(x->dtype),
                            hy_shape_format(&x->shape, wanted));
        return;
    }
    mark_again(into->w);
    entry *to = needed_entry(into->w, x);
    watch_rule(into->w, into->from->node);
    if (to) {
        accumulate(into->scope, to, grad, NULL);
    }
    watch_rule(into->w, NULL);
}

// Asks the rule of a custom op, once for all inputs.
static hy_status propagate_custom(walk *w, const entry *from, hy_error *err)
{
    hy_tensor *node = from->node;
    hy_scope scope;
    hy_scope_init(&scope, w->context, err);
    inlet into = {{receive}, w, from, &scope};
    hy_rule rule = {node, from->grad, node->inputs, -1, node->attributes, NULL, &into.receiver};
    (void)node->op->backward(&scope, &rule);
    mark_again(w);
    return hy_scope_deinit(&scope);
}

// While it runs, ops refuse saved tensors that were written in place since.
static hy_tensor *run_rule(hy_scope *scope, const hy_rule *rule)
{
    const hy_tensor *outer = scope->context->ruled;
    scope->context->ruled = rule->y;
    hy_tensor *grad = rule->y->op->backward(scope, rule);
    scope->context->ruled = outer;
    return grad;
}

static hy_status propagate(const walk *w, const entry *from, hy_error *err)
{
    hy_tensor *node = from->node;
    hy_scope scope;
    hy_scope_init(&scope, w->context, err);
    watch_rule(w, node);
    hy_tensor *shared = NULL;
    for (int i = 0; i < node->input_count; i++) {
        entry *to = needed_entry(w, node->inputs[i]);
        if (to) {
            hy_rule rule = {node, from->grad, node->inputs, i, node->attributes, &shared, NULL};
            hy_tensor *grad = run_rule(&scope, &rule);
            accumulate(&scope, to, grad, shared);
        }
    }
    watch_rule(w, NULL);
    return hy_scope_deinit(&scope);
}

static void drop_grad(entry *of)
{
    if (of->grad) {
        hy_tensor_release(of->grad);
        of->grad = NULL;
    }
}

static hy_status propagate_all(walk *w, hy_error *err)
{
    hy_status status = HY_OK;
    for (size_t place = w->entries.count; place-- > 0 && status == HY_OK;) {
        entry *from = entry_at(w, place);
        if (from->grad && from->is_needed) {
            bool is_custom = from->node->attributes && from->node->attributes->callback;
            status = is_custom ? propagate_custom(w, from, err) : propagate(w, from, err);
        }
        if (!from->is_target) {
            drop_grad(from);
        }
    }
    return status;
}

static hy_status create_zeros(hy_tensor *like, hy_tensor **out, hy_error *err)
{
    hy_scope scope;
    hy_scope_init(&scope, like->context, err);
    hy_tensor *zeros = hy_tensor_full(&scope, like->dtype, &like->shape, 0);
    if (zeros) {
        *out = hy_tensor_retain(zeros);
    }
    return hy_scope_deinit(&scope);
}

static hy_status take_grad(const walk *w, hy_tensor *x, hy_tensor **out, hy_error *err)
{
    entry *of = x->visit == w->reached ? entry_at(w, x->place) : NULL;
    if (of && of->grad) {
        *out = hy_tensor_retain(of->grad);
        return HY_OK;
    }
    return create_zeros(x, out, err);
}

// Hands the gradients out, all or none.
static hy_status take_grads(const walk *w, hy_tensor *const xs[], size_t count, hy_tensor *grads[],
                            hy_error *err)
{
    hy_status status = HY_OK;
    size_t taken = 0;
    while (taken < count && status == HY_OK) {
        status = take_grad(w, xs[taken], &grads[taken], err);
        taken += status == HY_OK;
    }
    while (status < 0 && taken > 0) {
        hy_tensor_release(grads[--taken]);
    }
    return status;
}

static hy_status check_seed(const hy_tensor *y, const hy_tensor *seed, hy_error *err)
{
    char text_y[HY_SHAPE_TEXT_SIZE];
    char text_seed[HY_SHAPE_TEXT_SIZE];
    if (!seed && hy_tensor_count(y) != 1) {
        return hy_fail(err, HY_ERR_SHAPE, "grad wants one element or a seed, got shape %s",
                       hy_shape_format(&y->shape, text_y));
    }
    if (seed && (!hy_shape_equal(&y->shape, &seed->shape) || y->dtype != seed->dtype)) {
        return hy_fail(err, HY_ERR_SHAPE, "grad wants a seed like the result, %s %s, got %s %s",
                       hy_dtype_name(y->dtype), hy_shape_format(&y->shape, text_y),
                       hy_dtype_name(seed->dtype), hy_shape_format(&seed->shape, text_seed));
    }
    return HY_OK;
}

// Marks the targets and finds the oldest.
static hy_status mark_targets(walk *w, hy_tensor *const xs[], size_t count, hy_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!xs[i]->id) {
            return hy_fail(err, HY_ERR_ARGUMENT,
                           "grad wants recorded tensors: number %zu is not (see requires_grad)",
                           i + 1);
        }
        xs[i]->visit = w->target;
        w->oldest = xs[i]->id < w->oldest ? xs[i]->id : w->oldest;
    }
    return HY_OK;
}

// Gives `y` its own gradient: `seed`, or a one.
static hy_status plant_seed(const walk *w, hy_tensor *y, hy_tensor *seed, hy_error *err)
{
    hy_scope scope;
    hy_scope_init(&scope, w->context, err);
    hy_tensor *grad = seed ? seed : hy_tensor_full(&scope, y->dtype, &y->shape, 1);
    if (grad) {
        entry_at(w, y->place)->grad = hy_tensor_retain(grad);
    }
    return hy_scope_deinit(&scope);
}

static hy_status run(walk *w, hy_tensor *y, hy_tensor *seed, hy_error *err)
{
    if (y->id < w->oldest) {
        return HY_OK;
    }
    hy_status status = collect(w, y, err);
    if (status == HY_OK) {
        status = plant_seed(w, y, seed, err);
    }
    return status == HY_OK ? propagate_all(w, err) : status;
}

// What the rule of a custom op runs may drop every other hold on what its caller is working with.
static void hold(hy_tensor *y, hy_tensor *const xs[], size_t count)
{
    (void)hy_tensor_retain(y);
    for (size_t i = 0; i < count; i++) {
        (void)hy_tensor_retain(xs[i]);
    }
}

static void let_go(hy_tensor *y, hy_tensor *const xs[], size_t count)
{
    hy_tensor_release(y);
    for (size_t i = 0; i < count; i++) {
        hy_tensor_release(xs[i]);
    }
}

hy_status hy_grad(hy_tensor *y, hy_tensor *seed, hy_tensor *const xs[], size_t count,
                  hy_tensor *grads[], hy_error *err)
{
    hy_context *context = y->context;
    walk w = {.context = context,
              .entries = hy_list_of(&context->cache, sizeof(entry)),
              .path = hy_list_of(&context->cache, sizeof(step)),
              .oldest = UINT64_MAX,
              .target = ++context->last_visit,
              .reached = ++context->last_visit};
    w.newest = w.reached;
    hold(y, xs, count);
    hy_status status = check_seed(y, seed, err);
    if (status == HY_OK) {
        status = mark_targets(&w, xs, count, err);
    }
    if (status == HY_OK) {
        status = run(&w, y, seed, err);
    }
    hy_meter_charge(&context->meter, HY_METER_CALL / 4 * (double)(count + w.entries.count));
    if (status == HY_OK) {
        status = take_grads(&w, xs, count, grads, err);
    }
    for (size_t place = 0; place < w.entries.count; place++) {
        drop_grad(entry_at(&w, place));
    }
    hy_list_clear(&w.entries);
    hy_list_clear(&w.path);
    let_go(y, xs, count);
    return status;
}
