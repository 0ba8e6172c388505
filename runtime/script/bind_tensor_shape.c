#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "script/bind_tensor_arguments.h"

// reshape(x, shape) -> tensor; one extent may be -1
static int shape_reshape(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    size_t count = hy_tensor_count(x);
    hy_shape shape = hy_shape_check_argument(L, 2, &count);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_reshape(&work.scope, x, &shape));
}

// expand(x, shape) -> tensor
static int shape_expand(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    hy_shape shape = hy_shape_check_argument(L, 2, NULL);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_expand(&work.scope, x, &shape));
}

// transpose(x [, axis, other_axis]) -> tensor; the last two by default
static int shape_transpose(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    int axis = x->shape.rank - 2;
    int other_axis = x->shape.rank - 1;
    if (!lua_isnoneornil(L, 2)) {
        axis = hy_axis_check(L, 2, x->shape.rank);
        other_axis = hy_axis_check(L, 3, x->shape.rank);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_transpose(&work.scope, x, axis, other_axis);
    return hy_tensor_work_end(L, binding, &work, y);
}

// permute(x, order) -> tensor; axis i of the result is axis order[i] of x
static int shape_permute(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_argcheck(L, (int)lua_objlen(L, 2) == x->shape.rank, 2, "wanted one entry per axis");
    int order[HY_MAX_RANK] = {0};
    for (int i = 0; i < x->shape.rank; i++) {
        lua_rawgeti(L, 2, i + 1);
        order[i] = hy_axis_check(L, -1, x->shape.rank);
        lua_pop(L, 1);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_permute(&work.scope, x, order));
}

// narrow(x, axis, first, length) -> tensor
static int shape_narrow(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    int axis = hy_axis_check(L, 2, x->shape.rank);
    lua_Number first = luaL_checknumber(L, 3);
    lua_Number length = luaL_checknumber(L, 4);
    lua_Number extent = (lua_Number)x->shape.extent[axis];
    if (!(first >= 1 && length >= 0 && first + length - 1 <= extent)) {
        return luaL_error(L, "narrow wants positions from 1 to %d, got %f and %f after it",
                          (int)extent, first, length - 1);
    }
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_narrow(&work.scope, x, axis, (size_t)first - 1, (size_t)length);
    return hy_tensor_work_end(L, binding, &work, y);
}

// The axes at `index`, or all axes of extent 1; raises for an axis of another extent.
static unsigned check_squeezable(lua_State *L, int index, const hy_shape *shape)
{
    unsigned ones = 0;
    for (int axis = 0; axis < shape->rank; axis++) {
        ones |= shape->extent[axis] == 1 ? 1U << axis : 0;
    }
    if (lua_isnoneornil(L, index)) {
        return ones;
    }
    unsigned axes = hy_axes_check(L, index, shape->rank);
    if (axes & ~ones) {
        luaL_error(L, "squeeze wants axes of extent 1");
    }
    return axes;
}

// squeeze(x [, axis]) -> tensor without that axis, or without all axes of extent 1
static int shape_squeeze(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    unsigned axes = check_squeezable(L, 2, &x->shape);
    hy_shape shape = hy_shape_reduced(&x->shape, axes, false);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_reshape(&work.scope, x, &shape));
}

// unsqueeze(x, axis) -> tensor whose axis `axis` is new, of extent 1
static int shape_unsqueeze(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor *x = hy_tensor_check(L, binding, 1);
    int axis = hy_axis_check(L, 2, x->shape.rank + 1);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_unsqueeze(&work.scope, x, axis));
}

// The tensors of the list at index 1, in a buffer pushed on the stack.
static hy_tensor **check_list(lua_State *L, const hy_tensor_binding *binding, int *count)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    *count = (int)lua_objlen(L, 1);
    luaL_argcheck(L, *count > 0, 1, "wanted at least one tensor");
    hy_tensor **list = lua_newuserdata(L, (size_t)*count * sizeof(hy_tensor *));
    for (int i = 0; i < *count; i++) {
        lua_rawgeti(L, 1, i + 1);
        list[i] = hy_tensor_at(L, binding, -1);
        if (!list[i]) {
            luaL_error(L, "element %d: wanted a tensor, got %s", i + 1, luaL_typename(L, -1));
        }
        lua_pop(L, 1);
    }
    return list;
}

// concat(list [, axis]) -> tensor; the first axis by default
static int shape_concat(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    lua_settop(L, 2);
    int count;
    hy_tensor **list = check_list(L, binding, &count);
    int axis = lua_isnil(L, 2) ? 0 : hy_axis_check(L, 2, list[0]->shape.rank);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = hy_concat(&work.scope, list, count, axis);
    return hy_tensor_work_end(L, binding, &work, y);
}

// stack(list [, axis]) -> tensor with a new axis, the first by default
static int shape_stack(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    lua_settop(L, 2);
    int count;
    hy_tensor **list = check_list(L, binding, &count);
    int axis = lua_isnil(L, 2) ? 0 : hy_axis_check(L, 2, list[0]->shape.rank + 1);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    for (int i = 0; i < count; i++) {
        list[i] = hy_unsqueeze(&work.scope, list[i], axis);
    }
    hy_tensor *y = hy_concat(&work.scope, list, count, axis);
    return hy_tensor_work_end(L, binding, &work, y);
}

const luaL_Reg hy_tensor_shapings[] = {
    {"expand", shape_expand},       {"narrow", shape_narrow},
    {"permute", shape_permute},     {"reshape", shape_reshape},
    {"squeeze", shape_squeeze},     {"transpose", shape_transpose},
    {"unsqueeze", shape_unsqueeze}, {NULL, NULL}};

const luaL_Reg hy_tensor_joiners[] = {
    {"concat", shape_concat}, {"stack", shape_stack}, {NULL, NULL}};
