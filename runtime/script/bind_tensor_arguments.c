#include "script/bind_tensor_arguments.h"

#include "script/bind_rng.h"
#include "script/bind_tensor_table.h"
#include "script/position.h"
#include "script/values.h"

#include <math.h>
#include <string.h>

bool hy_parameter_takes_rest(const hy_parameter *parameter)
{
    hy_kind kind = parameter->kind;
    bool is_list = kind == HY_KIND_SHAPE || kind == HY_KIND_OPEN_SHAPE || kind == HY_KIND_ORDER ||
                   kind == HY_KIND_WHOLES;
    return is_list && !parameter[1].name;
}

bool hy_dtype_find(const char *name, hy_dtype *out)
{
    for (int dtype = 0; name && dtype < HY_DTYPE_COUNT; dtype++) {
        if (strcmp(hy_dtype_name((hy_dtype)dtype), name) == 0) {
            *out = (hy_dtype)dtype;
            return true;
        }
    }
    return false;
}

static bool read_tensor(hy_reader *reader, hy_argument *out)
{
    out->tensor = hy_tensor_at(reader->L, reader->binding, reader->index);
    return out->tensor != NULL;
}

static bool read_number(hy_reader *reader, hy_argument *out)
{
    out->number = lua_tonumber(reader->L, reader->index);
    return lua_type(reader->L, reader->index) == LUA_TNUMBER;
}

static bool read_operand(hy_reader *reader, hy_argument *out)
{
    return read_number(reader, out) || read_tensor(reader, out);
}

static bool read_index(hy_reader *reader, hy_argument *out)
{
    if (lua_istable(reader->L, reader->index)) {
        // not i64: what is no whole number must not be cut off
        const hy_dtype dtype = HY_F64;
        hy_tensor_push_table(reader->L, reader->binding, reader->index, &dtype);
        lua_replace(reader->L, reader->index);
    }
    return read_tensor(reader, out);
}

static bool read_tensors(hy_reader *reader, hy_argument *out)
{
    lua_State *L = reader->L;
    if (!lua_istable(L, reader->index)) {
        return false;
    }
    out->count = hy_table_length(L, reader->index);
    out->tensors = lua_newuserdata(L, (out->count + 1) * sizeof(void *));
    for (size_t i = 0; i < out->count; i++) {
        lua_rawgeti(L, reader->index, (int)i + 1);
        out->tensors[i] = hy_tensor_at(L, reader->binding, -1);
        if (!out->tensors[i]) {
            hy_raise(L, "%s: element %d of %s: wanted a tensor, got %s", reader->function,
                     (int)i + 1, reader->parameter->name, hy_mistake_describe(L, -1));
        }
        lua_pop(L, 1);
    }
    out->tensor = out->count > 0 ? out->tensors[0] : NULL;
    return out->count > 0;
}

static bool to_whole(lua_State *L, int index, ptrdiff_t *out)
{
    lua_Number value = lua_tonumber(L, index);
    bool is_whole = lua_type(L, index) == LUA_TNUMBER && value == floor(value) &&
                    fabs(value) <= HY_VALUES_LARGEST_WHOLE;
    *out = is_whole ? (ptrdiff_t)value : 0;
    return is_whole;
}

static bool read_whole(hy_reader *reader, hy_argument *out)
{
    return to_whole(reader->L, reader->index, &out->whole);
}

static bool read_count(hy_reader *reader, hy_argument *out)
{
    bool is_whole = read_whole(reader, out);
    out->count = (size_t)out->whole;
    return is_whole && out->whole >= 0;
}

// The number of elements of a list, or of what a parameter takes of the arguments; element i is
// pushed by push_element.
static size_t count_elements(const hy_reader *reader)
{
    if (reader->index > reader->given) {
        return 0;
    }
    if (lua_istable(reader->L, reader->index)) {
        return hy_table_length(reader->L, reader->index);
    }
    bool takes_rest = hy_parameter_takes_rest(reader->parameter);
    return takes_rest ? (size_t)(reader->given - reader->index + 1) : 1;
}

static void push_element(const hy_reader *reader, size_t i)
{
    if (lua_istable(reader->L, reader->index)) {
        lua_rawgeti(reader->L, reader->index, (int)i + 1);
    } else {
        lua_pushvalue(reader->L, reader->index + (int)i);
    }
}

// Refuses element i of a list, which is on top of the stack.
static bool reject_element(hy_reader *reader, size_t i)
{
    bool is_list = lua_istable(reader->L, reader->index) || i > 0;
    reader->rejected = is_list ? (int)i + 1 : 0;
    return false;
}

