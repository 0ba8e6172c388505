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
static void place_named(lua_State *L, const hy_signature *signature)
{
    int index = lua_gettop(L);
    int count = 0;
    while (signature->parameters[count].name) {
        count++;
    }
    if (index > count || !is_table_of_names(L, index)) {
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

/// Arguments being made ready.
typedef struct arguments {
    hy_argument given[HY_MAX_PARAMETERS];
    hy_tensor *first;       ///< The first that is a tensor.
    const hy_tensor *like;  ///< Gives numbers their element type.
    bool has_operand;
    bool is_ready;  ///< Nothing is left to be made.
} arguments;

// Whether arguments after that of the last parameter are what they may be: more numbers, nil.
static bool is_rest_welcome(lua_State *L, const hy_parameter *last, int index)
{
    bool takes_rest = hy_parameter_takes_rest(last) && lua_type(L, index) == LUA_TNUMBER;
    return lua_isnil(L, index + 1) || takes_rest;
}

// Notes what follows from the argument that was read for `parameter`.
static void take_note(arguments *of, const hy_parameter *parameter, const hy_argument *given)
{
    hy_tensor *tensor = given->tensor;
    of->first = of->first ? of->first : tensor;
    if (parameter->kind == HY_KIND_OPERAND) {
        of->like = of->like ? of->like : tensor;
        of->has_operand = true;
        of->is_ready = of->is_ready && tensor;
    }
}

static void read_arguments(lua_State *L, hy_tensor_binding *binding, const hy_signature *signature,
                           arguments *out)
{
    int given = lua_gettop(L);
    if (given > 0 && lua_istable(L, given)) {
        place_named(L, signature);
        given = lua_gettop(L);
    }
    out->first = NULL;
    out->like = NULL;
    out->has_operand = false;
    out->is_ready = true;
    hy_reader reader = {.L = L, .binding = binding, .function = signature->name, .given = given};
    const hy_parameter *parameter = signature->parameters;
    for (int i = 0; parameter->name; i++, parameter++) {
        reader.index = i + 1;
        reader.parameter = parameter;
        reader.first = out->first;
        hy_argument_read(&reader, &out->given[i]);
        take_note(out, parameter, &out->given[i]);
    }
    if (given > reader.index && !is_rest_welcome(L, parameter - 1, reader.index)) {
        hy_mistake_too_many(L, reader.index);
    }
    if (out->has_operand && !out->like) {
        out->like = out->first;
        if (!out->first) {
            hy_raise(L, "%s wants a tensor, got numbers only", signature->name);
        }
    }
}

// Does the part of reading that makes tensors.
static void make_ready(hy_scope *scope, const hy_parameter *parameters, arguments *ready)
{
    for (int i = 0; !ready->is_ready && parameters[i].name; i++) {
        hy_argument *given = &ready->given[i];
        if (given->is_given && parameters[i].kind == HY_KIND_OPERAND && !given->tensor) {
            given->tensor = hy_number_beside(scope, ready->like, given->number);
        }
    }
}

// Calls what a row names.
static hy_tensor *call_row(const hy_tensor_function *row, hy_scope *scope, const hy_argument *given)
{
    if (row->call) {
        return row->call(scope, given);
    }
    if (row->of_tensor) {
        return row->of_tensor(scope, given[0].tensor);
    }
    if (row->of_two) {
        return row->of_two(scope, given[0].tensor, given[1].tensor);
    }
    return row->of_axis ? row->of_axis(scope, given[0].tensor, given[1].axis)
                        : row->over_axes(scope, given[0].tensor, given[1].axes, given[2].flag);
}

// Counts a call; elements of a result that no operation made, such as draws, with it.
static void charge(hy_context *context, const hy_tensor *y)
{
    bool is_made = y && (hy_tensor_is_pending(y) || (const void *)y->storage == y + 1);
    double elements = is_made ? (double)y->count : 0;
    hy_meter_charge(&context->meter, HY_METER_CALL + HY_METER_ELEMENT * elements);
}

static int call_function(lua_State *L)
{
    const hy_tensor_entry *entry = hy_tensor_entry_of(L);
    hy_tensor_binding *binding = hy_tensor_binding_in(L, entry);
    hy_tensor_collect_if_grown(L, binding);
    const hy_tensor_function *function = entry->row;
    arguments ready;
    read_arguments(L, binding, &function->signature, &ready);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    make_ready(&work.scope, function->signature.parameters, &ready);
    hy_tensor *y = call_row(function, &work.scope, ready.given);
    charge(binding->context, y);
    return hy_tensor_work_end(L, binding, &work, y);
}

// Which parameter is a shape that may be given as extents one after the other, because no number
// follows it; -1 for none.
static int find_shape(const hy_parameter *parameters)
{
    for (int i = 0; parameters[i].name && parameters[i + 1].name; i++) {
        bool is_shape = parameters[i].kind == HY_KIND_SHAPE;
        if (is_shape && parameters[i + 1].kind != HY_KIND_NUMBER) {
            return i;
        }
    }
    return -1;
}

// The same where extents may be given one after the other: t.zeros(2, 3, "f64").
static int call_with_extents(lua_State *L)
{
    const hy_tensor_function *function = hy_tensor_entry_of(L)->row;
    int first = find_shape(function->signature.parameters) + 1;
    int count = 0;
    while (lua_type(L, first + count) == LUA_TNUMBER) {
        count++;
    }
    if (count > 1) {
        lua_createtable(L, count, 0);
        for (int i = count; i >= 1; i--) {
            lua_pushvalue(L, first + i - 1);
            lua_rawseti(L, -2, i);
            lua_remove(L, first + i - 1);
        }
        lua_insert(L, first);
    }
    return call_function(L);
}

/// A call of a function of many.
typedef struct many {
    lua_State *L;
    hy_tensor_binding *binding;
    const hy_tensor_function_of_many *function;
    arguments *ready;
} many;

// Calls the function, whose results the handles then hold, and returns their number.
static int make(const many *of, hy_tensor *tensors[], void *const handles[])
{
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, of->binding->context, &err);
    make_ready(&scope, of->function->signature.parameters, of->ready);
    int count = of->function->call(&scope, of->ready->given, tensors);
    for (int i = 0; scope.status == HY_OK && i < count; i++) {
        hy_tensor_handle_fill(of->binding, handles[i], tensors[i]);
    }
    return hy_scope_deinit(&scope) < 0 ? hy_mistake_fail(of->L, &err) : count;
}

static int return_some(const many *of)
{
    hy_tensor *tensors[HY_MAX_SEPARATE_RESULTS] = {NULL};
    void *handles[HY_MAX_SEPARATE_RESULTS] = {NULL};
    for (int i = 0; i < of->function->result_count; i++) {
        handles[i] = hy_tensor_handle_push(of->L, of->binding);
    }
    int count = make(of, tensors, handles);
    lua_pop(of->L, of->function->result_count - count);
    return count;
}

static int return_list(const many *of)
{
    hy_error err;
    hy_scope scope;
    hy_scope_init(&scope, of->binding->context, &err);
    int count = of->function->call(&scope, of->ready->given, NULL);
    if (hy_scope_deinit(&scope) < 0) {
        return hy_mistake_fail(of->L, &err);
    }
    luaL_checkstack(of->L, 4, "results");
    hy_tensor **tensors = lua_newuserdata(of->L, (2 * (size_t)count + 1) * sizeof(void *));
    void **handles = (void **)(tensors + count);
    lua_createtable(of->L, count, 0);
    for (int i = 0; i < count; i++) {
        tensors[i] = NULL;
        handles[i] = hy_tensor_handle_push(of->L, of->binding);
        lua_rawseti(of->L, -2, i + 1);
    }
    (void)make(of, tensors, handles);
    return 1;
}

static int call_function_of_many(lua_State *L)
{
    const hy_tensor_entry *entry = hy_tensor_entry_of(L);
    hy_tensor_binding *binding = hy_tensor_binding_in(L, entry);
    hy_tensor_collect_if_grown(L, binding);
    arguments ready;
    many of = {.L = L, .binding = binding, .function = entry->row, .ready = &ready};
    read_arguments(L, binding, &of.function->signature, &ready);
    charge(binding->context, NULL);
    return of.function->result_count == 0 ? return_list(&of) : return_some(&of);
}

void hy_tensor_set_functions(lua_State *L, hy_tensor_binding *binding,
                             const hy_tensor_function *functions)
{
    for (; functions->signature.name; functions++) {
        bool has_shape = find_shape(functions->signature.parameters) >= 0;
        hy_tensor_set_function(L, binding, functions->signature.name,
                               has_shape ? call_with_extents : call_function, functions);
    }
}

void hy_tensor_set_functions_of_many(lua_State *L, hy_tensor_binding *binding,
                                     const hy_tensor_function_of_many *functions)
{
    for (; functions->signature.name; functions++) {
        hy_tensor_set_function(L, binding, functions->signature.name, call_function_of_many,
                               functions);
    }
}
