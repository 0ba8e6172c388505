/// Pack sinks: how a pack's bytes are written.
#pragma once

#include "script/pack.h"

#include <string.h>

/// Makes room for `size` bytes where the sink does not own as many yet.
///
/// @return HY_OK, or HY_ERR_MEMORY.
hy_status hy_pack_sink_grow(hy_pack_sink *sink, size_t size, hy_error *err);

/// Appends bytes, or only counts them.
///
/// @return HY_OK; HY_ERR_LIMIT when they do not fit; HY_ERR_MEMORY.
static inline hy_status hy_pack_sink_put(hy_pack_sink *sink, const void *bytes, size_t size,
                                         hy_error *err)
{
    if (size > sink->limit - sink->size) {
        return hy_fail(err, HY_ERR_LIMIT, "the packed value is larger than %zu bytes", sink->limit);
    }
    if (sink->owner && size > sink->owner->capacity - sink->size) {
        hy_status status = hy_pack_sink_grow(sink, size, err);
        if (status < 0) {
            return status;
        }
    }
    if (sink->data && size > 0) {
        memcpy(sink->data + sink->size, bytes, size);
    }
    sink->size += size;
    return HY_OK;
}
