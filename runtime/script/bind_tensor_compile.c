#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "script/bind_tensor_plans.h"
#include "script/position.h"
#include "script/walk.h"
#include "tensor/pending.h"

#include <stdint.h>

// upvalues of a compiled function, after its entry
enum { UPVALUE_FUNCTION = 2, UPVALUE_PLANS = 3, UPVALUE_RECORDED = 4 };

/// A plan on its way through the function.
typedef struct making {
    hy_tensor_binding *binding;
    hy_tensor **x;       ///< The tensors among the arguments,
    hy_tensor **inputs;  ///< and what stands for them.
    size_t count;
    size_t next;  ///< The first that has not been pushed.
    hy_tensor **results;
    size_t result_count;
    int list;  ///< Stack index of the list of the results' handles.
} making;

// Fails as the scope, if it did, has.
static void end_scope(lua_State *L, hy_scope *scope)
{
    if (hy_scope_deinit(scope) < 0) {
        hy_raise(L, "%s", scope->err->text);
    }
}

static void make_inputs(lua_State *L, const making *of)
{
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, of->binding->context, &err);
    for (size_t i = 0; i < of->count; i++) {
        of->inputs[i] = hy_plan_stand_in(&scope, of->x[i]);
    }
    end_scope(L, &scope);
}

// Pushes the handle of what stands for the next tensor; it is recorded where that is.
static void push_input(lua_State *L, making *of)
{
    // a finaliser may have written into the tables since they were read
    if (of->next == of->count) {
        hy_raise(L, "compile: the arguments changed while they were read");
    }
    void *handle = hy_tensor_handle_push(L, of->binding);
    bool is_recorded = of->x[of->next]->id != 0;
    hy_tensor *input = of->inputs[of->next++];
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, of->binding->context, &err);
    hy_tensor *seen = is_recorded ? hy_leaf(&scope, input) : input;
    if (seen) {
        hy_tensor_handle_fill(of->binding, handle, seen);
    }
    end_scope(L, &scope);
}

// Lists the handle on top of the stack and pushes its number, which is a light userdata and even:
// no handle.
static void push_number(lua_State *L, making *of)
{
    lua_pushvalue(L, -1);
    lua_rawseti(L, of->list, (int)of->result_count + 1);
    lua_pushlightuserdata(L, (void *)(uintptr_t)(2 * of->result_count++));
}

// Replaces the value on top of the stack by one that has what `push` makes of them in place of
// tensors. Tables are copied.
static void replace_tensors(lua_State *L, making *of, void (*push)(lua_State *, making *),
                            int depth)
{
    if (hy_tensor_peek(L, of->binding, -1)) {
        push(L, of);
        lua_replace(L, -2);
        return;
    }
    if (!lua_istable(L, -1)) {
        return;
    }
    if (depth == HY_READING_MAX_DEPTH) {
        hy_raise(L, "compile: tables nest more than %d deep", HY_READING_MAX_DEPTH);
    }
    lua_newtable(L);
    lua_insert(L, -2);
    int copy = lua_gettop(L) - 1;
    hy_walk walk;
    hy_walk_begin(&walk, L, "compile");
    for (const hy_key *key; (key = hy_walk_next(&walk));) {
        replace_tensors(L, of, push, depth + 1);
        hy_key_push(L, key);
        lua_insert(L, -2);
        lua_rawset(L, copy);
    }
    lua_pop(L, 1);
}

// Pushes a userdata with the results that were listed, contiguous.
static void push_results(lua_State *L, making *of)
{
    of->results = lua_newuserdata(L, (of->result_count + 1) * sizeof(hy_tensor *));
    hy_error err;
    for (size_t i = 0; i < of->result_count; i++) {
        lua_rawgeti(L, of->list, (int)i + 1);
        hy_tensor *y = hy_tensor_at(L, of->binding, -1);
        lua_pop(L, 1);
        if (y->id) {
            hy_raise(L,
                     "compile: result %d is recorded: no gradient can pass, so detach it, or "
                     "call the function without recording",
                     (int)i + 1);
        }
        hy_plan_see(of->binding->context, &y, 1);
        hy_scope scope;
        hy_scope_init(&scope, of->binding->context, &err);
        of->results[i] = hy_tensor_contiguous(&scope, y);
        end_scope(L, &scope);
    }
}

// Pushes the table of `count` values from stack index `first` on, with their number as "n".
static void push_packed(lua_State *L, int first, int count)
{
    lua_createtable(L, count, 1);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, first + i);
        lua_rawseti(L, -2, i + 1);
    }
    lua_pushinteger(L, count);
    lua_setfield(L, -2, "n");
}

// (making, function, argument ...) -> arguments as the function got them, skeleton of its results,
// userdata with the tensors among them
static int run_function(lua_State *L)
{
    making *of = lua_touserdata(L, 1);
    int count = lua_gettop(L) - 2;
    make_inputs(L, of);
    for (int i = 0; i < count; i++) {
        lua_pushvalue(L, 3 + i);
        replace_tensors(L, of, push_input, 0);
        lua_replace(L, 3 + i);
    }
    push_packed(L, 3, count);
    lua_newtable(L);
    of->list = lua_gettop(L);
    for (int i = 0; i <= count; i++) {
        lua_pushvalue(L, 2 + i);
    }
    lua_call(L, count, LUA_MULTRET);
    // the coroutine that called last may be gone
    of->binding->running = L;
    int given = lua_gettop(L) - of->list;
    luaL_checkstack(L, 4 * HY_READING_MAX_DEPTH, "nested tables");
    push_packed(L, of->list + 1, given);
    replace_tensors(L, of, push_number, 0);
    lua_pushvalue(L, of->list - 1);
    lua_insert(L, -2);
    push_results(L, of);
    return 3;
}

