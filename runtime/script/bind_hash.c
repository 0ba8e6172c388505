#include "script/bind_hash.h"

#include "base/hash.h"

#include <lauxlib.h>

// hex(bytes) -> digest
static int hash_hex(lua_State *L)
{
    size_t size;
    const char *bytes = luaL_checklstring(L, 1, &size);
    char text[HY_HASH_HEX_SIZE];
    hy_hash_hex(bytes, size, text);
    lua_pushstring(L, text);
    return 1;
}

int luaopen_hyla_hash(lua_State *L)
{
    static const luaL_Reg functions[] = {{"hex", hash_hex}, {NULL, NULL}};
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
