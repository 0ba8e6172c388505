#include "script/bind_socket.h"

#include "serve/listener.h"
#include "serve/wire.h"

#include <errno.h>
#include <lauxlib.h>
#include <poll.h>
#include <string.h>

static const char listener_name[] = "hyla.socket.listener";
static const char wire_name[] = "hyla.socket.wire";

enum { MOST_WAITED_FOR = 256, LONGEST_WAIT_SECONDS = 1000000 };

static int push_error(lua_State *L, const hy_error *err)
{
    lua_pushnil(L);
    lua_pushstring(L, err->text);
    return 2;
}

static hy_wire *check_wire(lua_State *L)
{
    hy_wire *wire = luaL_checkudata(L, 1, wire_name);
    luaL_argcheck(L, wire->fd >= 0, 1, "the wire is closed");
    return wire;
}

static hy_listener *check_listener(lua_State *L)
{
    hy_listener *listener = luaL_checkudata(L, 1, listener_name);
    luaL_argcheck(L, listener->fd >= 0, 1, "the listener is closed");
    return listener;
}

// A wire that is closed, so that it can be collected before it is opened.
static hy_wire *push_wire(lua_State *L)
{
    hy_wire *wire = lua_newuserdata(L, sizeof *wire);
    *wire = (hy_wire){.fd = -1};
    luaL_getmetatable(L, wire_name);
    lua_setmetatable(L, -2);
    return wire;
}

// listen(path) -> listener | nil, message
static int socket_listen(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    hy_listener *listener = lua_newuserdata(L, sizeof *listener);
    listener->fd = -1;
    luaL_getmetatable(L, listener_name);
    lua_setmetatable(L, -2);
    hy_error err;
    return hy_listener_open(listener, path, &err) < 0 ? push_error(L, &err) : 1;
}

// connect(path) -> wire | nil, message
static int socket_connect(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    hy_error err;
    return hy_wire_connect(push_wire(L), path, &err) < 0 ? push_error(L, &err) : 1;
}

// listener:accept() -> wire | nil where nobody has connected
static int listener_accept(lua_State *L)
{
    hy_listener *listener = check_listener(L);
    if (!hy_listener_accept(listener, push_wire(L))) {
        lua_pushnil(L);
    }
    return 1;
}

// listener:close(); harmless when repeated
static int listener_close(lua_State *L)
{
    hy_listener_close(luaL_checkudata(L, 1, listener_name));
    return 0;
}

// wire:read() -> line | nil where there is none yet | nil, message where there will be none
static int wire_read(lua_State *L)
{
    hy_wire *wire = check_wire(L);
    hy_wire_state state;
    const char *line = NULL;
    size_t size = 0;
    hy_error err;
    if (hy_wire_read(wire, &state, &line, &size, &err) < 0) {
        return push_error(L, &err);
    }
    if (state == HY_WIRE_LINE) {
        lua_pushlstring(L, line, size);
        return 1;
    }
    lua_pushnil(L);
    if (state == HY_WIRE_CLOSED) {
        lua_pushliteral(L, "closed");
    }
    return state == HY_WIRE_CLOSED ? 2 : 1;
}

// wire:write(line) -> true | nil, message
static int wire_write(lua_State *L)
{
    hy_wire *wire = check_wire(L);
    size_t size = 0;
    const char *line = luaL_checklstring(L, 2, &size);
    luaL_argcheck(L, !memchr(line, '\n', size), 2, "wanted one line");
    hy_error err;
    if (hy_wire_write(wire, line, size, &err) < 0) {
        return push_error(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

// wire:flush() -> true | nil, message
static int wire_flush(lua_State *L)
{
    hy_error err;
    if (hy_wire_flush(check_wire(L), &err) < 0) {
        return push_error(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

// wire:close(); harmless when repeated
static int wire_close(lua_State *L)
{
    hy_wire_deinit(luaL_checkudata(L, 1, wire_name));
    return 0;
}

// Whether the value on top of the stack has this metatable.
static int is_a(lua_State *L, const char *name)
{
    luaL_getmetatable(L, name);
    int is_same = lua_getmetatable(L, -2) && lua_rawequal(L, -1, -2);
    lua_settop(L, 2 + 1);
    return is_same;
}

// What is to be known of the listener or the wire on top of the stack.
static struct pollfd wish_of(lua_State *L)
{
    if (is_a(L, wire_name)) {
        const hy_wire *wire = lua_touserdata(L, -1);
        short events = hy_wire_is_behind(wire) ? POLLIN | POLLOUT : POLLIN;
        return (struct pollfd){.fd = wire->fd, .events = events};
    }
    const hy_listener *listener = luaL_checkudata(L, -1, listener_name);
    return (struct pollfd){.fd = listener->fd, .events = POLLIN};
}

// wait(list, seconds) -> whether one of the wires and listeners has something; false after a signal
static int socket_wait(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Number seconds = luaL_checknumber(L, 2);
    size_t count = lua_objlen(L, 1);
    luaL_argcheck(L, count <= MOST_WAITED_FOR, 1, "wanted at most 256 wires and listeners");
    struct pollfd wishes[MOST_WAITED_FOR];
    lua_settop(L, 2);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 1, (int)i + 1);
        wishes[i] = wish_of(L);
        lua_settop(L, 2);
    }
    if (seconds > LONGEST_WAIT_SECONDS) {
        seconds = LONGEST_WAIT_SECONDS;
    }
    lua_pushboolean(L, poll(wishes, count, (int)(seconds * 1e3)) > 0);
    return 1;
}

static void make_type(lua_State *L, const char *name, const luaL_Reg *methods,
                      lua_CFunction collect)
{
    luaL_newmetatable(L, name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
}

int luaopen_hyla_socket(lua_State *L)
{
    static const luaL_Reg listener_methods[] = {
        {"accept", listener_accept}, {"close", listener_close}, {NULL, NULL}};
    static const luaL_Reg wire_methods[] = {{"close", wire_close},
                                            {"flush", wire_flush},
                                            {"read", wire_read},
                                            {"write", wire_write},
                                            {NULL, NULL}};
    static const luaL_Reg functions[] = {{"connect", socket_connect},
                                         {"listen", socket_listen},
                                         {"wait", socket_wait},
                                         {NULL, NULL}};
    make_type(L, listener_name, listener_methods, listener_close);
    make_type(L, wire_name, wire_methods, wire_close);
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
