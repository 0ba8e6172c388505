#include "script/bind_tensor_parts.h"

#include "autodiff/in_place.h"
#include "autodiff/op.h"
#include "autodiff/ops.h"
#include "script/bind_tensor_handle.h"
#include "script/position.h"

/// A function that writes: what it and its operand are called, and the op that computes what it
/// writes, or NULL.
typedef struct in_place {
    const char *name;
    const char *operand;
    const hy_op *op;
} in_place;

static const in_place combining[] = {{"add_", "b", &hy_op_add}, {"copy_", "b", NULL},
                                     {"div_", "b", &hy_op_div}, {"fill_", "value", NULL},
                                     {"mul_", "b", &hy_op_mul}, {"sub_", "b", &hy_op_sub},
                                     {NULL, NULL, NULL}};

// Ends the work: the first argument, which was `x`, is the result.
static int finish(lua_State *L, hy_tensor_binding *binding, hy_scope *scope, const hy_tensor *x,
                  hy_tensor *result)
{
    const hy_error *err = scope->err;
    if (result && result != x) {
        hy_tensor_handle_rebind(L, binding, 1, result);
    }
    if (hy_scope_deinit(scope) < 0) {
        return hy_mistake_fail(L, err);
    }
    lua_settop(L, 1);
    return 1;
}

// (x, tensor or number [, alpha]) -> x
static int call_combining(lua_State *L)
{
    const hy_tensor_entry *entry = hy_tensor_entry_of(L);
    hy_tensor_binding *binding = hy_tensor_binding_in(L, entry);
    const in_place *row = entry->row;
    hy_tensor *x = hy_tensor_check(L, binding, "x", 1);
    hy_operand operand = hy_operand_check(L, binding, row->operand, 2);
    double alpha = hy_tensor_is_given(L, 3) ? hy_mistake_check_alpha(L) : 1;
    bool is_scaling = row->op == &hy_op_add || row->op == &hy_op_sub;
    if (alpha != 1 && !is_scaling) {
        return hy_raise(L, "%s takes no alpha", row->name);
    }
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, binding->context, &err);
    hy_tensor *value = hy_operand_tensor(&scope, &operand, x);
    hy_tensor *result = row->op ? hy_update(&scope, row->name, row->op, x, value, alpha)
                                : hy_assign(&scope, row->name, x, value);
    return finish(L, binding, &scope, x, result);
}

// zero_(x) -> x
static int call_zero(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor *x = hy_tensor_check(L, binding, "x", 1);
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, binding->context, &err);
    hy_tensor *y = hy_assign(&scope, "zero_", x, hy_number(&scope, x, 0));
    return finish(L, binding, &scope, x, y);
}

// clamp_(x, low, high) -> x; either bound may be nil
static int call_clamp(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor *x = hy_tensor_check(L, binding, "x", 1);
    static const char *const names[] = {"min", "max"};
    double bounds[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        bounds[i] = lua_isnoneornil(L, i + 2) ? 0 : hy_mistake_check_number(L, names[i], i + 2);
    }
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, binding->context, &err);
    hy_tensor *y = x;
    if (!lua_isnoneornil(L, 2)) {
        hy_tensor *low = hy_number_beside(&scope, x, bounds[0]);
        y = hy_update(&scope, "clamp_", &hy_op_maximum, y, low, 1);
    }
    if (!lua_isnoneornil(L, 3)) {
        hy_tensor *high = hy_number_beside(&scope, x, bounds[1]);
        y = hy_update(&scope, "clamp_", &hy_op_minimum, y, high, 1);
    }
    return finish(L, binding, &scope, x, y);
}

void hy_tensor_set_in_place(lua_State *L, hy_tensor_binding *binding)
{
    for (const in_place *row = combining; row->name; row++) {
        hy_tensor_set_function(L, binding, row->name, call_combining, row);
    }
    hy_tensor_set_function(L, binding, "clamp_", call_clamp, NULL);
    hy_tensor_set_function(L, binding, "zero_", call_zero, NULL);
}
