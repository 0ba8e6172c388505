#include "script/bind_tensor_arguments.h"

#include "script/values.h"

#include <math.h>

static lua_Number check_whole(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TNUMBER) {
        luaL_error(L, "wanted %s, got %s", what, luaL_typename(L, index));
    }
    lua_Number value = lua_tonumber(L, index);
    if (value != floor(value) || fabs(value) > HY_VALUES_LARGEST_WHOLE) {
        luaL_error(L, "wanted %s, got %f", what, value);
    }
    return value;
}

static size_t check_extent(lua_State *L, int index, bool may_be_open)
{
    lua_Number extent = check_whole(L, index, "a whole number as an extent");
    if (extent == -1 && may_be_open) {
        return SIZE_MAX;
    }
    if (extent < 0) {
        luaL_error(L, "wanted an extent of at least 0, got %f", extent);
    }
    return (size_t)extent;
}

// Replaces the one open extent, if any, so that the shape has `count` elements.
static void close_shape(lua_State *L, hy_shape *shape, size_t count)
{
    int open = -1;
    size_t known = 1;
    for (int axis = 0; axis < shape->rank; axis++) {
        if (shape->extent[axis] != SIZE_MAX) {
            known *= shape->extent[axis];
        } else if (open >= 0) {
            luaL_error(L, "wanted at most one extent of -1");
        } else {
            open = axis;
        }
    }
    if (open >= 0) {
        size_t rest = known ? count % known : 1;
        if (rest != 0) {
            luaL_error(L, "no extent in place of -1 gives %d elements", (int)count);
        }
        shape->extent[open] = known ? count / known : 0;
    }
}

hy_shape hy_shape_check_argument(lua_State *L, int index, const size_t *count)
{
    bool is_table = lua_istable(L, index);
    int rank = is_table ? (int)lua_objlen(L, index) : lua_gettop(L) - index + 1;
    if (rank > HY_MAX_RANK || rank < 0) {
        luaL_error(L, "rank is at most %d, got %d", HY_MAX_RANK, rank);
    }
    hy_shape shape = {.rank = rank};
    for (int axis = 0; axis < rank; axis++) {
        if (is_table) {
            lua_rawgeti(L, index, axis + 1);
            shape.extent[axis] = check_extent(L, -1, count != NULL);
            lua_pop(L, 1);
        } else {
            shape.extent[axis] = check_extent(L, index + axis, count != NULL);
        }
    }
    if (count) {
        close_shape(L, &shape, *count);
    }
    return shape;
}

int hy_axis_check(lua_State *L, int index, int count)
{
    lua_Number axis = check_whole(L, index, "an axis");
    if (axis == 0 || axis > count || axis < -count) {
        luaL_error(L, "no axis %f among %d", axis, count);
    }
    return axis > 0 ? (int)axis - 1 : count + (int)axis;
}

unsigned hy_axes_check(lua_State *L, int index, int count)
{
    if (lua_isnoneornil(L, index)) {
        return (1U << count) - 1;
    }
    if (!lua_istable(L, index)) {
        return 1U << hy_axis_check(L, index, count);
    }
    unsigned axes = 0;
    for (int i = 1; i <= (int)lua_objlen(L, index); i++) {
        lua_rawgeti(L, index, i);
        axes |= 1U << hy_axis_check(L, -1, count);
        lua_pop(L, 1);
    }
    return axes;
}

hy_dtype hy_dtype_check(lua_State *L, int index, hy_dtype fallback)
{
    if (lua_isnoneornil(L, index)) {
        return fallback;
    }
    static const char *const names[] = {"f32", "f64", NULL};
    return (hy_dtype)luaL_checkoption(L, index, NULL, names);
}

// The shape that the first elements promise.
static hy_shape shape_of_table(lua_State *L, int index)
{
    hy_shape shape = {.rank = 0};
    lua_pushvalue(L, index);
    while (lua_istable(L, -1)) {
        if (shape.rank == HY_MAX_RANK) {
            luaL_error(L, "tables nest deeper than the rank of %d", HY_MAX_RANK);
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

// Reads the value on top of the stack, which is at depth `axis`, into `tensor` from `*position`.
static void read_table(lua_State *L, hy_tensor *tensor, int axis, size_t *position)
{
    if (axis == tensor->shape.rank) {
        if (lua_type(L, -1) != LUA_TNUMBER) {
            luaL_error(L, "element %d: wanted a number, got %s", (int)*position + 1,
                       luaL_typename(L, -1));
        }
        hy_tensor_set(tensor, (*position)++, lua_tonumber(L, -1));
        return;
    }
    size_t extent = tensor->shape.extent[axis];
    if (!lua_istable(L, -1)) {
        luaL_error(L, "element %d: wanted a table of %d elements, got %s", (int)*position + 1,
                   (int)extent, luaL_typename(L, -1));
    }
    if (lua_objlen(L, -1) != extent) {
        luaL_error(L, "element %d: wanted a table of %d elements, got %d", (int)*position + 1,
                   (int)extent, (int)lua_objlen(L, -1));
    }
    for (size_t i = 1; i <= extent; i++) {
        lua_rawgeti(L, -1, (int)i);
        read_table(L, tensor, axis + 1, position);
        lua_pop(L, 1);
    }
}

void hy_tensor_push_table(lua_State *L, hy_tensor_binding *binding, int index, hy_dtype dtype)
{
    luaL_checkstack(L, 2 * HY_MAX_RANK + 4, "nested tables");
    hy_shape shape = shape_of_table(L, index);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *tensor = hy_tensor_create(&work.scope, dtype, &shape);
    (void)hy_tensor_work_end(L, binding, &work, tensor);
    // the handle owns the tensor already: reading may raise
    size_t position = 0;
    lua_pushvalue(L, index);
    read_table(L, tensor, 0, &position);
    lua_pop(L, 1);
}

hy_tensor *hy_index_check(lua_State *L, hy_tensor_binding *binding, int index, hy_dtype dtype)
{
    if (lua_istable(L, index)) {
        hy_tensor_push_table(L, binding, index, dtype);
        lua_replace(L, index);
    }
    return hy_tensor_check(L, binding, index);
}
