/// Arguments of the module "hyla.tensor": reads each by the kind of its parameter.
#pragma once

#include "script/bind_tensor_call.h"

/// A place on the stack, and what messages say about it.
typedef struct hy_reader {
    lua_State *L;
    hy_tensor_binding *binding;
    const char *function;
    const hy_parameter *parameter;
    int index;
    int given;     ///< Arguments that were.
    int rejected;  ///< Which element of a list is not of its kind, or 0; see top of stack.
    const hy_tensor *first;  ///< The first tensor among them, or NULL: axes are its.
} hy_reader;

/// Reads the argument at the index of the reader, or takes what stands for it when it is nil.
/// Raises "softmax: wanted an axis as axis, got string" for any other value. What it makes stays on
/// the stack, above the arguments or in place of one.
void hy_argument_read(hy_reader *reader, hy_argument *out);

/// Whether a parameter takes the rest of the arguments: a list of numbers, and the last.
bool hy_parameter_takes_rest(const hy_parameter *parameter);

/// What a message wants when it wants an element type.
#define HY_DTYPE_NAMES "bool, i32, i64, f32 or f64"

/// Finds the element type of a name, which may be NULL; false when there is none.
bool hy_dtype_find(const char *name, hy_dtype *out);
