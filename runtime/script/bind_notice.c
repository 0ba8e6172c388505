#include "script/bind_notice.h"

#include <errno.h>
#include <lauxlib.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

static const char type_name[] = "hyla.notice.board";

enum {
    // a file is whole once it was renamed to its name or its writer closed it
    WRITTEN = IN_MOVED_TO | IN_CLOSE_WRITE,
    GONE = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED,
    LONGEST_WAIT_SECONDS = 1000000000,
};

typedef struct board {
    int fd;  // -1 once closed
} board;

static board *check_board(lua_State *L)
{
    board *self = luaL_checkudata(L, 1, type_name);
    luaL_argcheck(L, self->fd >= 0, 1, "the board is closed");
    return self;
}

static int push_failure(lua_State *L, const char *what)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", what, strerror(errno));
    return 2;
}

// open() -> board | nil, message
static int notice_open(lua_State *L)
{
    board *self = lua_newuserdata(L, sizeof *self);
    self->fd = -1;
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    self->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return self->fd < 0 ? push_failure(L, "inotify") : 1;
}

// board:add(folder) -> id | nil, message; the same id for a folder that is there already
static int board_add(lua_State *L)
{
    const board *self = check_board(L);
    const char *folder = luaL_checkstring(L, 2);
    int id = inotify_add_watch(self->fd, folder, WRITTEN | GONE | IN_ONLYDIR);
    if (id < 0) {
        return push_failure(L, folder);
    }
    lua_pushinteger(L, id);
    return 1;
}

static void wait_for_notice(const board *self, lua_Number seconds)
{
    struct pollfd poll_fd = {.fd = self->fd, .events = POLLIN};
    if (seconds > LONGEST_WAIT_SECONDS) {
        (void)poll(&poll_fd, 1, -1);
    } else if (seconds > 0) {
        time_t whole = (time_t)seconds;
        struct timespec limit = {.tv_sec = whole,
                                 .tv_nsec = (long)((seconds - (double)whole) * 1e9)};
        (void)ppoll(&poll_fd, 1, &limit, NULL);
    }
}

// Appends { kind =, folder = id, name = } to the list on top of the stack.
static void push_notice(lua_State *L, const struct inotify_event *event)
{
    lua_createtable(L, 0, 3);
    lua_pushstring(L, event->mask & IN_Q_OVERFLOW ? "lost"
                      : event->mask & GONE        ? "gone"
                                                  : "written");
    lua_setfield(L, -2, "kind");
    if (event->wd >= 0) {
        lua_pushinteger(L, event->wd);
        lua_setfield(L, -2, "folder");
    }
    if (event->len > 0) {
        lua_pushstring(L, event->name);
        lua_setfield(L, -2, "name");
    }
    lua_rawseti(L, -2, (int)lua_objlen(L, -2) + 1);
}

// board:wait([seconds]) -> list of notices, empty when none came in time or a signal did
static int board_wait(lua_State *L)
{
    const board *self = check_board(L);
    wait_for_notice(self, luaL_optnumber(L, 2, 2.0 * LONGEST_WAIT_SECONDS));
    lua_newtable(L);
    _Alignas(struct inotify_event) char buffer[4096];
    ssize_t size;
    while ((size = read(self->fd, buffer, sizeof buffer)) > 0) {
        for (const char *at = buffer; at < buffer + size;) {
            const struct inotify_event *event = (const void *)at;
            push_notice(L, event);
            at += sizeof *event + event->len;
        }
    }
    return 1;
}

// board:close(); closing twice is fine
static int board_close(lua_State *L)
{
    board *self = luaL_checkudata(L, 1, type_name);
    if (self->fd >= 0) {
        (void)close(self->fd);
        self->fd = -1;
    }
    return 0;
}

int luaopen_hyla_notice(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"add", board_add}, {"close", board_close}, {"wait", board_wait}, {NULL, NULL}};
    static const luaL_Reg functions[] = {{"open", notice_open}, {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, board_close);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);

    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
