/// Plans of a compiled function: a table of Lua, by the keys of arguments.
#pragma once

#include "script/bind_tensor_reading.h"
#include "tensor/plan.h"

/// A plan of Lua: a userdata whose environment holds the skeleton of the results and what the
/// plan's key names by identity.
typedef struct hy_lua_plan {
    hy_plan *plan;  ///< NULL until it is made; goes with the userdata.
    bool is_rerun;  ///< It was found, and not only made.
} hy_lua_plan;

/// Pushes an empty table of plans.
void hy_plans_push_table(lua_State *L);

/// Pushes a userdata without a plan yet.
hy_lua_plan *hy_plans_push_empty(lua_State *L);

/// Pushes the plan for arguments out of the table at stack index `plans`; returns NULL and pushes
/// nil when there is none.
hy_lua_plan *hy_plans_push(lua_State *L, int plans, const hy_reading *reading);

/// Makes room for one more plan. When there are too many all go; raises when none of those was ever
/// found and only numbers tell them, and the arguments that were read, apart.
void hy_plans_make_room(lua_State *L, int plans, const hy_reading *reading);

/// Enters the plan on top of the stack, and leaves it there.
void hy_plans_enter(lua_State *L, int plans, const hy_reading *reading);
