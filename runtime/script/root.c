#include "script/root.h"

#include "script/modules.h"
#include "script/position.h"

#include <limits.h>
#include <lualib.h>
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

bool hy_root_find(char *root)
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

void hy_root_open(lua_State *L, const char *root)
{
    luaL_openlibs(L);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    lua_pushfstring(L, "%s/lua/?.lua;%s/lua/?/init.lua;%s/?.lua;%s/?/init.lua;%s", root, root, root,
                    root, lua_tostring(L, -1));
    lua_setfield(L, -3, "path");
    lua_pop(L, 2);
    hy_position_pass_over(L, lua_pushfstring(L, "%s/lua/hyla", root));
    lua_pop(L, 1);
    hy_modules_preload(L);
}
