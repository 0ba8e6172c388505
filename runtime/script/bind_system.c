#include "script/bind_system.h"

#include "base/clock.h"

#include <dirent.h>
#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static int push_result(lua_State *L, bool is_ok, const char *path)
{
    if (is_ok) {
        lua_pushboolean(L, true);
        return 1;
    }
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, strerror(errno));
    return 2;
}

// seconds() -> seconds since an arbitrary moment, never going back
static int system_seconds(lua_State *L)
{
    lua_pushnumber(L, hy_clock_monotonic_seconds());
    return 1;
}

// cpu_seconds() -> seconds of processor time of this thread
static int system_cpu_seconds(lua_State *L)
{
    lua_pushnumber(L, hy_clock_thread_seconds());
    return 1;
}

// now() -> seconds since 1970-01-01 00:00 UTC
static int system_now(lua_State *L)
{
    lua_pushnumber(L, hy_clock_wall_seconds());
    return 1;
}

// is_terminal(fd) -> boolean
static int system_is_terminal(lua_State *L)
{
    lua_pushboolean(L, isatty(luaL_checkint(L, 1)));
    return 1;
}

// columns(fd) -> width of the terminal in characters | nil when it is none
static int system_columns(lua_State *L)
{
    struct winsize size;
    if (ioctl(luaL_checkint(L, 1), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return 0;
    }
    lua_pushinteger(L, size.ws_col);
    return 1;
}

// absolute(path) -> path without links or dots | nil, message
static int system_absolute(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    char resolved[PATH_MAX];
    if (!realpath(path, resolved)) {
        return push_result(L, false, path);
    }
    lua_pushstring(L, resolved);
    return 1;
}

// make_directory(path) -> true | nil, message; an existing directory is fine
static int system_make_directory(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    return push_result(L, mkdir(path, 0777) == 0 || errno == EEXIST, path);
}

// kind(path) -> "file" | "directory" | "other" | nil when there is none
static int system_kind(lua_State *L)
{
    struct stat status;
    if (stat(luaL_checkstring(L, 1), &status) != 0) {
        return 0;
    }
    lua_pushstring(L, S_ISREG(status.st_mode)   ? "file"
                      : S_ISDIR(status.st_mode) ? "directory"
                                                : "other");
    return 1;
}

static const int interruptions[] = {SIGINT, SIGTERM};

// catch_interruptions(): from here on Ctrl-C and a polite kill wait to be asked for
static int system_catch_interruptions(lua_State *L)
{
    (void)L;
    sigset_t set;
    (void)sigemptyset(&set);
    for (size_t i = 0; i < sizeof interruptions / sizeof *interruptions; i++) {
        (void)sigaddset(&set, interruptions[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    return 0;
}

// interruption() -> the number of the signal that came | nil
static int system_interruption(lua_State *L)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigpending(&set);
    for (size_t i = 0; i < sizeof interruptions / sizeof *interruptions; i++) {
        if (sigismember(&set, interruptions[i]) == 1) {
            lua_pushinteger(L, interruptions[i]);
            return 1;
        }
    }
    return 0;
}

typedef struct folder {
    DIR *stream;  // NULL once closed
} folder;

static int folder_collect(lua_State *L)
{
    folder *self = lua_touserdata(L, 1);
    if (self->stream) {
        (void)closedir(self->stream);
        self->stream = NULL;
    }
    return 0;
}

// Pushes a handle that closes its folder, so that an error while names are pushed leaks nothing.
static folder *push_folder(lua_State *L)
{
    folder *self = lua_newuserdata(L, sizeof *self);
    self->stream = NULL;
    lua_newtable(L);
    lua_pushcfunction(L, folder_collect);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return self;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// list(path) -> names in a folder, in no order | nil, message
static int system_list(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    folder *self = push_folder(L);
    self->stream = opendir(path);
    if (!self->stream) {
        return push_result(L, false, path);
    }
    lua_newtable(L);
    int count = 0;
    for (const struct dirent *item; (item = readdir(self->stream));) {
        if (!is_dots(item->d_name)) {
            lua_pushstring(L, item->d_name);
            lua_rawseti(L, -2, ++count);
        }
    }
    (void)closedir(self->stream);
    self->stream = NULL;
    return 1;
}

int luaopen_hyla_system(lua_State *L)
{
    static const luaL_Reg functions[] = {{"absolute", system_absolute},
                                         {"catch_interruptions", system_catch_interruptions},
                                         {"columns", system_columns},
                                         {"cpu_seconds", system_cpu_seconds},
                                         {"interruption", system_interruption},
                                         {"is_terminal", system_is_terminal},
                                         {"kind", system_kind},
                                         {"list", system_list},
                                         {"make_directory", system_make_directory},
                                         {"now", system_now},
                                         {"seconds", system_seconds},
                                         {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
