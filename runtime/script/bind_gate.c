#include "script/bind_gate.h"

#include "sandbox/gate.h"
#include "script/values.h"

#include <lauxlib.h>

// check(source, name) -> fingerprint, has_cdata | nil, message
static int gate_check(lua_State *L)
{
    size_t size;
    const char *source = luaL_checklstring(L, 1, &size);
    const char *name = luaL_checkstring(L, 2);
    hy_gate_view view;
    hy_error err;
    if (hy_gate_check(source, size, name, &view, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    lua_pushlstring(L, (const char *)view.fingerprint, sizeof view.fingerprint);
    lua_pushboolean(L, view.has_cdata);
    return 2;
}

int luaopen_hyla_gate(lua_State *L)
{
    static const luaL_Reg functions[] = {{"check", gate_check}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
