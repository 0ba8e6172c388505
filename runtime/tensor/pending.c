#include "tensor/pending.h"

#include "tensor/plan.h"

enum {
    // a dearer expression that is read twice is cheaper written down than computed twice: a step
    // takes 0.02 ns an element, to write and read one takes 0.3 ns or more
    MOST_COST_READ_TWICE = 8,
    // a function that does not stay in registers, exp as well as pow
    DEAR_COST = MOST_COST_READ_TWICE + 1,
    // what does not stay in a third-level cache of 32 MB is written past it, 1.4 times as fast as
    // memory is not read first; of 16 MB it would be 1.2 times with reading the result afterwards
    STREAMED_BYTES = 32 << 20
};

/// The function that a pending tensor is of.
struct hy_pending {
    hy_pending *previous;  ///< In the list of the context.
    hy_pending *next;
    hy_tensor *tensor;  ///< Whose expression it is.
    int op;
    int input_count;
    hy_tensor *inputs[2];
    int step_count;  ///< Of the expression; what it contains twice counts twice.
    int cost;        ///< The same, where dear steps count more.
    bool is_read;    ///< By another pending tensor.
};

// The larger input, whose shape the result has.
static hy_tensor *widest(hy_tensor *const x[], int count)
{
    return count == 2 && x[1]->count > x[0]->count ? x[1] : x[0];
}

// Whether a smaller input is what every row of `like` has.
static bool is_row_of(const hy_tensor *x, const hy_tensor *like)
{
    int rank = x->shape.rank;
    return rank > 0 && rank <= like->shape.rank && x->is_contiguous && x->count < like->count &&
           x->count >= HY_PENDING_LEAST_COLUMNS && x->count == x->shape.extent[rank - 1] &&
           x->count == like->shape.extent[like->shape.rank - 1];
}

bool hy_pending_suits(hy_tensor *const x[], int count)
{
    const hy_tensor *like = widest(x, count);
    bool suits = like->count >= HY_PENDING_LEAST_COUNT && hy_dtype_is_float(like->dtype);
    for (int i = 0; i < count && suits; i++) {
        bool is_one = x[i]->count == 1 && x[i]->shape.rank <= like->shape.rank;
        bool is_alike = x[i]->is_contiguous && hy_shape_equal(&x[i]->shape, &like->shape);
        suits = x[i]->dtype == like->dtype && (is_one || is_alike || is_row_of(x[i], like));
    }
    return suits;
}

static int steps_of(const hy_tensor *x)
{
    return hy_tensor_is_pending(x) ? x->pending->step_count : 0;
}

static int count_steps(hy_tensor *const x[], int count)
{
    return 1 + steps_of(x[0]) + (count == 2 ? steps_of(x[1]) : 0);
}

static int cost_of(const hy_tensor *x)
{
    return hy_tensor_is_pending(x) ? x->pending->cost : 0;
}

static int cost_of_step(int op, int count)
{
    bool is_cheap = count == 1 ? op == HY_UNARY_NEG || op == HY_UNARY_ABS || op == HY_UNARY_RELU
                               : op <= HY_BINARY_MASK && op != HY_BINARY_POW;
    return is_cheap ? 1 : DEAR_COST;
}

// Realizes inputs that are dear to compute again or of fewer elements than the result, and others
// until the expression of the result is short enough.
static hy_status shorten(hy_tensor *const x[], int count, int *step_count, hy_error *err)
{
    hy_status status = HY_OK;
    for (int i = 0; i < count && status == HY_OK; i++) {
        bool is_read_twice = hy_tensor_is_pending(x[i]) && x[i]->pending->is_read;
        bool is_dear = is_read_twice && cost_of(x[i]) > MOST_COST_READ_TWICE;
        if (is_dear || x[i]->count < widest(x, count)->count) {
            status = hy_tensor_realize(x[i], err);
        }
    }
    *step_count = count_steps(x, count);
    while (status == HY_OK && *step_count > HY_CHAIN_MAX_STEPS) {
        bool is_second = count == 2 && steps_of(x[1]) > steps_of(x[0]);
        status = hy_tensor_realize(x[is_second], err);
        *step_count = count_steps(x, count);
    }
    return status;
}

static void enter_list(hy_pending *pending, hy_context *context)
{
    pending->next = context->pending;
    if (pending->next) {
        pending->next->previous = pending;
    }
    context->pending = pending;
}

static void leave_list(const hy_pending *pending, hy_context *context)
{
    if (pending->next) {
        pending->next->previous = pending->previous;
    }
    if (pending->previous) {
        pending->previous->next = pending->next;
    } else {
        context->pending = pending->next;
    }
}

hy_tensor *hy_pending_create(hy_scope *scope, int op, hy_tensor *const x[], int count)
{
    hy_error err;
    int step_count = 0;
    void *block = NULL;
    hy_status status = shorten(x, count, &step_count, &err);
    if (status == HY_OK) {
        status = hy_cache_allocate(&scope->context->cache, sizeof(hy_pending), &block, &err);
    }
    if (status < 0 || !block) {
        return hy_scope_fail(scope, status, "%s", err.text);
    }
    hy_pending *pending = block;
    hy_tensor *y = hy_tensor_create_pending(scope, widest(x, count), pending);
    if (!y) {
        hy_cache_release(&scope->context->cache, block, sizeof(hy_pending));
        return NULL;
    }
    *pending = (hy_pending){.tensor = y,
                            .op = op,
                            .input_count = count,
                            .step_count = step_count,
                            .cost = cost_of_step(op, count)};
    hy_plan_see(scope->context, x, count);
    for (int i = 0; i < count; i++) {
        pending->cost += cost_of(x[i]);
        pending->inputs[i] = hy_tensor_retain(x[i]);
        if (hy_tensor_is_pending(x[i])) {
            x[i]->pending->is_read = true;
        }
    }
    enter_list(pending, scope->context);
    return y;
}

