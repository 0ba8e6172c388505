#include "script/bind_tensor_parts.h"

#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "autodiff/postpone.h"
#include "script/position.h"

#include <string.h>

// each function of one element, as a method or of the module; its row is the op
static int call_unary(lua_State *L)
{
    const hy_tensor_entry *entry = hy_tensor_entry_of(L);
    hy_tensor_binding *binding = hy_tensor_binding_in(L, entry);
    hy_tensor_collect_if_grown(L, binding);
    const hy_op *op = entry->row;
    hy_tensor *x = hy_tensor_check_pending(L, binding, "x", 1);
    // the metamethod of a minus gets its operand twice
    if (hy_tensor_is_given(L, 2) && op != &hy_op_neg) {
        return hy_mistake_too_many(L, 1);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_op_postpone(&work.scope, op, &x, 1);
    return hy_tensor_work_end(L, binding, &work, y);
}

// (a, b, alpha): a + alpha * b, or a - alpha * b
static int call_scaled(lua_State *L, hy_tensor_binding *binding, const hy_op *op)
{
    if (op != &hy_op_add && op != &hy_op_sub) {
        return hy_mistake_too_many(L, 2);
    }
    if (lua_gettop(L) > 3) {
        return hy_mistake_too_many(L, 3);
    }
    hy_operand a = hy_operand_peek(L, binding, "a", 1);
    hy_operand b = hy_operand_peek(L, binding, "b", 2);
    double alpha = hy_mistake_check_alpha(L);
    const hy_tensor *like = a.tensor ? a.tensor : b.tensor;
    if (!like) {
        return hy_raise(L, "%s wants a tensor, got two numbers", op->name);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_op_postpone_scaled(&work.scope, hy_operand_tensor(&work.scope, &a, like),
                                         hy_operand_tensor(&work.scope, &b, like),
                                         op == &hy_op_sub ? -alpha : alpha);
    return hy_tensor_work_end(L, binding, &work, y);
}

// each function of two elements; either may be a number, but not both
static int call_binary(lua_State *L)
{
    const hy_tensor_entry *entry = hy_tensor_entry_of(L);
    hy_tensor_binding *binding = hy_tensor_binding_in(L, entry);
    hy_tensor_collect_if_grown(L, binding);
    const hy_op *op = entry->row;
    if (hy_tensor_is_given(L, 3)) {
        return call_scaled(L, binding, op);
    }
    hy_operand a = hy_operand_peek(L, binding, "a", 1);
    hy_operand b = hy_operand_peek(L, binding, "b", 2);
    const hy_tensor *like = a.tensor ? a.tensor : b.tensor;
    if (!like) {
        return hy_raise(L, "%s wants a tensor, got two numbers", op->name);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *inputs[] = {hy_operand_tensor(&work.scope, &a, like),
                           hy_operand_tensor(&work.scope, &b, like)};
    hy_tensor *y = hy_op_postpone(&work.scope, op, inputs, 2);
    return hy_tensor_work_end(L, binding, &work, y);
}

static void set_calls(lua_State *L, hy_tensor_binding *binding, const char *const names[],
                      lua_CFunction function)
{
    for (const char *const *name = names; *name; name++) {
        hy_tensor_set_function(L, binding, *name, function, hy_op_find(*name));
    }
}

void hy_tensor_set_elementwise(lua_State *L, hy_tensor_binding *binding)
{
    static const char *const unary[] = {
        "abs",   "acos",  "asin", "atan",     "ceil",  "clone", "cos",  "cosh",  "erf",   "exp",
        "expm1", "floor", "gelu", "log",      "log1p", "neg",   "relu", "round", "rsqrt", "sigmoid",
        "sign",  "sin",   "sinh", "softplus", "sqrt",  "tan",   "tanh", NULL};
    static const char *const binary[] = {
        "add",     "atan2",   "div", "eq", "floor_divide", "ge",        "gt",  "le", "lt",
        "maximum", "minimum", "mul", "ne", "pow",          "remainder", "sub", NULL};
    set_calls(L, binding, unary, call_unary);
    set_calls(L, binding, binary, call_binary);
}

static hy_tensor *call_where(hy_scope *scope, const hy_argument *given)
{
    return hy_where(scope, given[0].tensor, given[1].tensor, given[2].tensor);
}

static hy_tensor *call_layer_norm(hy_scope *scope, const hy_argument *given)
{
    return hy_layer_norm(scope, given[0].tensor, given[1].tensor, given[2].tensor, given[3].number);
}

static hy_tensor *call_linear(hy_scope *scope, const hy_argument *given)
{
    static const struct {
        const char *name;
        hy_unary function;
    } activations[] = {{"none", HY_UNARY_COPY}, {"relu", HY_UNARY_RELU},
                       {"tanh", HY_UNARY_TANH}, {"sigmoid", HY_UNARY_SIGMOID},
                       {"gelu", HY_UNARY_GELU}, {"softplus", HY_UNARY_SOFTPLUS}};
    const char *name = given[3].is_given ? given[3].text : "none";
    for (size_t i = 0; i < sizeof activations / sizeof activations[0]; i++) {
        if (strcmp(activations[i].name, name) == 0) {
            return hy_linear(scope, given[0].tensor, given[1].tensor, given[2].tensor,
                             activations[i].function);
        }
    }
    return hy_scope_fail(scope, HY_ERR_ARGUMENT, "linear knows no activation \"%s\"", name);
}

static hy_tensor *call_gather(hy_scope *scope, const hy_argument *given)
{
    return hy_gather(scope, given[0].tensor, given[2].tensor, given[1].axis);
}

static hy_tensor *call_index_select(hy_scope *scope, const hy_argument *given)
{
    return hy_index_select(scope, given[0].tensor, given[2].tensor, given[1].axis);
}

static hy_tensor *call_to(hy_scope *scope, const hy_argument *given)
{
    return hy_convert(scope, given[0].tensor, given[1].dtype);
}

static const hy_parameter tensor_and_two_operands[] = {{"condition", HY_KIND_TENSOR, HY_REQUIRED},
                                                       {"a", HY_KIND_OPERAND, HY_REQUIRED},
                                                       {"b", HY_KIND_OPERAND, HY_REQUIRED},
                                                       {NULL, 0, 0}};
static const hy_parameter over_axes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"axis", HY_KIND_AXES, HY_ABSENT},
                                         {"keepdim", HY_KIND_FLAG, false},
                                         {NULL, 0, 0}};
static const hy_parameter along_axis[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"axis", HY_KIND_AXIS, -1}, {NULL, 0, 0}};
static const hy_parameter two_tensors[] = {
    {"a", HY_KIND_TENSOR, HY_REQUIRED}, {"b", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_norm[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                       {"weight", HY_KIND_TENSOR, HY_ABSENT},
                                       {"bias", HY_KIND_TENSOR, HY_ABSENT},
                                       {"eps", HY_KIND_NUMBER, 1e-5},
                                       {NULL, 0, 0}};
static const hy_parameter of_layer[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"w", HY_KIND_TENSOR, HY_REQUIRED},
                                        {"b", HY_KIND_TENSOR, HY_ABSENT},
                                        {"activation", HY_KIND_TEXT, HY_ABSENT},
                                        {NULL, 0, 0}};
static const hy_parameter logits_and_targets[] = {{"logits", HY_KIND_TENSOR, HY_REQUIRED},
                                                  {"targets", HY_KIND_TENSOR, HY_REQUIRED},
                                                  {NULL, 0, 0}};
static const hy_parameter logits_and_classes[] = {
    {"logits", HY_KIND_TENSOR, HY_REQUIRED}, {"classes", HY_KIND_INDEX, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter picked[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                      {"axis", HY_KIND_AXIS, HY_REQUIRED},
                                      {"index", HY_KIND_INDEX, HY_REQUIRED},
                                      {NULL, 0, 0}};
static const hy_parameter to_dtype[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"dtype", HY_KIND_DTYPE, HY_REQUIRED}, {NULL, 0, 0}};

const hy_tensor_function hy_tensor_operations[] = {
    {{"bce_with_logits", logits_and_targets}, .of_two = hy_bce_with_logits},
    {{"cross_entropy", logits_and_classes}, .of_two = hy_cross_entropy},
    {{"gather", picked}, .call = call_gather},
    {{"index_select", picked}, .call = call_index_select},
    {{"layer_norm", of_norm}, .call = call_layer_norm},
    {{"linear", of_layer}, .call = call_linear},
    {{"log_softmax", along_axis}, .of_axis = hy_log_softmax},
    {{"matmul", two_tensors}, .of_two = hy_matmul},
    {{"mean", over_axes}, .over_axes = hy_mean},
    {{"mse", two_tensors}, .of_two = hy_mse},
    {{"softmax", along_axis}, .of_axis = hy_softmax},
    {{"sum", over_axes}, .over_axes = hy_sum},
    {{"to", to_dtype}, .call = call_to},
    {{"where", tensor_and_two_operands}, .call = call_where},
    {{NULL, NULL}, .call = NULL}};
