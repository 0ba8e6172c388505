#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "script/bind_tensor_arguments.h"

static hy_tensor *call_zeros(hy_scope *scope, const hy_argument *given)
{
    return hy_tensor_full(scope, given[1].dtype, &given[0].shape, 0);
}

static hy_tensor *call_ones(hy_scope *scope, const hy_argument *given)
{
    return hy_tensor_full(scope, given[1].dtype, &given[0].shape, 1);
}

static hy_tensor *call_full(hy_scope *scope, const hy_argument *given)
{
    return hy_tensor_full(scope, given[2].dtype, &given[0].shape, given[1].number);
}

static hy_tensor *call_arange(hy_scope *scope, const hy_argument *given)
{
    hy_shape shape = {.rank = 1, .extent = {given[0].count}};
    hy_tensor *y = hy_tensor_create(scope, given[1].dtype, &shape);
    for (size_t i = 0; y && i < given[0].count; i++) {
        hy_tensor_set(y, i, (double)i + 1);
    }
    return y;
}

static hy_tensor *call_eye(hy_scope *scope, const hy_argument *given)
{
    size_t count = given[0].count;
    hy_shape shape = {.rank = 2, .extent = {count, count}};
    hy_tensor *y = hy_tensor_full(scope, given[1].dtype, &shape, 0);
    for (size_t i = 0; y && i < count; i++) {
        hy_tensor_set(y, i * (count + 1), 1);
    }
    return y;
}

static hy_tensor *call_one_hot(hy_scope *scope, const hy_argument *given)
{
    return hy_one_hot(scope, given[0].tensor, given[1].count, given[2].dtype);
}

static const hy_parameter of_shape[] = {
    {"shape", HY_KIND_SHAPE, HY_REQUIRED}, {"dtype", HY_KIND_DTYPE, HY_F32}, {NULL, 0, 0}};
static const hy_parameter of_shape_and_value[] = {{"shape", HY_KIND_SHAPE, HY_REQUIRED},
                                                  {"value", HY_KIND_NUMBER, HY_REQUIRED},
                                                  {"dtype", HY_KIND_DTYPE, HY_F32},
                                                  {NULL, 0, 0}};
static const hy_parameter of_count[] = {
    {"count", HY_KIND_COUNT, HY_REQUIRED}, {"dtype", HY_KIND_DTYPE, HY_F32}, {NULL, 0, 0}};
static const hy_parameter of_classes[] = {{"classes", HY_KIND_INDEX, HY_REQUIRED},
                                          {"count", HY_KIND_COUNT, HY_REQUIRED},
                                          {"dtype", HY_KIND_DTYPE, HY_F32},
                                          {NULL, 0, 0}};

const hy_tensor_function hy_tensor_makers[] = {{{"arange", of_count}, call_arange},
                                               {{"eye", of_count}, call_eye},
                                               {{"full", of_shape_and_value}, call_full},
                                               {{"one_hot", of_classes}, call_one_hot},
                                               {{"ones", of_shape}, call_ones},
                                               {{"zeros", of_shape}, call_zeros},
                                               {{NULL, NULL}, NULL}};

int hy_tensor_from_value(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_dtype dtype = hy_dtype_check(L, 2, HY_F32);
    luaL_argcheck(L, lua_istable(L, 1) || lua_isboolean(L, 1) || lua_type(L, 1) == LUA_TNUMBER, 1,
                  "wanted a number, a boolean or nested tables of one of them");
    hy_tensor_push_table(L, binding, 1, lua_isnoneornil(L, 2) ? NULL : &dtype);
    return 1;
}
