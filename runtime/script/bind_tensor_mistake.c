#include "script/bind_tensor_mistake.h"

#include "script/bind_tensor_handle.h"
#include "script/position.h"

#include <lauxlib.h>
#include <string.h>

const char *hy_mistake_describe(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER) {
        return lua_tostring(L, index);
    }
    bool is_tensor = hy_tensor_peek(L, hy_tensor_entry_of(L)->binding, index) != NULL;
    return is_tensor ? "a tensor" : luaL_typename(L, index);
}

int hy_mistake_raise(lua_State *L, const char *wanted, const char *name, int index)
{
    bool is_there = index <= lua_gettop(L);
    return hy_raise(L, "%s: wanted %s as %s, got %s", hy_tensor_entry_of(L)->name, wanted, name,
                    is_there ? hy_mistake_describe(L, index) : "nil");
}

double hy_mistake_check_number(lua_State *L, const char *name, int index)
{
    hy_mistake_unless(L, lua_type(L, index) == LUA_TNUMBER, "a number", name, index);
    return lua_tonumber(L, index);
}

double hy_mistake_check_alpha(lua_State *L)
{
    if (lua_istable(L, 3)) {
        lua_getfield(L, 3, "alpha");
        lua_replace(L, 3);
    }
    return hy_mistake_check_number(L, "alpha", 3);
}

int hy_mistake_too_many(lua_State *L, int most)
{
    return hy_raise(L, "%s takes at most %d argument%s, got %d", hy_tensor_entry_of(L)->name, most,
                    most == 1 ? "" : "s", lua_gettop(L));
}

static bool begins_with_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && (text[length] == ' ' || text[length] == ':');
}

// The length of the first word when the rest says something about it, else 0.
static size_t length_of_subject(const char *text)
{
    size_t length = strcspn(text, ": ");
    const char *rest = text + length;
    return strncmp(rest, ": ", 2) == 0 || strncmp(rest, " wants ", 7) == 0 ? length : 0;
}

int hy_mistake_fail(lua_State *L, const hy_error *err)
{
    const char *function = hy_tensor_entry_of(L)->name;
    if (begins_with_word(err->text, function)) {
        return hy_raise(L, "%s", err->text);
    }
    size_t length = length_of_subject(err->text);
    return hy_raise(L, length > 0 ? "%s%s" : "%s: %s", function, err->text + length);
}
