#include "script/bind_interrupt.h"

#include <lauxlib.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

enum {
    // Units that code with checks in it is dealt at a time: rounds of loops and calls
    SHARE = 100,
    EVERY_STEP = LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT,
};

// a handler has nothing else to reach them by
static lua_State *volatile g_armed;  // NULL while nothing runs that may be stopped
static volatile sig_atomic_t g_has_come;

static int stop(lua_State *L)
{
    return luaL_error(L, "interrupted");
}

// what handles the error shall run on
static void stop_in_hook(lua_State *L, lua_Debug *record)
{
    (void)record;
    lua_sethook(L, NULL, 0, 0);
    (void)stop(L);
}

// LuaJIT's own program sets its hook here: the one thing of a state that a handler may do
static void handle(int signal)
{
    (void)signal;
    g_has_come = 1;
    if (g_armed) {
        lua_sethook(g_armed, stop_in_hook, EVERY_STEP, 1);
    }
}

// Calls that wait shall come back, so none is started again.
static void catch_interrupts(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    // whatever ran before may have held it back
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigprocmask(SIG_UNBLOCK, &set, NULL);
}

// Calls are nested where a chunk evaluates another; the outermost sees all of them stopped.
static bool call_armed(lua_State *L, int arguments)
{
    lua_State *outer = g_armed;
    catch_interrupts();
    if (!outer) {
        g_has_come = 0;
    }
    g_armed = L;
    bool is_ok = lua_pcall(L, arguments, LUA_MULTRET, 1) == 0;
    g_armed = outer;
    if (!outer) {
        lua_sethook(L, NULL, 0, 0);
        catch_interrupts();
    }
    return is_ok;
}

// call(handler, function, ...) -> whether Ctrl-C came, whether it went well, results | message
static int interrupt_call(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    bool is_ok = call_armed(L, lua_gettop(L) - 2);
    lua_pushboolean(L, g_has_come);
    lua_replace(L, 1);
    lua_pushboolean(L, is_ok);
    lua_insert(L, 2);
    return lua_gettop(L);
}

// hold(): from here on Ctrl-C ends nothing
static int interrupt_hold(lua_State *L)
{
    (void)L;
    catch_interrupts();
    return 0;
}

// deal() -> units for hyla.fuel's checks; raises once Ctrl-C came, whoever catches the error
static int interrupt_deal(lua_State *L)
{
    if (g_has_come && g_armed) {
        return stop(L);
    }
    lua_pushinteger(L, SHARE);
    return 1;
}

int luaopen_hyla_interrupt(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"call", interrupt_call}, {"deal", interrupt_deal}, {"hold", interrupt_hold}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