static bool read_wholes(hy_reader *reader, hy_argument *out)
{
    lua_State *L = reader->L;
    out->count = count_elements(reader);
    out->flag = lua_istable(L, reader->index);
    ptrdiff_t *wholes = lua_newuserdata(L, (out->count + 1) * sizeof *wholes);
    out->wholes = wholes;
    for (size_t i = 0; i < out->count; i++) {
        push_element(reader, i);
        if (!to_whole(L, -1, &wholes[i])) {
            return reject_element(reader, i);
        }
        lua_pop(L, 1);
    }
    return true;
}

static bool read_flag(hy_reader *reader, hy_argument *out)
{
    out->flag = lua_toboolean(reader->L, reader->index);
    return lua_isboolean(reader->L, reader->index);
}

// The 0-based axis among `count` that Lua calls `axis`; raises when there is none.
static int find_axis(const hy_reader *reader, ptrdiff_t axis, int count)
{
    if (axis == 0 || axis > count || axis < -count) {
        hy_raise(reader->L, "%s: no axis %d among %d", reader->function, (int)axis, count);
    }
    return axis > 0 ? (int)axis - 1 : count + (int)axis;
}

static int rank_of_first(const hy_reader *reader)
{
    return reader->first ? reader->first->shape.rank : 0;
}

static bool read_axis(hy_reader *reader, hy_argument *out)
{
    bool is_whole = read_whole(reader, out);
    out->axis = is_whole ? find_axis(reader, out->whole, rank_of_first(reader)) : 0;
    return is_whole;
}

static bool read_new_axis(hy_reader *reader, hy_argument *out)
{
    bool is_whole = read_whole(reader, out);
    out->axis = is_whole ? find_axis(reader, out->whole, rank_of_first(reader) + 1) : 0;
    return is_whole;
}

static bool read_order(hy_reader *reader, hy_argument *out)
{
    out->count = count_elements(reader);
    if (out->count > HY_MAX_RANK) {
        return false;
    }
    for (size_t i = 0; i < out->count; i++) {
        push_element(reader, i);
        ptrdiff_t axis;
        if (!to_whole(reader->L, -1, &axis)) {
            return reject_element(reader, i);
        }
        lua_pop(reader->L, 1);
        out->order[i] = find_axis(reader, axis, rank_of_first(reader));
    }
    return true;
}

static bool read_axes(hy_reader *reader, hy_argument *out)
{
    bool is_order = read_order(reader, out);
    out->axes = 0;
    for (size_t i = 0; is_order && i < out->count; i++) {
        out->axes |= 1U << out->order[i];
    }
    return is_order;
}

// Replaces the one open extent of -1, if any, so that the shape has `count` elements.
static void close_shape(const hy_reader *reader, hy_shape *shape, size_t count)
{
    int open = -1;
    size_t known = 1;
    for (int axis = 0; axis < shape->rank; axis++) {
        if (shape->extent[axis] != SIZE_MAX) {
            known *= shape->extent[axis];
        } else if (open >= 0) {
            hy_raise(reader->L, "%s: wanted at most one extent of -1", reader->function);
        } else {
            open = axis;
        }
    }
    if (open >= 0) {
        size_t rest = known ? count % known : 1;
        if (rest != 0) {
            hy_raise(reader->L, "%s: no extent in place of -1 gives %d elements", reader->function,
                     (int)count);
        }
        shape->extent[open] = count / known;
    }
}

static bool read_extents(hy_reader *reader, ptrdiff_t least, hy_shape *shape)
{
    lua_State *L = reader->L;
    int rank = (int)count_elements(reader);
    if (rank > HY_MAX_RANK || rank < 0) {
        hy_raise(L, "%s: rank is at most %d, got %d", reader->function, HY_MAX_RANK, rank);
    }
    shape->rank = rank;
    for (int axis = 0; axis < rank; axis++) {
        push_element(reader, (size_t)axis);
        ptrdiff_t extent;
        if (!to_whole(L, -1, &extent) || extent < least) {
            return reject_element(reader, (size_t)axis);
        }
        lua_pop(L, 1);
        shape->extent[axis] = extent < 0 ? SIZE_MAX : (size_t)extent;
    }
    return true;
}

static bool read_shape(hy_reader *reader, hy_argument *out)
{
    return read_extents(reader, 0, &out->shape);
}

static bool read_open_shape(hy_reader *reader, hy_argument *out)
{
    bool is_shape = read_extents(reader, -1, &out->shape);
    if (is_shape) {
        close_shape(reader, &out->shape, hy_tensor_count(reader->first));
    }
    return is_shape;
}

static bool read_dtype(hy_reader *reader, hy_argument *out)
{
    return hy_dtype_find(lua_tostring(reader->L, reader->index), &out->dtype);
}

static bool read_text(hy_reader *reader, hy_argument *out)
{
    bool is_text = lua_type(reader->L, reader->index) == LUA_TSTRING;
    out->text = is_text ? lua_tostring(reader->L, reader->index) : NULL;
    return is_text;
}

