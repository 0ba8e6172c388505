#include "base/buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST_CAPACITY = 256 };

void hy_buffer_init(hy_buffer *buffer)
{
    *buffer = (hy_buffer){0};
}

void hy_buffer_deinit(hy_buffer *buffer)
{
    free(buffer->data);
    hy_buffer_init(buffer);
}

hy_status hy_buffer_reserve(hy_buffer *buffer, size_t size, hy_error *err)
{
    if (size <= buffer->capacity - buffer->size) {
        return HY_OK;
    }
    if (size > SIZE_MAX / 2 - buffer->size) {
        return hy_fail(err, HY_ERR_MEMORY, "buffer of %zu bytes cannot grow by %zu", buffer->size,
                       size);
    }
    size_t wanted = buffer->size + size;
    size_t capacity = buffer->capacity ? buffer->capacity : SMALLEST_CAPACITY;
    while (capacity < wanted) {
        capacity *= 2;
    }
    unsigned char *data = realloc(buffer->data, capacity);
    if (!data) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a buffer of %zu bytes", capacity);
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return HY_OK;
}

hy_status hy_buffer_append(hy_buffer *buffer, const void *bytes, size_t size, hy_error *err)
{
    if (size == 0) {
        return HY_OK;
    }
    hy_status status = hy_buffer_reserve(buffer, size, err);
    if (status < 0) {
        return status;
    }
    memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    return HY_OK;
}
