/// Readings: the arguments of a compiled function, told apart by what they are but for the elements
/// of their tensors.
#pragma once

#include "script/bind_tensor_handle.h"

enum { HY_READING_TENSORS = 32, HY_READING_BYTES = 1024, HY_READING_MAX_DEPTH = 32 };

/// Arguments that were read. What outgrows its room moves to two stack slots.
typedef struct hy_reading {
    lua_State *L;
    const hy_tensor_binding *binding;
    int buffers;  ///< The first of the two slots.
    hy_tensor **tensors;
    size_t count;
    size_t capacity;
    /// Equal for arguments that a function cannot tell apart without looking at elements, in a
    /// context that records or not and shares work among threads or not as before.
    char *key;
    size_t size;
    size_t room;
    bool is_recorded;  ///< One of the tensors is.
    hy_tensor *own_tensors[HY_READING_TENSORS];
    char own_key[HY_READING_BYTES];
} hy_reading;

/// Reads the values on the stack, all of them, and pushes two slots. Tables are read into; other
/// values than numbers, texts, flags, tables and tensors are told apart by identity. Raises when
/// tables nest too deep.
void hy_reading_init(hy_reading *reading, lua_State *L, const hy_tensor_binding *binding);

/// Whether the arguments of two keys differ in numbers alone; if so `argument` is the first, from 1
/// on, that does.
bool hy_reading_differs_in_numbers(const char *a, size_t a_size, const char *b, size_t b_size,
                                   int *argument);
