/// Keys: those of tables that have an order, numbers and strings, and what it is.
#pragma once

#include <lua.h>
#include <stddef.h>

/// A string or a number; the string is owned by the table that it is a key of.
typedef struct hy_key {
    const char *text;  ///< NULL for a number.
    size_t size;
    double number;
} hy_key;

/// Numbers before strings, each ascending; negative, zero or positive as memcmp.
int hy_key_compare(const hy_key *a, const hy_key *b);

/// Sorts ascending, in place and without a system call.
void hy_key_sort(hy_key *keys, size_t count);

/// Writes ".name" or "[3]", cut to fit and NUL-terminated; returns its length.
size_t hy_key_describe(const hy_key *key, char *text, size_t size);

/// Pushes the string or number.
void hy_key_push(lua_State *L, const hy_key *key);
