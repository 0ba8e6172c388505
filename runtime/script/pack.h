/// Packs: plain Lua values as bytes, one way only, so that equal values have equal bytes.
///
/// Plain are nil, booleans, numbers (NaN and infinities too), strings, and tables of these with
/// string or number keys, taken raw: metatables and identity are lost. Each value is a tag byte and
/// then, for `D`, the 8 bytes of a double; for `S`, a 32-bit length and the bytes; for `{`, two
/// 32-bit counts, the values at 1 .. n up to the first nil, and the other pairs with ascending
/// keys, numbers before strings. Numbers lie in the machine's byte order.
///
/// Tensors are plain data where both sides want them (script/pack_tensor.h).
#pragma once

#include "base/buffer.h"
#include "base/error.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { HY_PACK_MAX_DEPTH = 64 };  ///< Tables within tables.

/// Where packed bytes go.
typedef struct hy_pack_sink {
    unsigned char *data;  ///< NULL to only measure.
    size_t size;          ///< Bytes written so far.
    size_t limit;         ///< Bytes allowed.
    hy_buffer *owner;    ///< NULL, or whose bytes `data` are; it grows, its own size means nothing.
    bool takes_tensors;  ///< They are plain data, too.

    /// Where the elements of tensors go, each at a multiple of 64; NULL for the pack itself.
    struct hy_pack_sink *elements;
} hy_pack_sink;

/// Where packed bytes come from.
typedef struct hy_pack_source {
    const void *bytes;
    size_t size;
    bool gives_tensors;             ///< They are welcome.
    const unsigned char *elements;  ///< What tensors may be made over, for ever; may be NULL.
    size_t elements_size;
} hy_pack_source;

/// Packs the value at `index`. May raise Lua's memory error, and nothing else.
///
/// @return HY_OK; HY_ERR_ARGUMENT naming the place and type of what is not plain, or nested too
///         deeply; HY_ERR_LIMIT when the sink is full.
hy_status hy_pack_write(lua_State *L, int index, hy_pack_sink *sink, hy_error *err);

/// Packs the value at `index`, tensors too, into a userdata, which is pushed. May raise Lua's
/// memory error.
///
/// @param[out] bytes  Owned by the userdata.
/// @return As hy_pack_write; nothing is pushed on failure.
hy_status hy_pack_push(lua_State *L, int index, size_t limit, void **bytes, size_t *size,
                       hy_error *err);

/// Pushes the value that the bytes stand for, whoever wrote them. May raise Lua's memory error.
///
/// @return HY_OK, or HY_ERR_CORRUPT with nothing pushed unless the bytes are exactly what packing
///         some value gives.
hy_status hy_pack_read(lua_State *L, const void *bytes, size_t size, hy_error *err);

/// The same of any source. What gives tensors may raise what requiring hyla.tensor raises.
///
/// @return As hy_pack_read; HY_ERR_MEMORY or HY_ERR_LIMIT when a tensor has no room.
hy_status hy_pack_read_from(lua_State *L, const hy_pack_source *source, hy_error *err);
