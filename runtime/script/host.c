#include "script/host.h"

#include "script/modules.h"

#include <lauxlib.h>
#include <limits.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Cuts the last component off a path in place; false when there is none left.
static bool cut_component(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return true;
}

static bool holds_library(const char *folder)
{
    char path[PATH_MAX];
    int size = snprintf(path, sizeof path, "%s/lua/hyla/cli/init.lua", folder);
    return size > 0 && (size_t)size < sizeof path && access(path, R_OK) == 0;
}

// Finds the folder that holds lua/: <prefix>/share/hyla when installed, else a folder above the
// binary. Writes it to `root` (PATH_MAX bytes).
static bool find_root(char *root)
{
    char binary[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", binary, sizeof binary - 1);
    if (size < 0) {
        return false;
    }
    binary[size] = '\0';
    while (cut_component(binary)) {
        int length = snprintf(root, PATH_MAX, "%s/share/hyla", binary);
        if (length > 0 && length < PATH_MAX && holds_library(root)) {
            return true;
        }
        if (holds_library(binary)) {
            memcpy(root, binary, strlen(binary) + 1);
            return true;
        }
    }
    return false;
}

// Puts the project's folders before LuaJIT's own, so that a require string is a path under root.
static void set_search_path(lua_State *L, const char *root)
{
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    lua_pushfstring(L, "%s/lua/?.lua;%s/lua/?/init.lua;%s/?.lua;%s/?/init.lua;%s", root, root, root,
                    root, lua_tostring(L, -1));
    lua_setfield(L, -3, "path");
    lua_pop(L, 2);
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
    if (!find_root(root)) {
        return luaL_error(L, "cannot find the folder lua/hyla beside or above the hyla binary");
    }
    luaL_openlibs(L);
    set_search_path(L, root);
    hy_modules_preload(L);

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

int hy_host_main(int argc, char **argv)
{
    (void)argc;
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
    return status;
}
