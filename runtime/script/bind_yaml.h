/// Lua module "hyla.yaml": YAML to plain Lua, with the place of every key and value.
#pragma once

#include <lua.h>

int luaopen_hyla_yaml(lua_State *L);
