#include "autodiff/in_place.h"

#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "tensor/loop.h"
#include "tensor/pending.h"
#include "tensor/plan.h"

// A copy of a value that shares elements with what it is written into.
static hy_tensor *copy_apart(hy_scope *scope, hy_tensor *value)
{
    hy_tensor *copy = hy_tensor_create(scope, value->dtype, &value->shape);
    if (copy && copy->count > 0) {
        hy_loop loop;
        hy_loop_init(&loop, copy, &value, 1);
        hy_tensor_kernels(copy)->unary(HY_UNARY_COPY, &loop);
    }
    return copy;
}

// Computes what waits to read what `x` holds now; false after a failure.
static bool begin_write(hy_scope *scope, const hy_tensor *x)
{
    hy_error err;
    if (x->storage->is_read_only) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "a tensor of prepared data is constant: clone it before writing");
        return false;
    }
    hy_status status = scope->context->pending ? hy_pending_settle(x, &err) : HY_OK;
    if (status < 0) {
        (void)hy_scope_fail(scope, status, "%s", err.text);
    }
    return status == HY_OK && hy_plan_write(scope, x);
}

// (value, tensor) -> a view of the tensor with the elements of the value
static hy_tensor *assign_forward(hy_scope *scope, const hy_call *call)
{
    hy_tensor *value = call->x[0];
    hy_tensor *x = call->x[1];
    if (!begin_write(scope, x)) {
        return NULL;
    }
    value = value->storage == x->storage ? copy_apart(scope, value) : value;
    hy_tensor *y = value ? hy_tensor_view(scope, x, &x->shape, x->stride, 0) : NULL;
    if (y && y->count > 0) {
        hy_loop loop;
        hy_loop_init(&loop, y, &value, 1);
        hy_tensor_kernels(y)->unary(HY_UNARY_COPY, &loop);
    }
    if (y) {
        y->storage->version = ++scope->context->last_id;
    }
    return y;
}

static hy_tensor *assign_backward(hy_scope *s, const hy_rule *r)
{
    (void)s;
    return r->wanted == 0 ? r->grad : NULL;
}

// not in the table: a row there leaves its inputs as they are
static const hy_op op_assign = {
    .name = "assign",
    .forward = assign_forward,
    .backward = assign_backward,
    .promotion = HY_PROMOTION_NONE,
};

static bool is_expanded(const hy_tensor *x)
{
    for (int axis = 0; axis < x->shape.rank; axis++) {
        if (x->shape.extent[axis] > 1 && x->stride[axis] == 0) {
            return true;
        }
    }
    return false;
}

// The recorded tensor that `x` was made of as a view, or NULL.
static const hy_tensor *base_of(const hy_tensor *x)
{
    for (int i = 0; i < x->input_count; i++) {
        if (x->inputs[i]->data && x->inputs[i]->storage == x->storage) {
            return x->inputs[i];
        }
    }
    return NULL;
}

// Whether `x` is a leaf or a view of one. What was written into is none: that would have failed.
static bool is_of_leaf(const hy_tensor *x)
{
    while (x && x->op && x->op != &op_assign) {
        x = base_of(x);
    }
    return x && x->id && !x->op;
}

static bool check(hy_scope *scope, const char *name, const hy_tensor *x, const hy_tensor *value)
{
    if (scope->context->is_recording && is_of_leaf(x)) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "%s wants no leaf that requires a gradient, and no view of one: use "
                            "no_grad or detach",
                            name);
        return false;
    }
    if (is_expanded(x)) {
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s: elements of an expanded tensor are shared",
                            name);
        return false;
    }
    hy_shape common = {.rank = 0};
    if (hy_shape_broadcast(&x->shape, &value->shape, &common, NULL) < 0 ||
        !hy_shape_equal(&common, &x->shape)) {
        char from[HY_SHAPE_TEXT_SIZE];
        char to[HY_SHAPE_TEXT_SIZE];
        (void)hy_scope_fail(scope, HY_ERR_SHAPE, "%s: %s does not fit into %s", name,
                            hy_shape_format(&value->shape, from), hy_shape_format(&x->shape, to));
        return false;
    }
    return true;
}

