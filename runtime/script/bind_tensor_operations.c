#include "script/bind_tensor_parts.h"

#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "script/bind_tensor_arguments.h"

// each function of one element, as a method or of the module; the op is the second upvalue
static int call_unary(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    const hy_op *op = lua_touserdata(L, lua_upvalueindex(2));
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_op_apply(&work.scope, op, &x, 1, NULL);
    return hy_tensor_work_end(L, binding, &work, y);
}

// each function of two elements; either may be a number, but not both
static int call_binary(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    const hy_op *op = lua_touserdata(L, lua_upvalueindex(2));
    hy_operand a = hy_operand_check(L, binding, 1);
    hy_operand b = hy_operand_check(L, binding, 2);
    const hy_tensor *like = a.tensor ? a.tensor : b.tensor;
    if (!like) {
        return luaL_error(L, "%s wants a tensor, got two numbers", op->name);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *inputs[] = {hy_operand_tensor(&work.scope, &a, like),
                           hy_operand_tensor(&work.scope, &b, like)};
    hy_tensor *y = hy_op_apply(&work.scope, op, inputs, 2, NULL);
    return hy_tensor_work_end(L, binding, &work, y);
}

static void set_calls(lua_State *L, int binding_index, const char *const names[],
                      lua_CFunction function)
{
    for (const char *const *name = names; *name; name++) {
        lua_pushvalue(L, binding_index);
        lua_pushlightuserdata(L, (void *)(uintptr_t)hy_op_find(*name));
        lua_pushcclosure(L, function, 2);
        lua_setfield(L, -2, *name);
    }
}

void hy_tensor_set_elementwise(lua_State *L, int binding_index)
{
    static const char *const unary[] = {"abs", "cos",      "erf",  "exp",     "gelu",
                                        "log", "neg",      "relu", "sigmoid", "sign",
                                        "sin", "softplus", "sqrt", "tanh",    NULL};
    static const char *const binary[] = {"add",     "div",     "eq",  "ge",  "gt",  "le", "lt",
                                         "maximum", "minimum", "mul", "pow", "sub", NULL};
    set_calls(L, binding_index, unary, call_unary);
    set_calls(L, binding_index, binary, call_binary);
}

// where(condition, a, b) -> tensor
static int operation_where(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *condition = hy_tensor_check(L, binding, 1);
    hy_operand a = hy_operand_check(L, binding, 2);
    hy_operand b = hy_operand_check(L, binding, 3);
    const hy_tensor *like = a.tensor ? a.tensor : b.tensor ? b.tensor : condition;
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_scope *scope = &work.scope;
    hy_tensor *test =
        condition->dtype == like->dtype ? condition : hy_convert(scope, condition, like->dtype);
    hy_tensor *y = hy_where(scope, test, hy_operand_tensor(scope, &a, like),
                            hy_operand_tensor(scope, &b, like));
    return hy_tensor_work_end(L, binding, &work, y);
}

typedef hy_tensor *(*reduction)(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);

// (x [, axis or axes [, keepdim]]) -> tensor
static int call_reduction(lua_State *L, reduction reduce)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    unsigned axes = hy_axes_check(L, 2, x->shape.rank);
    bool keeps_axes = lua_toboolean(L, 3);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, reduce(&work.scope, x, axes, keeps_axes));
}

static int operation_sum(lua_State *L)
{
    return call_reduction(L, hy_sum);
}

static int operation_mean(lua_State *L)
{
    return call_reduction(L, hy_mean);
}

static int operation_max(lua_State *L)
{
    return call_reduction(L, hy_max);
}

static int operation_min(lua_State *L)
{
    return call_reduction(L, hy_min);
}

static hy_tensor *one_based_argmax(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes)
{
    hy_tensor *position = hy_argmax(scope, x, axes, keeps_axes);
    return hy_add(scope, position, hy_number(scope, x, 1));
}

static int operation_argmax(lua_State *L)
{
    return call_reduction(L, one_based_argmax);
}

typedef hy_tensor *(*pairing)(hy_scope *scope, hy_tensor *a, hy_tensor *b);

// (a, b) -> tensor, where both are tensors
static int call_pairing(lua_State *L, pairing pair)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *a = hy_tensor_check(L, binding, 1);
    hy_tensor *b = hy_tensor_check(L, binding, 2);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, pair(&work.scope, a, b));
}

static int operation_matmul(lua_State *L)
{
    return call_pairing(L, hy_matmul);
}

static int operation_mse(lua_State *L)
{
    return call_pairing(L, hy_mse);
}

static int operation_bce_with_logits(lua_State *L)
{
    return call_pairing(L, hy_bce_with_logits);
}

typedef hy_tensor *(*along_axis)(hy_scope *scope, hy_tensor *x, int axis);

// (x [, axis]) -> tensor; the last axis by default
static int call_along_axis(lua_State *L, along_axis function)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    int axis = x->shape.rank - 1;
    if (!lua_isnoneornil(L, 2)) {
        axis = hy_axis_check(L, 2, x->shape.rank);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, function(&work.scope, x, axis));
}

static int operation_softmax(lua_State *L)
{
    return call_along_axis(L, hy_softmax);
}

static int operation_log_softmax(lua_State *L)
{
    return call_along_axis(L, hy_log_softmax);
}

// Indices as C counts them.
static hy_tensor *from_zero(hy_scope *scope, hy_tensor *index)
{
    return hy_sub(scope, index, hy_number(scope, index, 1));
}

// cross_entropy(logits [n, k], classes [n]) -> tensor
static int operation_cross_entropy(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *logits = hy_tensor_check(L, binding, 1);
    hy_tensor *classes = hy_index_check(L, binding, 2, logits->dtype);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *loss = hy_cross_entropy(&work.scope, logits, from_zero(&work.scope, classes));
    return hy_tensor_work_end(L, binding, &work, loss);
}

typedef hy_tensor *(*picking)(hy_scope *scope, hy_tensor *x, hy_tensor *index, int axis);

// (x, axis, index) -> tensor
static int call_picking(lua_State *L, picking pick)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    int axis = hy_axis_check(L, 2, x->shape.rank);
    hy_tensor *index = hy_index_check(L, binding, 3, x->dtype);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = pick(&work.scope, x, from_zero(&work.scope, index), axis);
    return hy_tensor_work_end(L, binding, &work, y);
}

static int operation_gather(lua_State *L)
{
    return call_picking(L, hy_gather);
}

static int operation_index_select(lua_State *L)
{
    return call_picking(L, hy_index_select);
}

// to(x, dtype) -> tensor
static int operation_to(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    hy_dtype dtype = hy_dtype_check(L, 2, x->dtype);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_convert(&work.scope, x, dtype));
}

const luaL_Reg hy_tensor_operations[] = {{"argmax", operation_argmax},
                                         {"bce_with_logits", operation_bce_with_logits},
                                         {"cross_entropy", operation_cross_entropy},
                                         {"gather", operation_gather},
                                         {"index_select", operation_index_select},
                                         {"log_softmax", operation_log_softmax},
                                         {"matmul", operation_matmul},
                                         {"max", operation_max},
                                         {"mean", operation_mean},
                                         {"min", operation_min},
                                         {"mse", operation_mse},
                                         {"softmax", operation_softmax},
                                         {"sum", operation_sum},
                                         {"to", operation_to},
                                         {"where", operation_where},
                                         {NULL, NULL}};
