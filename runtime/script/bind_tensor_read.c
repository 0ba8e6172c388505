#include "script/bind_tensor_parts.h"

#include "script/bind_tensor_arguments.h"
#include "script/position.h"
#include "script/values.h"

#include <math.h>

// Row-major position of the 1-based indices from stack index 2 on.
static size_t check_position(lua_State *L, const hy_tensor *x)
{
    if (lua_gettop(L) - 1 != x->shape.rank) {
        hy_raise(L, "item wants %d indices, got %d", x->shape.rank, lua_gettop(L) - 1);
    }
    size_t position = 0;
    for (int axis = 0; axis < x->shape.rank; axis++) {
        lua_Number index = hy_mistake_check_number(L, "index", axis + 2);
        size_t extent = x->shape.extent[axis];
        if (!(index >= 1 && index <= (lua_Number)extent && index == floor(index))) {
            hy_raise(L, "item: index %f is not one of %d along axis %d", index, (int)extent,
                     axis + 1);
        }
        position = position * extent + (size_t)index - 1;
    }
    return position;
}

// Whether a whole number is exact in a double, and so in Lua.
static bool is_exact(int64_t value)
{
    const int64_t limit = (int64_t)HY_VALUES_LARGEST_WHOLE;
    return value >= -limit && value <= limit;
}

// Pushes an element: a boolean, or a number that is exactly it.
static void push_element(lua_State *L, const hy_tensor *x, size_t position)
{
    if (x->dtype == HY_BOOL) {
        lua_pushboolean(L, hy_tensor_get_whole(x, position) != 0);
        return;
    }
    lua_Number value = hy_tensor_get(x, position);
    if (x->dtype == HY_I64 && !is_exact(hy_tensor_get_whole(x, position))) {
        hy_raise(L, "%s: element %d, about %f, is no exact number in Lua",
                 hy_tensor_entry_of(L)->name, (int)position + 1, value);
    }
    lua_pushnumber(L, value);
}

// The tensor whose elements Lua is to see.
static const hy_tensor *check_readable(lua_State *L, const char *name)
{
    const hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_check_uncompiled(L, binding, name);
    const hy_tensor *x = hy_tensor_check(L, binding, "x", 1);
    hy_meter_charge(&binding->context->meter, HY_METER_CALL);
    return x;
}

// item(x [, index ...]) -> number or boolean; without indices, the only element
static int read_item(lua_State *L)
{
    const hy_tensor *x = check_readable(L, "item");
    size_t position = 0;
    if (lua_gettop(L) > 1) {
        position = check_position(L, x);
    } else if (hy_tensor_count(x) != 1) {
        char text[HY_SHAPE_TEXT_SIZE];
        return hy_raise(L, "item wants one element, got shape %s",
                        hy_shape_format(&x->shape, text));
    }
    push_element(L, x, position);
    return 1;
}

static void push_elements(lua_State *L, const hy_tensor *x, int axis, size_t *position)
{
    if (axis == x->shape.rank) {
        push_element(L, x, (*position)++);
        return;
    }
    size_t extent = x->shape.extent[axis];
    lua_createtable(L, (int)extent, 0);
    for (size_t i = 0; i < extent; i++) {
        push_elements(L, x, axis + 1, position);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

// tolist(x) -> nested tables, or a number for a scalar
static int read_tolist(lua_State *L)
{
    const hy_tensor *x = check_readable(L, "tolist");
    luaL_checkstack(L, 2 * HY_MAX_RANK, "nested tables");
    hy_meter_charge(&x->context->meter, HY_METER_NUMBER * (double)x->count);
    size_t position = 0;
    push_elements(L, x, 0, &position);
    return 1;
}

// shape(x) -> list of extents
static int read_shape(lua_State *L)
{
    const hy_tensor *x = hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1);
    lua_createtable(L, x->shape.rank, 0);
    for (int axis = 0; axis < x->shape.rank; axis++) {
        lua_pushnumber(L, (lua_Number)x->shape.extent[axis]);
        lua_rawseti(L, -2, axis + 1);
    }
    return 1;
}

// size(x [, axis]) -> extent, or list of extents
static int read_size(lua_State *L)
{
    const hy_tensor *x = hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1);
    if (lua_isnoneornil(L, 2)) {
        return read_shape(L);
    }
    double axis = hy_mistake_check_number(L, "axis", 2);
    int rank = x->shape.rank;
    if (axis == 0 || fabs(axis) > rank || axis != floor(axis)) {
        return hy_raise(L, "size: no axis %f among %d", axis, rank);
    }
    lua_pushnumber(L, (lua_Number)x->shape.extent[axis > 0 ? (int)axis - 1 : rank + (int)axis]);
    return 1;
}

// rank(x) -> number
static int read_rank(lua_State *L)
{
    lua_pushinteger(L, hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1)->shape.rank);
    return 1;
}

// count(x) -> number of elements
static int read_count(lua_State *L)
{
    const hy_tensor *x = hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1);
    lua_pushnumber(L, (lua_Number)hy_tensor_count(x));
    return 1;
}

// dtype(x) -> name of the element type
static int read_dtype(lua_State *L)
{
    lua_pushstring(
        L, hy_dtype_name(hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1)->dtype));
    return 1;
}

// is_recorded(x) -> boolean
static int read_is_recorded(lua_State *L)
{
    lua_pushboolean(L, hy_tensor_check_pending(L, hy_tensor_binding_of(L), "x", 1)->id != 0);
    return 1;
}

const luaL_Reg hy_tensor_readers[] = {{"count", read_count}, {"dim", read_rank},
                                      {"dtype", read_dtype}, {"is_recorded", read_is_recorded},
                                      {"item", read_item},   {"numel", read_count},
                                      {"rank", read_rank},   {"shape", read_shape},
                                      {"size", read_size},   {"tolist", read_tolist},
                                      {NULL, NULL}};
