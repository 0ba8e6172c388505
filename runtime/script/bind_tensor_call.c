#include "script/bind_tensor_call.h"

#include "autodiff/ops.h"
#include "script/bind_tensor_arguments.h"
#include "script/position.h"

#include <stdint.h>
#include <string.h>

// Whether the value at `index` is a table of names: it holds something, and that is no list.
static bool is_table_of_names(lua_State *L, int index)
{
    if (!lua_istable(L, index) || lua_objlen(L, index) > 0) {
        return false;
    }
    lua_pushnil(L);
    if (!lua_next(L, index)) {
        return false;
    }
    lua_pop(L, 2);
    return true;
}

static bool is_parameter(const hy_parameter *parameter, const char *name)
{
    for (; parameter->name; parameter++) {
        if (strcmp(parameter->name, name) == 0) {
            return true;
        }
    }
    return false;
}

// Raises for a name in the table at `index` that is none of `parameters`.
static void check_names(lua_State *L, const char *function, const hy_parameter *parameters,
                        int index)
{
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING || !is_parameter(parameters, lua_tostring(L, -2))) {
            lua_pushvalue(L, -2);
            hy_raise(L, "%s takes no argument of the name %s here", function,
                     lua_tostring(L, -1) ? lua_tostring(L, -1) : luaL_typename(L, -1));
        }
        lua_pop(L, 1);
    }
}

// Puts the values of a table of names, if the last argument is one, where the arguments belong.
static void place_named(lua_State *L, const hy_signature *signature, int count)
{
    int index = lua_gettop(L);
    if (index == 0 || index > count || !is_table_of_names(L, index)) {
        return;
    }
    const hy_parameter *rest = &signature->parameters[index - 1];
    check_names(L, signature->name, rest, index);
    for (const hy_parameter *parameter = rest; parameter->name; parameter++) {
        lua_pushstring(L, parameter->name);
        lua_rawget(L, index);
    }
    lua_remove(L, index);
}

static int count_parameters(const hy_parameter *parameters)
{
    int count = 0;
    while (parameters[count].name) {
        count++;
    }
    return count;
}

/// Arguments being made ready.
typedef struct arguments {
    hy_argument given[HY_MAX_PARAMETERS];
    const hy_tensor *like;  ///< Gives numbers their element type.
} arguments;

static const hy_tensor *first_of_kind(const hy_signature *signature, const arguments *of,
                                      hy_kind kind)
{
    for (int i = 0; signature->parameters[i].name; i++) {
        if (signature->parameters[i].kind == kind && of->given[i].tensor) {
            return of->given[i].tensor;
        }
    }
    return NULL;
}

static bool has_operand(const hy_parameter *parameter)
{
    while (parameter->name && parameter->kind != HY_KIND_OPERAND) {
        parameter++;
    }
    return parameter->name != NULL;
}

// Whether arguments after that of the last parameter are what they may be: extents of a shape, nil.
static bool is_rest_welcome(lua_State *L, const hy_parameter *last, int index)
{
    bool is_shape = last->kind == HY_KIND_SHAPE || last->kind == HY_KIND_OPEN_SHAPE;
    return lua_isnil(L, index + 1) || (is_shape && lua_type(L, index) == LUA_TNUMBER);
}

static void read_arguments(lua_State *L, hy_tensor_binding *binding, const hy_signature *signature,
                           arguments *out)
{
    int count = count_parameters(signature->parameters);
    place_named(L, signature, count);
    int given = lua_gettop(L);
    if (given < count) {
        lua_settop(L, count);
    } else if (given > count && !is_rest_welcome(L, &signature->parameters[count - 1], count)) {
        hy_raise(L, "%s takes at most %d arguments, got %d", signature->name, count, given);
    }
    hy_reader reader = {.L = L, .binding = binding, .function = signature->name};
    for (int i = 0; i < count; i++) {
        reader.index = i + 1;
        reader.last_index = reader.index == count ? given : reader.index;
        reader.parameter = &signature->parameters[i];
        hy_argument_read(&reader, &out->given[i]);
    }
    out->like = NULL;
    if (has_operand(signature->parameters)) {
        const hy_tensor *operand = first_of_kind(signature, out, HY_KIND_OPERAND);
        out->like = operand ? operand : first_of_kind(signature, out, HY_KIND_TENSOR);
        if (!out->like) {
            hy_raise(L, "%s wants a tensor, got numbers only", signature->name);
        }
    }
}

