/// Lua module "hyla.bytes": what lies in files and strings, and tensors made of it.
#pragma once

#include "base/error.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Bytes that can be read at any offset: of an open file, or in memory. Lua owns it.
typedef struct hy_bytes {
    int fd;                     ///< Of a regular file; -1 when the bytes are in memory.
    const unsigned char *data;  ///< When they are in memory.
    void *owned;                ///< `data`, when the bytes own it; else NULL.
    size_t size_bytes;
} hy_bytes;

/// The bytes at a stack index; raises for any other value.
hy_bytes *hy_bytes_check(lua_State *L, int index);

/// Pushes bytes that hold nothing yet: whatever they are given is freed with them.
hy_bytes *hy_bytes_push(lua_State *L);

/// Copies `size` bytes from `offset` on.
///
/// @return HY_OK; HY_ERR_CORRUPT when there are not as many, also when a file has become shorter
///         meanwhile; HY_ERR_IO.
hy_status hy_bytes_read(const hy_bytes *bytes, size_t offset, size_t size, void *out,
                        hy_error *err);

/// The offset or size at a stack index: a whole number from 0 to 2^53; raises for any other value.
size_t hy_bytes_check_size(lua_State *L, int index);

/// bytes:tensor(offset, format, shape [, is_big_endian]) -> tensor | nil, message
int hy_bytes_to_tensor(lua_State *L);

/// write(path, pieces) -> true | nil, message
int hy_bytes_write(lua_State *L);

/// checksum(piece [, checksum of what comes before]) -> CRC-32
int hy_bytes_checksum(lua_State *L);

/// Opens the module.
int luaopen_hyla_bytes(lua_State *L);
