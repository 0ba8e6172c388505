#include "script/bind_line.h"

#include <errno.h>
#include <histedit.h>
#include <lauxlib.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

enum { HISTORY_LENGTH = 1000, PROMPT_SIZE = 64 };

static const char type_name[] = "hyla.line";

typedef struct editor {
    EditLine *line;  // NULL once closed
    History *history;
    HistEvent event;
    lua_State *state;  // of whoever reads
    int completion;    // reference of a function
    char prompt[PROMPT_SIZE];
} editor;

static editor *editor_of(EditLine *line)
{
    void *self = NULL;
    (void)el_get(line, EL_CLIENTDATA, &self);
    return self;
}

static char *prompt_of(EditLine *line)
{
    return editor_of(line)->prompt;
}

// Calls the completion with what stands before the cursor; it leaves two values. False when it
// failed, which must not be a jump over the line editor's own code.
static bool call_completion(const editor *self, EditLine *line)
{
    const LineInfo *info = el_line(line);
    lua_rawgeti(self->state, LUA_REGISTRYINDEX, self->completion);
    lua_pushlstring(self->state, info->buffer, (size_t)(info->cursor - info->buffer));
    return lua_pcall(self->state, 1, 2, 0) == 0;
}

// The command of the Tab key.
static unsigned char complete(EditLine *line, wint_t key)
{
    (void)key;
    const editor *self = editor_of(line);
    int top = lua_gettop(self->state);
    unsigned char done = CC_ERROR;
    if (self->completion != LUA_NOREF && call_completion(self, line)) {
        const char *added = lua_tostring(self->state, -2);
        const char *shown = lua_tostring(self->state, -1);
        if (added && *added) {
            done = el_insertstr(line, added) == 0 ? CC_REFRESH : CC_ERROR;
        }
        if (shown) {
            (void)printf("\n%s\n", shown);
            (void)fflush(stdout);
            done = CC_REDISPLAY;
        }
    }
    lua_settop(self->state, top);
    return done;
}

static editor *check_editor(lua_State *L)
{
    editor *self = luaL_checkudata(L, 1, type_name);
    luaL_argcheck(L, self->line, 1, "the editor is closed");
    return self;
}

// editor:close(); harmless when repeated
static int line_close(lua_State *L)
{
    editor *self = luaL_checkudata(L, 1, type_name);
    if (self->history) {
        history_end(self->history);
        self->history = NULL;
    }
    luaL_unref(L, LUA_REGISTRYINDEX, self->completion);
    self->completion = LUA_NOREF;
    if (self->line) {
        el_end(self->line);
        self->line = NULL;
    }
    return 0;
}

static bool set_up(editor *self)
{
    // the terminal's encoding decides how many columns a character takes
    (void)setlocale(LC_CTYPE, "");
    self->line = el_init("hyla", stdin, stdout, stderr);
    self->history = history_init();
    if (!self->line || !self->history) {
        return false;
    }
    (void)history(self->history, &self->event, H_SETSIZE, HISTORY_LENGTH);
    (void)history(self->history, &self->event, H_SETUNIQUE, 1);
    (void)el_set(self->line, EL_CLIENTDATA, self);
    (void)el_set(self->line, EL_PROMPT, prompt_of);
    (void)el_set(self->line, EL_EDITOR, "emacs");
    (void)el_set(self->line, EL_SIGNAL, 1);
    (void)el_set(self->line, EL_HIST, history, self->history);
    // el_set would copy both words, and never free them
    (void)el_wset(self->line, EL_ADDFN, L"hyla-complete", L"Complete a name", complete);
    (void)el_set(self->line, EL_BIND, "^I", "hyla-complete", NULL);
    (void)el_set(self->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    (void)el_source(self->line, NULL);
    return true;
}

// open() -> editor | nil, message; standard input must be a terminal
static int line_open(lua_State *L)
{
    editor *self = lua_newuserdata(L, sizeof *self);
    memset(self, 0, sizeof *self);
    self->completion = LUA_NOREF;
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    if (!set_up(self)) {
        lua_pushnil(L);
        lua_pushliteral(L, "no memory for a line editor");
        return 2;
    }
    return 1;
}

// editor:complete(function | nil): what the Tab key asks
static int line_complete(lua_State *L)
{
    editor *self = check_editor(L);
    lua_settop(L, 2);
    luaL_unref(L, LUA_REGISTRYINDEX, self->completion);
    self->completion = lua_isnil(L, 2) ? LUA_NOREF : luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

// editor:read(prompt) -> the line without its end | nil at the end of input | false after Ctrl-C
static int line_read(lua_State *L)
{
    editor *self = check_editor(L);
    (void)snprintf(self->prompt, sizeof self->prompt, "%s", luaL_checkstring(L, 2));
    int size = 0;
    self->state = L;
    errno = 0;
    const char *text = el_gets(self->line, &size);
    if (!text || size <= 0) {
        lua_pushboolean(L, false);
        return size < 0 && errno == EINTR ? 1 : 0;
    }
    lua_pushlstring(L, text, (size_t)(text[size - 1] == '\n' ? size - 1 : size));
    return 1;
}

// editor:remember(text): puts a line into the history
static int line_remember(lua_State *L)
{
    editor *self = check_editor(L);
    (void)history(self->history, &self->event, H_ENTER, luaL_checkstring(L, 2));
    return 0;
}

// editor:load(path) -> whether there was a history to read
static int line_load(lua_State *L)
{
    editor *self = check_editor(L);
    const char *path = luaL_checkstring(L, 2);
    lua_pushboolean(L, history(self->history, &self->event, H_LOAD, path) >= 0);
    return 1;
}

// editor:save(path) -> whether the history could be written
static int line_save(lua_State *L)
{
    editor *self = check_editor(L);
    const char *path = luaL_checkstring(L, 2);
    lua_pushboolean(L, history(self->history, &self->event, H_SAVE, path) >= 0);
    return 1;
}

int luaopen_hyla_line(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"close", line_close}, {"complete", line_complete}, {"load", line_load},
        {"read", line_read},   {"remember", line_remember}, {"save", line_save},
        {NULL, NULL}};
    static const luaL_Reg functions[] = {{"open", line_open}, {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, line_close);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);

    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
