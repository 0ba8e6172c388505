#include "script/position.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// its address is where the registry keeps how the sources of the library begin: to look that up
// takes no memory
static const char library_key;

void hy_position_pass_over(lua_State *L, const char *folder)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)&library_key);
    lua_pushfstring(L, "@%s/", folder);
    lua_rawset(L, LUA_REGISTRYINDEX);
}

// Finds the nearest running function of Lua, outside the sources that begin with `library`, which
// may be NULL.
static bool find_place(lua_State *L, const char *library, lua_Debug *place)
{
    size_t length = library ? strlen(library) : 0;
    for (int level = 0; lua_getstack(L, level, place); level++) {
        if (lua_getinfo(L, "Sl", place) && place->currentline > 0 &&
            !(library && strncmp(place->source, library, length) == 0)) {
            return true;
        }
    }
    return false;
}

void hy_position_write(lua_State *L, char *text, size_t size)
{
    lua_Debug place;
    lua_pushlightuserdata(L, (void *)(uintptr_t)&library_key);
    lua_rawget(L, LUA_REGISTRYINDEX);
    bool is_found = find_place(L, lua_tostring(L, -1), &place) || find_place(L, NULL, &place);
    lua_pop(L, 1);
    text[0] = '\0';
    if (is_found) {
        (void)snprintf(text, size, "%s:%d", place.short_src, place.currentline);
    }
}

int hy_raise(lua_State *L, const char *format, ...)
{
    char place[LUA_IDSIZE + 16];
    hy_position_write(L, place, sizeof place);
    lua_pushfstring(L, place[0] ? "%s: " : "", place);
    va_list args;
    va_start(args, format);
    lua_pushvfstring(L, format, args);
    va_end(args);
    lua_concat(L, 2);
    return lua_error(L);
}
