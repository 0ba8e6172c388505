#include "script/pack_sink.h"

hy_status hy_pack_sink_grow(hy_pack_sink *sink, size_t size, hy_error *err)
{
    hy_buffer *owner = sink->owner;
    owner->size = sink->size;
    hy_status status = hy_buffer_reserve(owner, size, err);
    sink->data = owner->data;
    return status;
}
