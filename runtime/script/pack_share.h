/// Shared packs: a pack whose tensors lie in sealed memory beside it.
#pragma once

#include "script/pack.h"

typedef struct hy_pack_parcel {
    void *bytes;  ///< Owned by the userdata that is pushed.
    size_t size;
    int data_fd;  ///< The memory, for the caller to close; -1 when no tensor has elements.
} hy_pack_parcel;

/// Packs the value at `index` as hy_pack_push does, but for the elements of its tensors, which go
/// into sealed memory (sandbox/sealed.h). May raise Lua's memory error.
///
/// @param[out] out  Written only on success.
/// @return As hy_pack_push; HY_ERR_IO or HY_ERR_MEMORY when there is no such memory.
hy_status hy_pack_push_shared(lua_State *L, int index, size_t limit, hy_pack_parcel *out,
                              hy_error *err);
