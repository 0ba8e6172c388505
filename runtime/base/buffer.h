/// Buffers: growable byte strings.
#pragma once

#include "base/error.h"

#include <stddef.h>

/// Bytes owned by whoever initialised the buffer.
typedef struct hy_buffer {
    unsigned char *data;  ///< May be NULL while `size` is 0.
    size_t size;          ///< Bytes in use.
    size_t capacity;      ///< Bytes allocated.
} hy_buffer;

/// Makes an empty buffer; allocates nothing.
void hy_buffer_init(hy_buffer *buffer);

/// Frees the bytes and makes the buffer empty again.
void hy_buffer_deinit(hy_buffer *buffer);

/// Appends `size` bytes; `bytes` may be NULL when `size` is 0 and must not point into the buffer.
///
/// @return HY_OK, or HY_ERR_MEMORY with the buffer unchanged.
hy_status hy_buffer_append(hy_buffer *buffer, const void *bytes, size_t size, hy_error *err);

/// Makes room for `size` further bytes without changing the contents.
///
/// @return HY_OK, or HY_ERR_MEMORY with the buffer unchanged.
hy_status hy_buffer_reserve(hy_buffer *buffer, size_t size, hy_error *err);
