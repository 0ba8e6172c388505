/// Modules: every C module that Lua can require, in one table.
#pragma once

#include <lua.h>
#include <stdbool.h>

/// One C module. A plain value.
typedef struct hy_module {
    const char *name;            ///< What `require` is called with.
    lua_CFunction open;          ///< Pushes the module's table.
    bool is_open_to_candidates;  ///< Holds no handle to anything outside the Lua state.
} hy_module;

/// The table; the last row has a NULL name.
extern const hy_module hy_modules[];

/// Makes the modules available to `require` in a trusted state, each opened on first use.
void hy_modules_preload(lua_State *L);
