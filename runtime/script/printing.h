/// Printing: how candidate code turns values into text without learning an address.
#pragma once

#include "script/environment.h"

#include <lua.h>

/// Sets `tostring`, `print` and `string.format` in the table at `environment`, which has a table
/// `string` already. May raise.
void hy_printing_open(lua_State *L, int environment, hy_offence *offence);
