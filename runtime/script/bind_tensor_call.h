/// Functions of the module "hyla.tensor" as rows: a name, its parameters, a call of public ops.
///
/// One reader checks the arguments of all rows by the kinds of their parameters and speaks of them
/// by name, so that a new function is a row, and where a public op does not take the arguments as
/// they are, a line of C:
///
///     static hy_tensor *call_huber(hy_scope *scope, const hy_argument *given)
///     {
///         return hy_huber(scope, given[0].tensor, given[1].tensor, given[2].number);
///     }
///
///     static const hy_parameter along_axis[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
///                                               {"axis", HY_KIND_AXIS, -1},
///                                               {NULL, 0, 0}};
///
///     {{"huber", with_delta}, .call = call_huber},
///     {{"softmax", along_axis}, .of_axis = hy_softmax},
///
/// The last arguments may be given by name, in a table: x:softmax({ axis = 1 }). Calls work in a
/// scope and never touch Lua; arguments are ready for C: axes count from 0, while positions in a
/// tensor count from 1 in C too.
#pragma once

#include "script/bind_tensor_handle.h"

#include "base/rng.h"

#include <limits.h>

/// What an argument may be, and the members of hy_argument that it fills.
typedef enum hy_kind {
    HY_KIND_TENSOR,      ///< tensor.
    HY_KIND_OPERAND,     ///< tensor; a number becomes one of the type it has beside its neighbour.
    HY_KIND_INDEX,       ///< tensor; positions from 1, also in nested tables.
    HY_KIND_TENSORS,     ///< tensors and count, at least 1: a list.
    HY_KIND_NUMBER,      ///< number.
    HY_KIND_WHOLE,       ///< whole.
    HY_KIND_COUNT,       ///< count: a whole number of at least 0.
    HY_KIND_WHOLES,      ///< wholes and count: a list (flag), or the rest of the arguments if last.
    HY_KIND_FLAG,        ///< flag.
    HY_KIND_AXIS,        ///< axis of the first tensor; Lua counts from 1, or back from -1.
    HY_KIND_NEW_AXIS,    ///< axis among those of the first tensor and one more.
    HY_KIND_ORDER,       ///< order and count: a list of axes, or the rest of the arguments if last.
    HY_KIND_AXES,        ///< axes: a mask made of a list of axes, or of one; absent: all.
    HY_KIND_SHAPE,       ///< shape: a list, or the rest of the arguments.
    HY_KIND_OPEN_SHAPE,  ///< shape of as many elements as the first tensor: an extent may be -1.
    HY_KIND_DTYPE,       ///< dtype.
    HY_KIND_TEXT,        ///< text.
    HY_KIND_RNG,         ///< rng.
    HY_KIND_COUNT_OF
} hy_kind;

/// Instead of the value of an argument that is not given; `is_given` is then false.
enum { HY_REQUIRED = INT_MIN, HY_ABSENT = INT_MIN + 1 };

typedef struct hy_parameter {
    const char *name;
    hy_kind kind;
    /// HY_REQUIRED, HY_ABSENT, or what to take for an argument that is not given: a number, an
    /// axis as Lua counts it, a flag, an element type.
    double fallback;
} hy_parameter;

/// An argument as a call gets it: the kind says which members are set.
typedef struct hy_argument {
    bool is_given;
    bool flag;
    int axis;
    unsigned axes;
    hy_dtype dtype;
    hy_tensor *tensor;  ///< NULL when absent, and for other kinds.
    double number;
    ptrdiff_t whole;
    size_t count;
    hy_tensor **tensors;
    const ptrdiff_t *wholes;
    int order[HY_MAX_RANK];
    hy_shape shape;
    const char *text;  ///< Valid during the call.
    hy_rng *rng;
} hy_argument;

/// HY_MAX_RESULTS is of a list: what a Lua table holds with ease.
enum { HY_MAX_PARAMETERS = 10, HY_MAX_SEPARATE_RESULTS = 4, HY_MAX_RESULTS = 1 << 20 };

/// What a function is called and takes; the parameters end with one without a name.
typedef struct hy_signature {
    const char *name;
    const hy_parameter *parameters;  ///< At most HY_MAX_PARAMETERS.
} hy_signature;

/// A function with one result, which is NULL after a failure of the scope. Of the calls a row names
/// one: that of a public op where it takes the arguments as they are, else one of its own.
typedef struct hy_tensor_function {
    hy_signature signature;
    hy_tensor *(*call)(hy_scope *scope, const hy_argument *given);
    hy_tensor *(*of_tensor)(hy_scope *scope, hy_tensor *x);
    hy_tensor *(*of_two)(hy_scope *scope, hy_tensor *a, hy_tensor *b);
    hy_tensor *(*of_axis)(hy_scope *scope, hy_tensor *x, int axis);
    hy_tensor *(*over_axes)(hy_scope *scope, hy_tensor *x, unsigned axes, bool keeps_axes);
} hy_tensor_function;

/// A function with several results, or with a list of them.
typedef struct hy_tensor_function_of_many {
    hy_signature signature;
    int result_count;  ///< The most that there are, up to HY_MAX_SEPARATE_RESULTS; 0 for a list.
    /// Writes the results, NULL after a failure of the scope, and returns their number. With NULL
    /// for `results`, asked of lists only, it returns the number without further work.
    int (*call)(hy_scope *scope, const hy_argument *given, hy_tensor *results[]);
} hy_tensor_function_of_many;

/// Sets functions in the table on top of the stack; the rows end with one without a name.
void hy_tensor_set_functions(lua_State *L, hy_tensor_binding *binding,
                             const hy_tensor_function *functions);
void hy_tensor_set_functions_of_many(lua_State *L, hy_tensor_binding *binding,
                                     const hy_tensor_function_of_many *functions);