hy_tensor *hy_assign(hy_scope *scope, const char *name, hy_tensor *x, hy_tensor *value)
{
    if (scope->status < 0 || !check(scope, name, x, value)) {
        return NULL;
    }
    hy_tensor *inputs[] = {hy_convert(scope, value, x->dtype), x};
    hy_tensor *y = hy_op_apply(scope, &op_assign, inputs, 2, NULL);
    if (y && y->id) {
        y->storage->is_recorded = true;
        return y;
    }
    return y ? x : NULL;
}

hy_tensor *hy_keep(hy_scope *scope, hy_tensor *x)
{
    return scope->context->is_recording ? hy_clone(scope, x) : x;
}

// What hy_update writes, as a tensor of its own.
static hy_tensor *combine(hy_scope *scope, const hy_op *op, hy_tensor *x, hy_tensor *value,
                          double factor)
{
    if (factor != 1) {
        return hy_add_scaled(scope, x, value, op == &hy_op_sub ? -factor : factor);
    }
    // the rules of bounds read both, those of products both factors, those of quotients the divisor
    bool is_bound = op == &hy_op_maximum || op == &hy_op_minimum;
    bool is_read =
        is_bound || (op == &hy_op_mul && value && value->id) || (op == &hy_op_div && value == x);
    hy_tensor *before = is_read ? hy_keep(scope, x) : x;
    return hy_op_apply(scope, op, (hy_tensor *[]){before, value == x ? before : value}, 2, NULL);
}

// Whether nothing is recorded of `x` that a write or an op would have to look at.
static bool is_plain(const hy_context *context, const hy_tensor *x)
{
    return !x->op && (!context->is_recording || (!x->id && !x->storage->is_recorded));
}

// Whether a row kernel may read `value` while it writes `x`.
static bool lie_alike(const hy_tensor *x, const hy_tensor *value)
{
    bool is_apart = value->storage != x->storage;
    bool is_one = is_apart && value->count == 1 && value->shape.rank <= x->shape.rank;
    bool is_alike = (is_apart || value->data == x->data) && value->is_contiguous &&
                    hy_shape_equal(&x->shape, &value->shape);
    return x->is_contiguous && (is_one || is_alike);
}

// Whether a kernel may write into `x` at once: the tensors lie alike, and neither graph nor
// versions nor who looks for anomalies need to see what happens.
static bool is_simple(const hy_context *context, const hy_tensor *x, const hy_tensor *value)
{
    bool is_unseen =
        !context->ruled && !context->watch && is_plain(context, x) && is_plain(context, value);
    return is_unseen && x->dtype == value->dtype && hy_dtype_is_float(x->dtype) &&
           lie_alike(x, value);
}

static void write_row(const hy_op *op, hy_tensor *x, const hy_tensor *value, double factor)
{
    hy_loop loop;
    hy_loop_init_row(&loop, x, x, value);
    loop.in_stride[1][0] = value->count != 1;
    if (factor == 1) {
        hy_tensor_kernels(x)->binary((hy_binary)op->kernel, &loop);
    } else {
        hy_tensor_kernels(x)->add_scaled(op == &hy_op_sub ? -factor : factor, &loop);
    }
}

hy_tensor *hy_update(hy_scope *scope, const char *name, const hy_op *op, hy_tensor *x,
                     hy_tensor *value, double factor)
{
    if (scope->status < 0 || !is_simple(scope->context, x, value)) {
        return hy_assign(scope, name, x, combine(scope, op, x, value, factor));
    }
    if (!begin_write(scope, x)) {
        return NULL;
    }
    double elements = 2 * (double)x->count + (double)value->count;
    hy_meter_charge(&scope->context->meter, HY_METER_OP + HY_METER_ELEMENT * elements);
    hy_plan_see(scope->context, &value, 1);
    if (x->count > 0) {
        write_row(op, x, value, factor);
        x->storage->version = ++scope->context->last_id;
    }
    return x;
}
