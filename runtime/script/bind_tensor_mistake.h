/// Mistakes: what a function of the module "hyla.tensor" says of a call that is wrong.
///
/// One line: the place in Lua, the function, what was wanted, what came. All are for the running
/// function, which must be one of the module.
#pragma once

#include "base/error.h"

#include <lua.h>
#include <stdbool.h>

/// What a message calls the value at a stack index: a number as it is written, "a tensor", or the
/// type of any other value.
const char *hy_mistake_describe(lua_State *L, int index);

/// Raises "scope: wanted a function as call, got nil": what was wanted, the name of the argument,
/// and its stack index. Never returns.
int hy_mistake_raise(lua_State *L, const char *wanted, const char *name, int index);

/// Raises the same unless the argument is right.
static inline void hy_mistake_unless(lua_State *L, bool is_right, const char *wanted,
                                     const char *name, int index)
{
    if (!is_right) {
        (void)hy_mistake_raise(L, wanted, name, index);
    }
}

/// The number that is an argument; raises for any other value.
double hy_mistake_check_number(lua_State *L, const char *name, int index);

/// The number that is the third argument, or the field `alpha` of a table there; raises for any
/// other value.
double hy_mistake_check_alpha(lua_State *L);

/// Raises "exp takes at most 1 argument, got 2".
int hy_mistake_too_many(lua_State *L, int most);

/// Raises a failure. A message about an op, "op: .." or "op wants ..", is about the running
/// function instead, which the op is part of; any other comes after its name.
int hy_mistake_fail(lua_State *L, const hy_error *err);
