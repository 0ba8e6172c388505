#include "script/bind_tensor_parts.h"

#include <limits.h>

// threads([count]) -> count
static int setting_threads(lua_State *L)
{
    hy_context *context = hy_tensor_binding_of(L)->context;
    if (!lua_isnoneornil(L, 1)) {
        lua_Number wanted = lua_tonumber(L, 1);
        bool is_count = lua_type(L, 1) == LUA_TNUMBER && wanted >= INT_MIN && wanted <= INT_MAX &&
                        wanted == (int)wanted;
        hy_mistake_unless(L, is_count, "a whole number", "count", 1);
        hy_error err;
        if (hy_context_set_threads(context, (int)wanted, &err) < 0) {
            return hy_mistake_fail(L, &err);
        }
    }
    lua_pushinteger(L, hy_context_threads(context));
    return 1;
}

const luaL_Reg hy_tensor_settings[] = {{"threads", setting_threads}, {NULL, NULL}};