// Does the part of reading that makes tensors.
static void make_ready(hy_scope *scope, const hy_parameter *parameters, arguments *ready)
{
    for (int i = 0; parameters[i].name; i++) {
        hy_argument *given = &ready->given[i];
        if (given->is_given && parameters[i].kind == HY_KIND_OPERAND && !given->tensor) {
            given->tensor = hy_number_beside(scope, ready->like, given->number);
        } else if (given->is_given && parameters[i].kind == HY_KIND_INDEX) {
            given->tensor = hy_sub(scope, given->tensor, hy_number(scope, given->tensor, 1));
        }
    }
}

// the row is the second upvalue
static int call_function(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    const hy_tensor_function *function = lua_touserdata(L, lua_upvalueindex(2));
    arguments ready;
    read_arguments(L, binding, &function->signature, &ready);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    make_ready(&work.scope, function->signature.parameters, &ready);
    return hy_tensor_work_end(L, binding, &work, function->call(&work.scope, ready.given));
}

/// Results of a function of many.
typedef struct many {
    int count;
    hy_tensor **tensors;
    void **handles;
} many;

// Pushes a buffer for tensors and handles, and then the handles: one by one, or in a list.
static many push_handles(lua_State *L, hy_tensor_binding *binding, int count, bool are_listed)
{
    luaL_checkstack(L, (are_listed ? 0 : count) + 4, "results");
    many results = {.count = count};
    results.tensors = lua_newuserdata(L, (2 * (size_t)count + 1) * sizeof(void *));
    results.handles = (void **)(results.tensors + count);
    if (are_listed) {
        lua_createtable(L, count, 0);
    }
    for (int i = 0; i < count; i++) {
        results.tensors[i] = NULL;
        results.handles[i] = hy_tensor_handle_push(L, binding);
        if (are_listed) {
            lua_rawseti(L, -2, i + 1);
        }
    }
    return results;
}

static int call_function_of_many(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    const hy_tensor_function_of_many *function = lua_touserdata(L, lua_upvalueindex(2));
    bool are_listed = function->result_count == 0;
    arguments ready;
    read_arguments(L, binding, &function->signature, &ready);
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, binding->context, &err);
    int count = are_listed ? function->call(&scope, ready.given, NULL) : function->result_count;
    if (hy_scope_deinit(&scope) < 0) {
        return hy_raise(L, "%s", err.text);
    }
    many results = push_handles(L, binding, count, are_listed);
    hy_scope_init(&scope, binding->context, &err);
    make_ready(&scope, function->signature.parameters, &ready);
    int made = function->call(&scope, ready.given, results.tensors);
    for (int i = 0; scope.status == HY_OK && i < made; i++) {
        hy_tensor_handle_fill(binding, results.handles[i], results.tensors[i]);
    }
    if (hy_scope_deinit(&scope) < 0) {
        return hy_raise(L, "%s", err.text);
    }
    lua_pop(L, count - made);
    return are_listed ? 1 : made;
}

static void set(lua_State *L, int binding_index, lua_CFunction call, const hy_signature *row)
{
    lua_pushvalue(L, binding_index);
    lua_pushlightuserdata(L, (void *)(uintptr_t)row);
    lua_pushcclosure(L, call, 2);
    lua_setfield(L, -2, row->name);
}

void hy_tensor_set_functions(lua_State *L, int binding_index, const hy_tensor_function *functions)
{
    for (; functions->signature.name; functions++) {
        set(L, binding_index, call_function, &functions->signature);
    }
}

void hy_tensor_set_functions_of_many(lua_State *L, int binding_index,
                                     const hy_tensor_function_of_many *functions)
{
    for (; functions->signature.name; functions++) {
        set(L, binding_index, call_function_of_many, &functions->signature);
    }
}