static bool read_rng(hy_reader *reader, hy_argument *out)
{
    hy_tensor_check_uncompiled(reader->L, reader->binding, reader->function);
    out->rng = hy_rng_at(reader->L, reader->index);
    return out->rng != NULL;
}

/// How a kind of argument is read, and what messages call it.
typedef struct reading {
    /// Sets members of `out`; returns false for a value that is none of the kind.
    bool (*read)(hy_reader *reader, hy_argument *out);
    const char *wanted;
} reading;

static const reading readings[HY_KIND_COUNT_OF] = {
    [HY_KIND_TENSOR] = {read_tensor, "a tensor"},
    [HY_KIND_OPERAND] = {read_operand, "a tensor or a number"},
    [HY_KIND_INDEX] = {read_index, "a tensor or a table of positions"},
    [HY_KIND_TENSORS] = {read_tensors, "a list of at least one tensor"},
    [HY_KIND_NUMBER] = {read_number, "a number"},
    [HY_KIND_WHOLE] = {read_whole, "a whole number"},
    [HY_KIND_COUNT] = {read_count, "a whole number of at least 0"},
    [HY_KIND_WHOLES] = {read_wholes, "a list of whole numbers"},
    [HY_KIND_FLAG] = {read_flag, "true or false"},
    [HY_KIND_AXIS] = {read_axis, "an axis"},
    [HY_KIND_NEW_AXIS] = {read_new_axis, "an axis"},
    [HY_KIND_ORDER] = {read_order, "a list of axes"},
    [HY_KIND_AXES] = {read_axes, "an axis or a list of axes"},
    [HY_KIND_SHAPE] = {read_shape, "a list of extents"},
    [HY_KIND_OPEN_SHAPE] = {read_open_shape, "a list of extents"},
    [HY_KIND_DTYPE] = {read_dtype, HY_DTYPE_NAMES},
    [HY_KIND_TEXT] = {read_text, "a string"},
    [HY_KIND_RNG] = {read_rng, "a place of hyla.rng"},
};

// Sets what stands for an argument that is not given.
static void take_fallback(const hy_reader *reader, hy_argument *out)
{
    double fallback = reader->parameter->fallback;
    hy_kind kind = reader->parameter->kind;
    int rank = rank_of_first(reader);
    if (kind == HY_KIND_AXES) {
        out->axes = (1U << rank) - 1;
    } else if (fallback != HY_ABSENT) {
        bool is_axis = kind == HY_KIND_AXIS || kind == HY_KIND_NEW_AXIS;
        out->number = fallback;
        out->whole = (ptrdiff_t)fallback;
        out->count = (size_t)out->whole;
        out->flag = fallback != 0;
        out->dtype = (hy_dtype)out->whole;
        out->axis = is_axis ? find_axis(reader, out->whole, rank + (kind == HY_KIND_NEW_AXIS)) : 0;
    }
}

// What a message calls the argument.
static const char *name_value(const hy_reader *reader)
{
    if (reader->index > reader->given) {
        return "nil";
    }
    if (reader->parameter->kind == HY_KIND_TENSORS && lua_istable(reader->L, reader->index)) {
        return "an empty table";
    }
    bool is_name = reader->parameter->kind == HY_KIND_DTYPE &&
                   lua_type(reader->L, reader->index) == LUA_TSTRING;
    return is_name ? lua_tostring(reader->L, reader->index)
                   : hy_mistake_describe(reader->L, reader->index);
}

// Reads a value of the kind of the parameter, or raises. Behind the arguments that were given lies
// what reading them made: only the rest of the arguments, which is empty then, is read there.
static void read_value(hy_reader *reader, hy_argument *out)
{
    const reading *how = &readings[reader->parameter->kind];
    bool is_there = reader->index <= reader->given || hy_parameter_takes_rest(reader->parameter);
    if (is_there && how->read(reader, out)) {
        return;
    }
    if (reader->rejected > 0) {
        hy_raise(reader->L, "%s: wanted %s as %s, got %s as element %d", reader->function,
                 how->wanted, reader->parameter->name, hy_mistake_describe(reader->L, -1),
                 reader->rejected);
    }
    hy_raise(reader->L, "%s: wanted %s as %s, got %s", reader->function, how->wanted,
             reader->parameter->name, name_value(reader));
}

void hy_argument_read(hy_reader *reader, hy_argument *out)
{
    // only what may be left alone: to clear the whole of it takes longer than to read it
    out->tensor = NULL;
    out->is_given = reader->parameter->fallback == HY_REQUIRED ||
                    (reader->index <= reader->given && !lua_isnil(reader->L, reader->index));
    if (out->is_given) {
        read_value(reader, out);
    } else {
        take_fallback(reader, out);
    }
}
