#include "script/bind_tensor_plans.h"

#include "script/position.h"

// enough for the batches of an epoch, whose last one is smaller, in training and in validation
enum { MOST_PLANS = 16 };

static const char *const type_name = "hyla.tensor.plan";

static int plan_collect(lua_State *L)
{
    hy_lua_plan *of = lua_touserdata(L, 1);
    if (of->plan) {
        hy_plan_destroy(of->plan);
        of->plan = NULL;
    }
    return 0;
}

// A table of plans has their number at 1: no key is a number.
static int count_plans(lua_State *L, int plans)
{
    lua_rawgeti(L, plans, 1);
    int count = (int)lua_tointeger(L, -1);
    lua_pop(L, 1);
    return count;
}

static void set_count(lua_State *L, int plans, int count)
{
    lua_pushinteger(L, count);
    lua_rawseti(L, plans, 1);
}

void hy_plans_push_table(lua_State *L)
{
    lua_newtable(L);
    set_count(L, lua_gettop(L), 0);
}

hy_lua_plan *hy_plans_push_empty(lua_State *L)
{
    hy_lua_plan *of = lua_newuserdata(L, sizeof *of);
    *of = (hy_lua_plan){.plan = NULL};
    if (luaL_newmetatable(L, type_name)) {
        lua_pushcfunction(L, plan_collect);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    return of;
}

hy_lua_plan *hy_plans_push(lua_State *L, int plans, const hy_reading *reading)
{
    lua_pushlstring(L, reading->key, reading->size);
    lua_rawget(L, plans);
    hy_lua_plan *of = lua_touserdata(L, -1);
    if (of) {
        of->is_rerun = true;
    }
    return of;
}

// The first argument that a number makes another one than that of any plan, when no plan was of
// use; else 0.
static int find_varying_argument(lua_State *L, int plans, const hy_reading *reading)
{
    int argument = 0;
    bool is_useless = true;
    lua_pushnil(L);
    while (is_useless && lua_next(L, plans)) {
        const hy_lua_plan *of = lua_touserdata(L, -1);
        lua_pop(L, 1);
        if (of) {
            size_t size = 0;
            const char *key = lua_tolstring(L, -1, &size);
            is_useless = !of->is_rerun && hy_reading_differs_in_numbers(key, size, reading->key,
                                                                        reading->size, &argument);
        }
    }
    return is_useless ? argument : 0;
}

void hy_plans_make_room(lua_State *L, int plans, const hy_reading *reading)
{
    if (count_plans(L, plans) < MOST_PLANS) {
        return;
    }
    int argument = find_varying_argument(L, plans, reading);
    hy_plans_push_table(L);
    lua_replace(L, plans);
    if (argument) {
        hy_raise(L,
                 "compile: a number in argument %d was another one in each of %d calls: what "
                 "changes from call to call belongs in a tensor",
                 argument, MOST_PLANS + 1);
    }
}

void hy_plans_enter(lua_State *L, int plans, const hy_reading *reading)
{
    set_count(L, plans, count_plans(L, plans) + 1);
    lua_pushlstring(L, reading->key, reading->size);
    lua_pushvalue(L, -2);
    lua_rawset(L, plans);
}
