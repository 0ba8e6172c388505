#include "script/position.h"

#include <stdarg.h>
#include <stdio.h>

void hy_position_write(lua_State *L, char *text, size_t size)
{
    lua_Debug place;
    text[0] = '\0';
    for (int level = 0; lua_getstack(L, level, &place); level++) {
        if (lua_getinfo(L, "Sl", &place) && place.currentline > 0) {
            (void)snprintf(text, size, "%s:%d", place.short_src, place.currentline);
            return;
        }
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
