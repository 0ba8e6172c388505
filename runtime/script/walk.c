#include "script/walk.h"

#include "script/position.h"

#include <lauxlib.h>

// of an entry, and of what its reader pushes
enum { SPARE_SLOTS = 12 };

// Pushes all keys, so that they outlive their entries, but for those of the list where it is
// skipped. Returns whether a number is among them.
static bool push_keys(hy_walk *walk, bool skips_list)
{
    lua_State *L = walk->L;
    bool has_number = false;
    lua_pushnil(L);
    while (lua_next(L, walk->table)) {
        lua_pop(L, 1);
        bool is_number = lua_type(L, -1) == LUA_TNUMBER;
        if (skips_list && is_number && lua_tonumber(L, -1) == (double)(walk->length + 1)) {
            walk->length++;
            continue;
        }
        has_number = has_number || is_number;
        luaL_checkstack(L, SPARE_SLOTS, "a table of many keys");
        lua_pushvalue(L, -1);
    }
    return has_number;
}

static hy_key read_key(lua_State *L, int index, const char *caller)
{
    hy_key key = {.text = NULL};
    int type = lua_type(L, index);
    if (type == LUA_TNUMBER) {
        key.number = lua_tonumber(L, index);
    } else if (type == LUA_TSTRING) {
        key.text = lua_tolstring(L, index, &key.size);
    } else {
        hy_raise(L, "%s: a table has a key that is a %s, wanted numbers and strings", caller,
                 lua_typename(L, type));
    }
    return key;
}

void hy_walk_begin(hy_walk *walk, lua_State *L, const char *caller)
{
    int table = lua_gettop(L);
    walk->L = L;
    walk->table = table;
    walk->length = 0;
    walk->next = 0;
    luaL_checkstack(L, SPARE_SLOTS, "nested tables");
    // numbers that lua_next does not count up are sorted, those of the list with them
    if (push_keys(walk, true)) {
        walk->length = 0;
        lua_settop(L, table);
        (void)push_keys(walk, false);
    }
    size_t count = (size_t)(lua_gettop(L) - table);
    walk->count = count;
    walk->keys = walk->own_keys;
    if (count > HY_WALK_KEYS) {
        walk->keys = lua_newuserdata(L, count * sizeof *walk->keys);
    }
    for (size_t i = 0; i < count; i++) {
        walk->keys[i] = read_key(L, table + 1 + (int)i, caller);
    }
    hy_key_sort(walk->keys, count);
}

const hy_key *hy_walk_next(hy_walk *walk)
{
    lua_State *L = walk->L;
    size_t i = walk->next++;
    if (i < walk->length) {
        walk->position = (hy_key){.number = (double)(i + 1)};
        lua_rawgeti(L, walk->table, (int)i + 1);
        return &walk->position;
    }
    if (i == walk->length + walk->count) {
        lua_settop(L, walk->table);
        return NULL;
    }
    const hy_key *key = &walk->keys[i - walk->length];
    hy_key_push(L, key);
    lua_rawget(L, walk->table);
    return key;
}
