#include "script/environment.h"

#include "script/printing.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

// environments made before any job begins, because making one takes longer than a short job
enum { STOCK = 8 };

// what a candidate may use of the standard libraries
static const char *const allowed_names[] = {
    "assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget",
    "rawset", "select", "setmetatable", "tonumber", "type", "unpack", "xpcall",
    // libraries
    "bit.arshift", "bit.band", "bit.bnot", "bit.bor", "bit.bswap", "bit.bxor", "bit.lshift",
    "bit.rol", "bit.ror", "bit.rshift", "bit.tobit", "bit.tohex", "coroutine.create",
    "coroutine.isyieldable", "coroutine.resume", "coroutine.running", "coroutine.status",
    "coroutine.wrap", "coroutine.yield", "math.abs", "math.acos", "math.asin", "math.atan",
    "math.atan2", "math.ceil", "math.cos", "math.cosh", "math.deg", "math.exp", "math.floor",
    "math.fmod", "math.frexp", "math.huge", "math.ldexp", "math.log", "math.log10", "math.max",
    "math.min", "math.modf", "math.pi", "math.pow", "math.rad", "math.random", "math.randomseed",
    "math.sin", "math.sinh", "math.sqrt", "math.tan", "math.tanh", "string.byte", "string.char",
    "string.find", "string.gmatch", "string.gsub", "string.len", "string.lower", "string.match",
    "string.rep", "string.reverse", "string.sub", "string.upper", "table.concat", "table.insert",
    "table.maxn", "table.move", "table.remove", "table.sort", NULL};

// what leads out: touching one of these is an offence, not only nil
static const char *const denied_names[] = {
    "collectgarbage", "debug",  "dofile",   "ffi",  "gcinfo",
    "getfenv",        "io",     "jit",      "load", "loadfile",
    "loadstring",     "module", "newproxy", "os",   "package",
    "setfenv",        NULL};

void hy_offence_record(hy_offence *offence, hy_outcome outcome, const char *text)
{
    if (offence->outcome == HY_OUTCOME_OK) {
        offence->outcome = outcome;
        (void)snprintf(offence->text, sizeof offence->text, "%s", text);
    }
}

static int deny(lua_State *L, hy_offence *offence, const char *name)
{
    hy_offence_record(offence, HY_OUTCOME_DENIED, name);
    return luaL_error(L, "%s is denied", name);
}

// __index(environment, key): upvalues offence, names
static int look_up_missing(lua_State *L)
{
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(2));
    if (lua_toboolean(L, -1)) {
        return deny(L, lua_touserdata(L, lua_upvalueindex(1)), lua_tostring(L, 2));
    }
    return 0;
}

static void copy_fields(lua_State *L, int from, int to)
{
    lua_pushnil(L);
    while (lua_next(L, from)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, to);
    }
}

// require(name) -> module: upvalues offence, modules, copies made for this environment
static int require_open(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, lua_upvalueindex(3), name);
    if (!lua_isnil(L, 2)) {
        return 1;
    }
    lua_getfield(L, lua_upvalueindex(2), name);
    if (lua_isnil(L, 3)) {
        char text[HY_MESSAGE_SIZE];
        (void)snprintf(text, sizeof text, "require of %s", name);
        return deny(L, lua_touserdata(L, lua_upvalueindex(1)), text);
    }
    if (lua_istable(L, 3)) {
        lua_newtable(L);
        copy_fields(L, 3, 4);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, lua_upvalueindex(3), name);
    return 1;
}

// Sets `environment[name]`, or `environment[library][function]` for a dotted name.
static void allow(lua_State *L, int environment, const char *name)
{
    const char *dot = strchr(name, '.');
    if (!dot) {
        lua_getglobal(L, name);
        lua_setfield(L, environment, name);
        return;
    }
    lua_pushlstring(L, name, (size_t)(dot - name));
    const char *library = lua_tostring(L, -1);
    lua_getfield(L, environment, library);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_setfield(L, environment, library);
    }
    lua_getglobal(L, library);
    lua_getfield(L, -1, dot + 1);
    lua_setfield(L, -3, dot + 1);
    lua_pop(L, 3);
}