// Runs the function once and pushes the plan of what it did.
static hy_lua_plan *push_new_plan(lua_State *L, hy_tensor_binding *binding,
                                  const hy_reading *reading, int argument_count)
{
    hy_lua_plan *of = hy_plans_push_empty(L);
    making now = {.binding = binding, .x = reading->tensors, .count = reading->count};
    now.inputs = lua_newuserdata(L, (now.count + 1) * sizeof(hy_tensor *));
    hy_tensor_push_function(L, binding, "compile", run_function, NULL);
    lua_pushlightuserdata(L, &now);
    lua_pushvalue(L, lua_upvalueindex(UPVALUE_FUNCTION));
    for (int i = 1; i <= argument_count; i++) {
        lua_pushvalue(L, i);
    }
    hy_error err;
    hy_plan *plan = NULL;
    hy_live_scope_push(L, binding);
    hy_status status = hy_plan_begin(binding->context, &plan, &err);
    bool has_failed = status == HY_OK && lua_pcall(L, argument_count + 2, 3, 0) != 0;
    if (has_failed) {
        hy_plan_abandon(plan);
    } else if (status == HY_OK) {
        status = hy_plan_end(plan, now.inputs, now.count, now.results, now.result_count, &err);
    }
    hy_live_scope_pop(binding, false);
    if (has_failed) {
        lua_error(L);
    }
    if (status < 0) {
        hy_raise(L, "compile: %s", err.text);
    }
    of->plan = plan;
    // ... plan inputs arguments skeleton results
    lua_pop(L, 1);
    lua_createtable(L, 2, 0);
    lua_insert(L, -3);
    lua_rawseti(L, -3, 2);
    lua_rawseti(L, -2, 1);
    lua_setfenv(L, -3);
    lua_pop(L, 1);
    return of;
}

// Replaces the number on top of the stack by a handle of that result.
static void take_result(lua_State *L, hy_tensor_binding *binding, const hy_plan *plan)
{
    size_t number = (uintptr_t)lua_touserdata(L, -1) / 2;
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    (void)hy_tensor_work_end(L, binding, &work, hy_plan_result(&work.scope, plan, number));
    lua_replace(L, -2);
}

// Replaces the part of a skeleton on top of the stack by results.
static void take_results(lua_State *L, hy_tensor_binding *binding, const hy_plan *plan)
{
    if (lua_islightuserdata(L, -1)) {
        take_result(L, binding, plan);
    } else if (lua_istable(L, -1)) {
        lua_createtable(L, (int)lua_objlen(L, -1), 0);
        lua_pushnil(L);
        while (lua_next(L, -3)) {
            take_results(L, binding, plan);
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -4);
        }
        lua_replace(L, -2);
    }
}

// Pushes the results of the newest run and returns their number.
static int push_all_results(lua_State *L, hy_tensor_binding *binding, const hy_lua_plan *of,
                            int index)
{
    lua_getfenv(L, index);
    lua_rawgeti(L, -1, 2);
    int skeleton = lua_gettop(L);
    lua_getfield(L, skeleton, "n");
    int count = (int)lua_tointeger(L, -1);
    luaL_checkstack(L, count + 4 * HY_READING_MAX_DEPTH, "results");
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, skeleton, i);
        take_results(L, binding, of->plan);
    }
    return count;
}

// Calls the function in an upvalue with the first `count` values on the stack.
static int call_upvalue(lua_State *L, int upvalue, int count)
{
    lua_settop(L, count);
    lua_pushvalue(L, lua_upvalueindex(upvalue));
    lua_insert(L, 1);
    lua_call(L, count, LUA_MULTRET);
    return lua_gettop(L);
}

// (argument ...) -> what the function returns for them
static int call_compiled(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    const hy_context *context = binding->context;
    hy_tensor_collect_if_grown(L, binding);
    int count = lua_gettop(L);
    // part of another plan, or watched: the function itself
    if (context->plan || context->watch) {
        return call_upvalue(L, UPVALUE_FUNCTION, count);
    }
    hy_reading reading;
    hy_reading_init(&reading, L, binding);
    if (reading.is_recorded && context->is_recording &&
        lua_isfunction(L, lua_upvalueindex(UPVALUE_RECORDED))) {
        return call_upvalue(L, UPVALUE_RECORDED, count);
    }
    int plans = lua_upvalueindex(UPVALUE_PLANS);
    hy_lua_plan *of = hy_plans_push(L, plans, &reading);
    if (of) {
        hy_error err;
        if (hy_plan_run(of->plan, reading.tensors, &err) < 0) {
            return hy_raise(L, "%s", err.text);
        }
    } else {
        hy_plans_make_room(L, plans, &reading);
        of = push_new_plan(L, binding, &reading, count);
        hy_plans_enter(L, plans, &reading);
    }
    return push_all_results(L, binding, of, lua_gettop(L));
}

// compile(function [, recorded]) -> function
static int compile_make(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    lua_settop(L, 2);
    hy_mistake_unless(L, lua_isfunction(L, 1), "a function", "f", 1);
    hy_mistake_unless(L, lua_isfunction(L, 2) || lua_isnil(L, 2), "a function", "recorded", 2);
    hy_tensor_entry *entry = lua_newuserdata(L, sizeof *entry);
    *entry = (hy_tensor_entry){binding, "compile", NULL};
    lua_pushvalue(L, 1);
    hy_plans_push_table(L);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, call_compiled, 4);
    return 1;
}

const luaL_Reg hy_tensor_compilers[] = {{"compile", compile_make}, {NULL, NULL}};