/// A chain being made: the tensors that its values are of.
typedef struct builder {
    hy_chain chain;
    const hy_tensor *inputs[HY_CHAIN_MAX_INPUTS];
    const hy_tensor *results[HY_CHAIN_MAX_STEPS];
} builder;

static int place_input(builder *b, const hy_tensor *x)
{
    hy_chain *chain = &b->chain;
    for (int i = 0; i < chain->input_count; i++) {
        if (b->inputs[i] == x) {
            return i;
        }
    }
    int place = chain->input_count++;
    b->inputs[place] = x;
    chain->in[place] = x->data;
    size_t count = chain->rows * chain->columns;
    chain->kind[place] = x->count == 1       ? HY_CHAIN_ONE
                         : x->count == count ? HY_CHAIN_ALL
                                             : HY_CHAIN_ROW;
    if (chain->kind[place] == HY_CHAIN_ROW) {
        chain->columns = x->count;
        chain->rows = count / x->count;
    }
    return place;
}

// Adds what a value needs, and it; results are counted from HY_CHAIN_MAX_INPUTS on until all inputs
// are known. The depth of the recursion is that of an expression, which is bounded.
static int place_value(builder *b, const hy_tensor *x)
{
    if (!hy_tensor_is_pending(x)) {
        return place_input(b, x);
    }
    for (int i = 0; i < b->chain.step_count; i++) {
        if (b->results[i] == x) {
            return HY_CHAIN_MAX_INPUTS + i;
        }
    }
    const hy_pending *pending = x->pending;
    hy_chain_step step = {.op = pending->op, .count = pending->input_count};
    for (int i = 0; i < step.count; i++) {
        step.from[i] = place_value(b, pending->inputs[i]);
    }
    int place = b->chain.step_count++;
    b->results[place] = x;
    b->chain.steps[place] = step;
    return HY_CHAIN_MAX_INPUTS + place;
}

static void run(const hy_tensor *tensor, void *out)
{
    builder b = {.chain = {.rows = 1, .columns = tensor->count, .out = out}};
    b.chain.streams = tensor->count * hy_dtype_size(tensor->dtype) >= STREAMED_BYTES;
    (void)place_value(&b, tensor);
    for (int i = 0; i < b.chain.step_count; i++) {
        hy_chain_step *step = &b.chain.steps[i];
        for (int k = 0; k < step->count; k++) {
            bool is_result = step->from[k] >= HY_CHAIN_MAX_INPUTS;
            step->from[k] -= is_result ? HY_CHAIN_MAX_INPUTS - b.chain.input_count : 0;
        }
    }
    hy_tensor_kernels(tensor)->chain(&b.chain);
}

static void destroy_all(hy_tensor *dying)
{
    while (dying) {
        hy_tensor *next = dying->next;
        hy_tensor_destroy(dying);
        dying = next;
    }
}

hy_status hy_tensor_realize(hy_tensor *tensor, hy_error *err)
{
    if (!hy_tensor_is_pending(tensor)) {
        return HY_OK;
    }
    hy_scope scope;
    hy_scope_init(&scope, tensor->context, err);
    hy_tensor *owner = hy_tensor_create_like(&scope, tensor->dtype, tensor);
    if (owner) {
        run(tensor, owner->data);
        hy_tensor *dying = hy_pending_free(tensor, NULL);
        tensor->storage = owner->storage;
        tensor->storage->reference_count++;
        tensor->data = owner->data;
        destroy_all(dying);
    }
    return hy_scope_deinit(&scope);
}

static bool reads(const hy_pending *pending, const hy_storage *storage)
{
    bool does = false;
    for (int i = 0; i < pending->input_count; i++) {
        const hy_tensor *input = pending->inputs[i];
        does = does || (!hy_tensor_is_pending(input) && input->storage == storage);
    }
    return does;
}

// A pending tensor that reads a storage, or NULL.
static hy_tensor *find_reader(const hy_context *context, const hy_storage *storage)
{
    const hy_pending *pending = context->pending;
    while (pending && !reads(pending, storage)) {
        pending = pending->next;
    }
    return pending ? pending->tensor : NULL;
}

hy_status hy_pending_settle(const hy_tensor *tensor, hy_error *err)
{
    hy_status status = HY_OK;
    hy_tensor *reader = find_reader(tensor->context, tensor->storage);
    while (reader && status == HY_OK) {
        status = hy_tensor_realize(reader, err);
        reader = find_reader(tensor->context, tensor->storage);
    }
    return status;
}

hy_status hy_pending_settle_all(const hy_context *context, hy_error *err)
{
    hy_status status = HY_OK;
    while (context->pending && status == HY_OK) {
        status = hy_tensor_realize(context->pending->tensor, err);
    }
    return status;
}

hy_tensor *hy_pending_free(hy_tensor *tensor, hy_tensor *dying)
{
    hy_pending *pending = tensor->pending;
    leave_list(pending, tensor->context);
    for (int i = 0; i < pending->input_count; i++) {
        hy_tensor *input = pending->inputs[i];
        if (--input->reference_count == 0) {
            input->next = dying;
            dying = input;
        }
    }
    hy_cache_release(&tensor->context->cache, pending, sizeof *pending);
    return dying;
}