// Gives the environment on top of the stack its metatable, which candidates cannot see.
static void guard(lua_State *L, hy_offence *offence)
{
    lua_newtable(L);
    lua_pushlightuserdata(L, offence);
    lua_newtable(L);
    for (const char *const *name = denied_names; *name; name++) {
        lua_pushboolean(L, true);
        lua_setfield(L, -2, *name);
    }
    lua_pushcclosure(L, look_up_missing, 2);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

// Pushes a fresh environment; `modules` is the stack index of the table for `require`.
static void push_environment(lua_State *L, hy_offence *offence, int modules)
{
    lua_newtable(L);
    int environment = lua_gettop(L);
    for (const char *const *name = allowed_names; *name; name++) {
        allow(L, environment, *name);
    }
    hy_printing_open(L, environment, offence);
    lua_pushlightuserdata(L, offence);
    lua_pushvalue(L, modules);
    lua_newtable(L);
    lua_pushcclosure(L, require_open, 3);
    lua_setfield(L, environment, "require");
    guard(L, offence);
}

// Pushes the next environment that was made in advance, or makes one.
static void push_stocked(lua_State *L, hy_offence *offence, int modules, int stock)
{
    size_t count = lua_objlen(L, stock);
    if (count == 0) {
        push_environment(L, offence, modules);
        return;
    }
    lua_rawgeti(L, stock, (int)count);
    lua_pushnil(L);
    lua_rawseti(L, stock, (int)count);
}

// load(source, name[, globals]) -> function: upvalues offence, modules, environments in stock
static int load_text(lua_State *L)
{
    hy_offence *offence = lua_touserdata(L, lua_upvalueindex(1));
    size_t size;
    lua_settop(L, 3);
    const char *source = luaL_checklstring(L, 1, &size);
    const char *name =
        lua_isnil(L, 2) ? "=candidate" : lua_pushfstring(L, "=%s", luaL_checkstring(L, 2));
    luaL_argcheck(L, lua_isnil(L, 3) || lua_istable(L, 3), 3, "globals come in a table");
    int status = luaL_loadbufferx(L, source, size, name, "t");
    if (status == LUA_ERRSYNTAX) {
        hy_offence_record(offence, HY_OUTCOME_SYNTAX, lua_tostring(L, -1));
    }
    if (status != 0) {
        return lua_error(L);
    }
    push_stocked(L, offence, lua_upvalueindex(2), lua_upvalueindex(3));
    if (lua_istable(L, 3)) {
        copy_fields(L, 3, lua_gettop(L));
    }
    lua_setfenv(L, -2);
    return 1;
}

// exhaust(message): upvalue offence
static int exhaust(lua_State *L)
{
    const char *message = luaL_checkstring(L, 1);
    hy_offence_record(lua_touserdata(L, lua_upvalueindex(1)), HY_OUTCOME_TIMEOUT, message);
    lua_settop(L, 1);
    return lua_error(L);
}

void hy_environment_seal(lua_State *L, hy_offence *offence)
{
    lua_newtable(L);
    push_environment(L, offence, lua_gettop(L));
    // messages of trusted code reach candidates: they show no address either
    lua_getfield(L, -1, "tostring");
    lua_setglobal(L, "tostring");
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_getfield(L, -3, "string");
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 4);
}

void hy_environment_push_load(lua_State *L, hy_offence *offence)
{
    int modules = lua_gettop(L);
    lua_createtable(L, STOCK, 0);
    for (int i = 1; i <= STOCK; i++) {
        push_environment(L, offence, modules);
        lua_rawseti(L, -2, i);
    }
    lua_pushlightuserdata(L, offence);
    lua_insert(L, modules);
    lua_pushcclosure(L, load_text, 3);
}

void hy_environment_push_exhaust(lua_State *L, hy_offence *offence)
{
    lua_pushlightuserdata(L, offence);
    lua_pushcclosure(L, exhaust, 1);
}
