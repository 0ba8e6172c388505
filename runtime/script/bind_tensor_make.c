#include "script/bind_tensor_parts.h"

#include "autodiff/ops.h"
#include "script/bind_tensor_arguments.h"
#include "script/bind_tensor_table.h"

// A tensor of one value and the shape of `x`; its type, too, unless another is given.
static hy_tensor *full_like(hy_scope *scope, const hy_tensor *x, double value,
                            const hy_argument *dtype)
{
    return hy_tensor_full(scope, dtype->is_given ? dtype->dtype : x->dtype, &x->shape, value);
}

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

static hy_tensor *call_zeros_like(hy_scope *scope, const hy_argument *given)
{
    return full_like(scope, given[0].tensor, 0, &given[1]);
}

static hy_tensor *call_ones_like(hy_scope *scope, const hy_argument *given)
{
    return full_like(scope, given[0].tensor, 1, &given[1]);
}

static hy_tensor *call_full_like(hy_scope *scope, const hy_argument *given)
{
    return full_like(scope, given[0].tensor, given[1].number, &given[2]);
}

static hy_tensor *call_linspace(hy_scope *scope, const hy_argument *given)
{
    double first = given[0].number;
    double last = given[1].number;
    size_t count = given[2].count;
    hy_tensor *y =
        hy_tensor_create(scope, given[3].dtype, &(hy_shape){.rank = 1, .extent = {count}});
    double step = count > 1 ? (last - first) / (double)(count - 1) : 0;
    for (size_t i = 0; y && i < count; i++) {
        // from the nearer end, so that both ends are exact
        bool is_early = i < count - count / 2;
        double value = is_early ? first + step * (double)i : last - step * (double)(count - 1 - i);
        hy_tensor_set(y, i, value);
    }
    return y;
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
static const hy_parameter like_another[] = {
    {"x", HY_KIND_TENSOR, HY_REQUIRED}, {"dtype", HY_KIND_DTYPE, HY_ABSENT}, {NULL, 0, 0}};
static const hy_parameter like_another_of_value[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                                     {"value", HY_KIND_NUMBER, HY_REQUIRED},
                                                     {"dtype", HY_KIND_DTYPE, HY_ABSENT},
                                                     {NULL, 0, 0}};
static const hy_parameter between[] = {{"first", HY_KIND_NUMBER, HY_REQUIRED},
                                       {"last", HY_KIND_NUMBER, HY_REQUIRED},
                                       {"count", HY_KIND_COUNT, HY_REQUIRED},
                                       {"dtype", HY_KIND_DTYPE, HY_F32},
                                       {NULL, 0, 0}};
static const hy_parameter of_count[] = {
    {"count", HY_KIND_COUNT, HY_REQUIRED}, {"dtype", HY_KIND_DTYPE, HY_F32}, {NULL, 0, 0}};
static const hy_parameter of_classes[] = {{"classes", HY_KIND_INDEX, HY_REQUIRED},
                                          {"count", HY_KIND_COUNT, HY_REQUIRED},
                                          {"dtype", HY_KIND_DTYPE, HY_F32},
                                          {NULL, 0, 0}};

const hy_tensor_function hy_tensor_makers[] = {
    {{"arange", of_count}, .call = call_arange},
    {{"eye", of_count}, .call = call_eye},
    {{"full", of_shape_and_value}, .call = call_full},
    {{"full_like", like_another_of_value}, .call = call_full_like},
    {{"linspace", between}, .call = call_linspace},
    {{"one_hot", of_classes}, .call = call_one_hot},
    {{"ones", of_shape}, .call = call_ones},
    {{"ones_like", like_another}, .call = call_ones_like},
    {{"zeros", of_shape}, .call = call_zeros},
    {{"zeros_like", like_another}, .call = call_zeros_like},
    {{NULL, NULL}, .call = NULL}};

int hy_tensor_from_value(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_of(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_dtype dtype = HY_F32;
    if (!lua_isnoneornil(L, 2) && !hy_dtype_find(lua_tostring(L, 2), &dtype)) {
        return hy_raise(L, "tensor: wanted " HY_DTYPE_NAMES " as dtype, got %s",
                        lua_isstring(L, 2) ? lua_tostring(L, 2) : hy_mistake_describe(L, 2));
    }
    bool is_value = lua_istable(L, 1) || lua_isboolean(L, 1) || lua_type(L, 1) == LUA_TNUMBER;
    hy_mistake_unless(L, is_value, "a number, a boolean or nested tables of them", "value", 1);
    hy_tensor_push_table(L, binding, 1, lua_isnoneornil(L, 2) ? NULL : &dtype);
    return 1;
}
