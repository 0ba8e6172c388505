#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "base/rng.h"
#include "script/bind_tensor_arguments.h"
#include "script/values.h"

// tensor(number | nested table [, dtype]) -> tensor
static int make_tensor(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_dtype dtype = hy_dtype_check(L, 2, HY_F32);
    luaL_argcheck(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TNUMBER, 1,
                  "wanted a number or nested tables of numbers");
    hy_tensor_push_table(L, binding, 1, dtype);
    return 1;
}

static int push_full(lua_State *L, const hy_shape *shape, hy_dtype dtype, double value)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    return hy_tensor_work_end(L, binding, &work, hy_tensor_full(&work.scope, dtype, shape, value));
}

static hy_shape check_shape_table(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return hy_shape_check_argument(L, 1, NULL);
}

// zeros(shape [, dtype]) -> tensor
static int make_zeros(lua_State *L)
{
    hy_shape shape = check_shape_table(L);
    return push_full(L, &shape, hy_dtype_check(L, 2, HY_F32), 0);
}

// ones(shape [, dtype]) -> tensor
static int make_ones(lua_State *L)
{
    hy_shape shape = check_shape_table(L);
    return push_full(L, &shape, hy_dtype_check(L, 2, HY_F32), 1);
}

// full(shape, value [, dtype]) -> tensor
static int make_full(lua_State *L)
{
    hy_shape shape = check_shape_table(L);
    lua_Number value = luaL_checknumber(L, 2);
    return push_full(L, &shape, hy_dtype_check(L, 3, HY_F32), value);
}

static hy_tensor *push_empty(lua_State *L, const hy_shape *shape, hy_dtype dtype)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *tensor = hy_tensor_create(&work.scope, dtype, shape);
    (void)hy_tensor_work_end(L, binding, &work, tensor);
    return tensor;
}

static size_t check_count(lua_State *L, int index)
{
    lua_Number count = luaL_checknumber(L, index);
    luaL_argcheck(L, count >= 0 && count < HY_VALUES_LARGEST_WHOLE, index,
                  "wanted a count of at least 0");
    return (size_t)count;
}

// arange(count [, dtype]) -> tensor of 1 .. count
static int make_arange(lua_State *L)
{
    hy_shape shape = {.rank = 1, .extent = {check_count(L, 1)}};
    hy_tensor *tensor = push_empty(L, &shape, hy_dtype_check(L, 2, HY_F32));
    for (size_t i = 0; i < shape.extent[0]; i++) {
        hy_tensor_set(tensor, i, (double)i + 1);
    }
    return 1;
}

// eye(count [, dtype]) -> tensor [count, count]
static int make_eye(lua_State *L)
{
    size_t count = check_count(L, 1);
    hy_shape shape = {.rank = 2, .extent = {count, count}};
    int results = push_full(L, &shape, hy_dtype_check(L, 2, HY_F32), 0);
    hy_tensor *tensor = hy_tensor_check(L, hy_tensor_binding_of(L), -1);
    for (size_t i = 0; i < count; i++) {
        hy_tensor_set(tensor, i * (count + 1), 1);
    }
    return results;
}

static hy_rng *check_rng(lua_State *L, int index)
{
    return luaL_checkudata(L, index, "hyla.rng");
}

// randn(shape, rng [, dtype]) -> tensor of standard normal draws
static int make_randn(lua_State *L)
{
    hy_shape shape = check_shape_table(L);
    hy_rng *rng = check_rng(L, 2);
    hy_tensor *tensor = push_empty(L, &shape, hy_dtype_check(L, 3, HY_F32));
    for (size_t i = 0; i < hy_tensor_count(tensor); i++) {
        hy_tensor_set(tensor, i, hy_rng_normal(rng));
    }
    return 1;
}

// uniform(shape, rng [, low, high] [, dtype]) -> tensor of draws from [low, high), else [0, 1)
static int make_uniform(lua_State *L)
{
    hy_shape shape = check_shape_table(L);
    hy_rng *rng = check_rng(L, 2);
    bool has_bounds = lua_type(L, 3) == LUA_TNUMBER;
    lua_Number low = has_bounds ? lua_tonumber(L, 3) : 0;
    lua_Number high = has_bounds ? luaL_checknumber(L, 4) : 1;
    hy_tensor *tensor = push_empty(L, &shape, hy_dtype_check(L, has_bounds ? 5 : 3, HY_F32));
    for (size_t i = 0; i < hy_tensor_count(tensor); i++) {
        hy_tensor_set(tensor, i, low + (high - low) * hy_rng_uniform(rng));
    }
    return 1;
}

// one_hot(classes [n], count [, dtype]) -> tensor [n, count]
static int make_one_hot(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    lua_Number count = luaL_checknumber(L, 2);
    luaL_argcheck(L, count >= 1 && count < HY_VALUES_LARGEST_WHOLE, 2,
                  "wanted a count of at least 1");
    hy_dtype dtype = hy_dtype_check(L, 3, HY_F32);
    hy_tensor *index = hy_index_check(L, binding, 1, dtype);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *zero_based = hy_sub(&work.scope, index, hy_number(&work.scope, index, 1));
    hy_tensor *y = hy_one_hot(&work.scope, zero_based, (size_t)count, dtype);
    return hy_tensor_work_end(L, binding, &work, y);
}

const luaL_Reg hy_tensor_makers[] = {{"arange", make_arange}, {"eye", make_eye},
                                     {"full", make_full},     {"one_hot", make_one_hot},
                                     {"ones", make_ones},     {"randn", make_randn},
                                     {"tensor", make_tensor}, {"uniform", make_uniform},
                                     {"zeros", make_zeros},   {NULL, NULL}};
