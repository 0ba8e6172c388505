/// Pack keys: the table keys that a pack may hold, and their order.
#pragma once

#include <stddef.h>

/// A string or a number; the string is owned by the table that it is a key of.
typedef struct hy_pack_key {
    const char *text;  ///< NULL for a number.
    size_t size;
    double number;
} hy_pack_key;

/// Numbers before strings, each ascending; negative, zero or positive as memcmp.
int hy_pack_key_compare(const hy_pack_key *a, const hy_pack_key *b);

/// Sorts ascending, in place and without a system call.
void hy_pack_key_sort(hy_pack_key *keys, size_t count);

/// Writes ".name" or "[3]", cut to fit and NUL-terminated; returns its length.
size_t hy_pack_key_describe(const hy_pack_key *key, char *text, size_t size);
