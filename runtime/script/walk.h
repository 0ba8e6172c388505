/// Walks: the entries of a table in an order that depends on its keys alone, where lua_next depends
/// on how the table came about.
#pragma once

#include "script/key.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { HY_WALK_KEYS = 16 };

/// A walk under way. It keeps what it knows of the table on the stack.
typedef struct hy_walk {
    lua_State *L;
    int table;      ///< Stack index.
    size_t length;  ///< Entries 1 to that come first, when all other keys are strings; else 0.
    hy_key *keys;   ///< The others, ascending: see hy_key_compare.
    size_t count;
    size_t next;      ///< Entry, of both together.
    hy_key position;  ///< Key of the newest entry of the list.
    hy_key own_keys[HY_WALK_KEYS];
} hy_walk;

/// Starts at the table on top of the stack, which must not be written to meanwhile. Raises for a
/// key that is no number and no string, after `caller`, the name of a function.
void hy_walk_begin(hy_walk *walk, lua_State *L, const char *caller);

/// Pushes the value of the next entry, to be popped by the caller, and returns its key, which is
/// good until the next call. After the last entry pushes nothing, leaves the table on top of the
/// stack as it was and returns NULL.
const hy_key *hy_walk_next(hy_walk *walk);
