/// Ops: every recorded function of tensors, with its derivative.
///
/// An op is a row: a name, a forward function and a backward rule. The backward rule is written
/// with the same public functions (ops.h), so a derivative is recorded like anything else and can
/// be differentiated again. A new op is a line in op_list.h and a row in one op_*.c file.
#pragma once

#include "autodiff/op_list.h"
#include "autodiff/promotion.h"
#include "tensor/tensor.h"

/// What a forward function is given: the op, its inputs and its attributes.
typedef struct hy_call {
    const struct hy_op *op;
    hy_tensor *const *x;
    int count;
    const hy_attributes *attributes;
} hy_call;

/// Takes the gradients of several inputs from one call of a rule.
typedef struct hy_receiver {
    /// Takes the gradient of `x[input]`, of its shape and element type, which stays the giver's.
    void (*receive)(struct hy_receiver *receiver, int input, hy_tensor *grad);
} hy_receiver;

/// What a backward rule is given. It returns the gradient of `x[wanted]`, which may be of any shape
/// that has been broadcast from that input's: the caller sums it back. NULL stands for zero.
typedef struct hy_rule {
    hy_tensor *y;     ///< What the op returned.
    hy_tensor *grad;  ///< The gradient of `y`, of its shape.
    hy_tensor *const *x;
    int wanted;
    const hy_attributes *attributes;
    /// What the calls for the inputs of one node may share; NULL before the first has set it.
    hy_tensor **shared;
    hy_receiver *receiver;  ///< For a custom op: of the gradients of all inputs. It returns NULL.
} hy_rule;

typedef struct hy_op {
    const char *name;
    int kernel;  ///< The hy_unary, hy_binary and so on that the forward function runs.
    hy_tensor *(*forward)(hy_scope *scope, const hy_call *call);
    /// NULL when the derivative is zero everywhere: the result is then not recorded.
    hy_tensor *(*backward)(hy_scope *scope, const hy_rule *rule);
    hy_promotion promotion;
} hy_op;

/// One row per op: hy_op_add, hy_op_matmul and so on.
#define HY_OP_DECLARE(name) extern const hy_op hy_op_##name;
HY_OP_LIST(HY_OP_DECLARE)
#undef HY_OP_DECLARE

/// Every op, by name in alphabetical order; ends with NULL.
extern const hy_op *const hy_op_table[];

/// Returns the op of that name, or NULL.
const hy_op *hy_op_find(const char *name);

/// Applies an op to its inputs, converted as it wants them, and records the result when the context
/// records, an input is recorded and the result is of floats: nothing else has a gradient.
///
/// @param attributes  May be NULL for an op without any.
/// @return Held by the scope; NULL after a failure.
hy_tensor *hy_op_apply(hy_scope *scope, const hy_op *op, hy_tensor *const x[], int count,
                       const hy_attributes *attributes);
