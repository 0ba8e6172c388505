#include "script/modules.h"

#include "script/bind_bytes.h"
#include "script/bind_gate.h"
#include "script/bind_grants.h"
#include "script/bind_hash.h"
#include "script/bind_interrupt.h"
#include "script/bind_json.h"
#include "script/bind_line.h"
#include "script/bind_notice.h"
#include "script/bind_position.h"
#include "script/bind_rng.h"
#include "script/bind_sandbox.h"
#include "script/bind_socket.h"
#include "script/bind_store.h"
#include "script/bind_system.h"
#include "script/bind_tensor.h"
#include "script/bind_yaml.h"

#include <lauxlib.h>

// declared here: the headers of the Lua libraries lie beside those of another Lua
int luaopen_lpeg(lua_State *L);
int luaopen_cjson_safe(lua_State *L);
int luaopen_cjson(lua_State *L);

const hy_module hy_modules[] = {
    {"cjson", luaopen_cjson, false},
    {"cjson.safe", luaopen_cjson_safe, false},
    {"hyla.bytes", luaopen_hyla_bytes, false},
    {"hyla.gate", luaopen_hyla_gate, false},
    {"hyla.grants", luaopen_hyla_grants, false},
    {"hyla.hash", luaopen_hyla_hash, true},
    {"hyla.interrupt", luaopen_hyla_interrupt, false},
    {"hyla.json", luaopen_hyla_json, false},
    {"hyla.line", luaopen_hyla_line, false},
    {"hyla.notice", luaopen_hyla_notice, false},
    {"hyla.position", luaopen_hyla_position, true},
    {"hyla.rng", luaopen_hyla_rng, true},
    {"hyla.sandbox", luaopen_hyla_sandbox, false},
    {"hyla.socket", luaopen_hyla_socket, false},
    {"hyla.store", luaopen_hyla_store, false},
    {"hyla.system", luaopen_hyla_system, false},
    {"hyla.tensor", luaopen_hyla_tensor, true},
    {"hyla.yaml", luaopen_hyla_yaml, false},
    {"lpeg", luaopen_lpeg, true},
    {NULL, NULL, false},
};

void hy_modules_preload(lua_State *L)
{
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "preload");
    for (const hy_module *module = hy_modules; module->name; module++) {
        lua_pushcfunction(L, module->open);
        lua_setfield(L, -2, module->name);
    }
    lua_pop(L, 2);
}
