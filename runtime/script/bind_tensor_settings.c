#include "script/bind_tensor_parts.h"

#include <limits.h>

// threads([count]) -> count
static int setting_threads(lua_State *L)
{
    hy_context *context = hy_tensor_binding_of(L)->context;
    if (!lua_isnoneornil(L, 1)) {
        lua_Number wanted = luaL_checknumber(L, 1);
        bool is_count = wanted >= INT_MIN && wanted <= INT_MAX && wanted == (int)wanted;
        luaL_argcheck(L, is_count, 1, "wanted a whole number of threads");
        hy_error err;
        if (hy_context_set_threads(context, (int)wanted, &err) < 0) {
            return hy_raise(L, "threads: %s", err.text);
        }
    }
    lua_pushinteger(L, hy_context_threads(context));
    return 1;
}

const luaL_Reg hy_tensor_settings[] = {{"threads", setting_threads}, {NULL, NULL}};
