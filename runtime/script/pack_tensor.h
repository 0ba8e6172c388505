/// Packed tensors: element type, shape and elements; never a graph, a view or an address.
///
/// After the tag come a byte for the element type, a byte for the rank, the extents in 64 bits
/// each, and then the elements, row-major as they lie, with one NaN for all; or, of a constant
/// tensor, a 64-bit place in memory that is shared beside the pack.
#pragma once

#include "script/pack.h"
#include "tensor/tensor.h"

#include <stdbool.h>

/// Finds the tensor that the userdata at `index`, full or light, is a handle of.
///
/// @param[out] out  A tensor whose elements are there; NULL when it is no tensor's handle.
/// @return NULL, or why the tensor cannot be packed; the words are static.
const char *hy_pack_tensor_at(lua_State *L, int index, hy_tensor **out);

/// Writes the tensor with its tag.
///
/// @return HY_OK; HY_ERR_LIMIT when a sink is full; HY_ERR_MEMORY.
hy_status hy_pack_tensor_write(hy_tensor *tensor, hy_pack_sink *sink, hy_error *err);

/// What has been read of a pack's tensor: its head, checked, and where its elements are.
typedef struct hy_pack_tensor {
    hy_dtype dtype;
    hy_shape shape;
    const unsigned char *elements;
    size_t size_bytes;  ///< Of the elements.
    bool is_constant;   ///< The elements may stay where they are.
} hy_pack_tensor;

/// Reads what follows the tag.
///
/// @param[in,out] left  Bytes of the pack from `*next` on; both move past what was read.
/// @return NULL, or why these are not the bytes of a tensor; the words are static.
const char *hy_pack_tensor_read(const hy_pack_source *source, bool is_constant,
                                const unsigned char **next, size_t *left, hy_pack_tensor *out);

/// Pushes a new tensor; requires the module when it is the first of its state, which may raise.
///
/// @return HY_OK; HY_ERR_MEMORY or HY_ERR_LIMIT with nothing pushed.
hy_status hy_pack_tensor_push(lua_State *L, const hy_pack_tensor *from, hy_error *err);
