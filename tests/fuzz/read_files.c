/// libFuzzer's entry for the readers of files: tests/fuzz/check_reader.lua gets each input.
///
/// The parsers are Lua, which the compiler cannot instrument: a hook counts the pairs of lines that
/// follow one another into counters that libFuzzer watches like its own.
#include "script/root.h"

#include <lauxlib.h>
#include <luajit.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { COUNTER_COUNT = 1 << 14 };

__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t g_counters[COUNTER_COUNT];
static uint32_t g_last_line;
static lua_State *g_state;

static void count_line(lua_State *L, lua_Debug *place)
{
    (void)lua_getinfo(L, "S", place);
    // FNV-1a
    uint32_t line = 2166136261U;
    for (const char *letter = place->short_src; *letter; letter++) {
        line = (line ^ (uint8_t)*letter) * 16777619U;
    }
    line = (line ^ (uint32_t)place->currentline) * 16777619U;
    uint8_t *counter = &g_counters[(line ^ g_last_line >> 1) % COUNTER_COUNT];
    *counter += *counter < UINT8_MAX;
    g_last_line = line;
}

// Leaves the check of the reader on the stack.
static int open_check(lua_State *L)
{
    hy_root_open(L, ".");
    lua_getglobal(L, "require");
    lua_pushliteral(L, "tests.fuzz.check_reader");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "of");
    lua_pushliteral(L, HY_READER);
    lua_call(L, 1, 1);
    return 1;
}

static void require_success(int status)
{
    if (status != 0) {
        (void)fprintf(stderr, "fuzz: %s\n", lua_tostring(g_state, -1));
        abort();
    }
}

// Frees all that is left, so that the sanitizer finds what nobody holds any more.
static void close_state(void)
{
    lua_close(g_state);
}

static void open_state(void)
{
    g_state = luaL_newstate();
    (void)atexit(close_state);
    // hooks do not run in compiled code
    (void)luaJIT_setmode(g_state, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF);
    lua_pushcfunction(g_state, open_check);
    require_success(lua_pcall(g_state, 0, 1, 0));
    (void)lua_sethook(g_state, count_line, LUA_MASKLINE, 0);
}

// libFuzzer calls it by a name that is not in our style
int try_input(const uint8_t *data, size_t size) __asm__("LLVMFuzzerTestOneInput");
int try_input(const uint8_t *data, size_t size)
{
    if (!g_state) {
        open_state();
    }
    g_last_line = 0;
    lua_pushvalue(g_state, 1);
    lua_pushlstring(g_state, (const char *)data, size);
    require_success(lua_pcall(g_state, 1, 0, 0));
    return 0;
}
