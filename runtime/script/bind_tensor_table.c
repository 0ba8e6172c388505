#include "script/bind_tensor_table.h"

#include "script/position.h"

#include <math.h>

// Behind the last element of a list lua_next finds nothing but the room of the table.
size_t hy_table_length(lua_State *L, int index)
{
    size_t length = lua_objlen(L, index);
    index = index < 0 ? lua_gettop(L) + index + 1 : index;
    if (length > 0) {
        lua_pushnumber(L, (lua_Number)length);
    } else {
        lua_pushnil(L);
    }
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        bool is_number = lua_type(L, -1) == LUA_TNUMBER;
        lua_Number key = is_number ? lua_tonumber(L, -1) : 0;
        if (key < 1 || key > (lua_Number)length || key != floor(key)) {
            hy_raise(L, "%s: wanted a list without gaps, got one with the key %s after %d elements",
                     hy_tensor_entry_of(L)->name,
                     lua_isstring(L, -1) ? lua_tostring(L, -1) : luaL_typename(L, -1), (int)length);
        }
    }
    return length;
}

// The shape that the first elements promise.
static hy_shape shape_of_table(lua_State *L, int index)
{
    hy_shape shape = {.rank = 0};
    lua_pushvalue(L, index);
    while (lua_istable(L, -1)) {
        if (shape.rank == HY_MAX_RANK) {
            hy_raise(L, "%s: tables nest deeper than the rank of %d", hy_tensor_entry_of(L)->name,
                     HY_MAX_RANK);
        }
        shape.extent[shape.rank++] = lua_objlen(L, -1);
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
        if (shape.extent[shape.rank - 1] == 0) {
            break;
        }
    }
    lua_pop(L, 1);
    return shape;
}

// Reads the number or boolean on top of the stack into `tensor`.
static void read_element(lua_State *L, hy_tensor *tensor, int type, size_t position)
{
    if (lua_type(L, -1) != type) {
        hy_raise(L, "%s: element %d: wanted a %s, got %s", hy_tensor_entry_of(L)->name,
                 (int)position + 1, lua_typename(L, type), hy_mistake_describe(L, -1));
    }
    lua_Number value = type == LUA_TBOOLEAN ? lua_toboolean(L, -1) : lua_tonumber(L, -1);
    hy_tensor_set(tensor, position, value);
}

// Reads the value on top of the stack, which is at depth `axis`, into `tensor` from `*position`;
// its elements are all of one Lua type.
static void read_table(lua_State *L, hy_tensor *tensor, int type, int axis, size_t *position)
{
    if (axis == tensor->shape.rank) {
        read_element(L, tensor, type, (*position)++);
        return;
    }
    size_t extent = tensor->shape.extent[axis];
    const char *function = hy_tensor_entry_of(L)->name;
    if (!lua_istable(L, -1)) {
        hy_raise(L, "%s: element %d: wanted a table of %d elements, got %s", function,
                 (int)*position + 1, (int)extent, hy_mistake_describe(L, -1));
    }
    size_t length = hy_table_length(L, -1);
    if (length != extent) {
        hy_raise(L, "%s: element %d: wanted a table of %d elements, got %d", function,
                 (int)*position + 1, (int)extent, (int)length);
    }
    for (size_t i = 1; i <= extent; i++) {
        lua_rawgeti(L, -1, (int)i);
        read_table(L, tensor, type, axis + 1, position);
        lua_pop(L, 1);
    }
}

// LUA_TBOOLEAN when the first element is a boolean, else LUA_TNUMBER.
static int type_of_elements(lua_State *L, int index)
{
    lua_pushvalue(L, index);
    while (lua_istable(L, -1)) {
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
    }
    int type = lua_isboolean(L, -1) ? LUA_TBOOLEAN : LUA_TNUMBER;
    lua_pop(L, 1);
    return type;
}

void hy_tensor_push_table(lua_State *L, hy_tensor_binding *binding, int index,
                          const hy_dtype *dtype)
{
    luaL_checkstack(L, 2 * HY_MAX_RANK + 4, "nested tables");
    hy_shape shape = shape_of_table(L, index);
    int type = type_of_elements(L, index);
    hy_dtype fallback = type == LUA_TBOOLEAN ? HY_BOOL : HY_F32;
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *tensor = hy_tensor_create(&work.scope, dtype ? *dtype : fallback, &shape);
    (void)hy_tensor_work_end(L, binding, &work, tensor);
    double numbers = HY_METER_NUMBER * (double)tensor->count;
    hy_meter_charge(&binding->context->meter, HY_METER_OP + numbers);
    // the handle owns the tensor already: reading may raise
    size_t position = 0;
    lua_pushvalue(L, index);
    read_table(L, tensor, type, 0, &position);
    lua_pop(L, 1);
}
