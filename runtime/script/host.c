#include "script/host.h"

#include "sandbox/worker.h"
#include "script/cell.h"
#include "script/root.h"

#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/personality.h>
#include <unistd.h>

// asks for the personality without changing it
static const unsigned long present_personality = 0xffffffff;

// What is opened later must not become a standard stream: a line printed would end up in it. What
// stands in for one cannot be written, so that lost output is noticed.
static bool hold_standard_streams(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDONLY);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    return fd >= 0 && close(fd) == 0;
}

static int traceback(lua_State *L)
{
    luaL_traceback(L, L, lua_tostring(L, 1), 1);
    return 1;
}

// main(argv): everything that may raise, under one protected call
static int run_command_line(lua_State *L)
{
    char **argv = lua_touserdata(L, 1);
    char root[PATH_MAX];
    if (!hy_root_find(root)) {
        return luaL_error(L, "cannot find the folder lua/hyla beside or above the hyla binary");
    }
    hy_root_open(L, root);

    lua_getglobal(L, "require");
    lua_pushliteral(L, "hyla.cli");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "main");
    lua_newtable(L);
    for (int i = 1; argv[i]; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i);
    }
    lua_pushstring(L, root);
    lua_setfield(L, -2, "root");
    lua_call(L, 1, 1);
    return 1;
}

// A result that was written to a full disk is lost: say so.
static int check_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return status;
    }
    (void)fputs("hyla: cannot write all of standard output\n", stderr);
    return 1;
}

// Starts the program again with fixed addresses, unless it has them. With random ones LuaJIT
// collects garbage and compiles at other moments, and `pairs` may visit a table in another order.
static void fix_addresses(char **argv)
{
    char binary[PATH_MAX];
    int present = personality(present_personality);
    ssize_t size = readlink("/proc/self/exe", binary, sizeof binary - 1);
    bool is_fixed = present < 0 || (present & ADDR_NO_RANDOMIZE) != 0;
    // under a set-user-ID bit every start begins with random addresses
    if (is_fixed || size < 0 || getauxval(AT_SECURE) ||
        personality((unsigned long)present | ADDR_NO_RANDOMIZE) < 0) {
        return;
    }
    binary[size] = '\0';
    // where it fails the program goes on as it is
    (void)execv(binary, argv);
}

int hy_host_main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], HY_WORKER_WORD) == 0) {
        return hy_cell_main();
    }
    fix_addresses(argv);
    if (!hold_standard_streams()) {
        return 1;
    }
    lua_State *L = luaL_newstate();
    if (!L) {
        (void)fputs("hyla: no memory for a Lua state\n", stderr);
        return 1;
    }
    lua_pushcfunction(L, traceback);
    lua_pushcfunction(L, run_command_line);
    lua_pushlightuserdata(L, argv);
    int status = 1;
    if (lua_pcall(L, 1, 1, 1) == 0) {
        status = (int)lua_tointeger(L, -1);
    } else {
        const char *message = lua_tostring(L, -1);
        (void)fprintf(stderr, "hyla: %s\n", message ? message : "error without a message");
    }
    lua_close(L);
    return check_output(status);
}
