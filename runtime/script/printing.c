#include "script/printing.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

// tostring(value) -> text; things without a text of their own are named by their type
static int print_value(lua_State *L)
{
    luaL_checkany(L, 1);
    if (luaL_callmeta(L, 1, "__tostring")) {
        return 1;
    }
    switch (lua_type(L, 1)) {
    case LUA_TNIL:
        lua_pushliteral(L, "nil");
        return 1;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
        return 1;
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_pushvalue(L, 1);
        (void)lua_tostring(L, -1);
        return 1;
    default:
        lua_pushstring(L, luaL_typename(L, 1));
        return 1;
    }
}

// print(...): nowhere to print to
static int print_nothing(lua_State *L)
{
    (void)L;
    return 0;
}

// a NUL ends nothing here: string.format reads on behind it
static bool asks_for_address(const char *format, size_t size)
{
    const char *end = format + size;
    while ((format = memchr(format, '%', (size_t)(end - format)))) {
        format += 1 + strspn(format + 1, "-+ #0123456789.");
        if (*format == 'p') {
            return true;
        }
        format += format < end;
    }
    return false;
}

static bool has_own_text(int type)
{
    return type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING;
}

// Puts the text of a thing where it lies.
static void give_text(lua_State *L, int index)
{
    lua_pushcfunction(L, print_value);
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    // a metamethod may give a thing again, whose address the real function would print
    if (!has_own_text(lua_type(L, -1))) {
        (void)luaL_error(L, "'__tostring' must return a string");
    }
    lua_replace(L, index);
}

// format(format, ...) -> text: upvalues offence, the real string.format
static int print_formatted(lua_State *L)
{
    size_t size;
    const char *format = luaL_checklstring(L, 1, &size);
    if (asks_for_address(format, size)) {
        hy_offence_record(lua_touserdata(L, lua_upvalueindex(1)), HY_OUTCOME_DENIED, "format %p");
        return luaL_error(L, "format %%p is denied");
    }
    int count = lua_gettop(L);
    for (int i = 2; i <= count; i++) {
        if (!has_own_text(lua_type(L, i))) {
            give_text(L, i);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_insert(L, 1);
    lua_call(L, count, 1);
    return 1;
}

void hy_printing_open(lua_State *L, int environment, hy_offence *offence)
{
    lua_pushcfunction(L, print_value);
    lua_setfield(L, environment, "tostring");
    lua_pushcfunction(L, print_nothing);
    lua_setfield(L, environment, "print");
    lua_getfield(L, environment, "string");
    lua_pushlightuserdata(L, offence);
    lua_getglobal(L, "string");
    lua_getfield(L, -1, "format");
    lua_remove(L, -2);
    lua_pushcclosure(L, print_formatted, 2);
    lua_setfield(L, -2, "format");
    lua_pop(L, 1);
}
