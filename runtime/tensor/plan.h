/// Plans: what a function of tensors did, noted once and done again without the function.
///
/// While a plan is made the kernels of the context are noted (kernels/tape.h), and every tensor
/// that they see is kept: new ones for the plan alone, others by a hold on their elements. What
/// depends on elements in another way than through kernels cannot be noted and asks hy_plan_allows
/// first.
#pragma once

#include "kernels/tape.h"
#include "tensor/list.h"
#include "tensor/tensor.h"

typedef struct hy_plan {
    hy_context *context;
    hy_tape tape;
    const hy_backend *backend;  ///< Of the context before.
    hy_list made;               ///< Of tensors, held: what was made meanwhile.
    bool has_failed;            ///< There was no memory to hold something.
    hy_scope used;              ///< Views of other elements that are read,
    hy_scope written;           ///< and of those that are also written in place.
    hy_tensor **inputs;         ///< Held, as the results are; both in one block.
    size_t input_count;
    hy_tensor **results;
    size_t result_count;
    double work;  ///< What the meter counted meanwhile, and counts again for each run.
} hy_plan;

/// Starts to note what the context does. Only one plan is made at a time, and scopes that are open
/// already must not be used meanwhile.
///
/// @return HY_OK; HY_ERR_LIMIT or HY_ERR_MEMORY: then nothing has begun.
hy_status hy_plan_begin(hy_context *context, hy_plan **out, hy_error *err);

/// A contiguous copy of `x` that stands for an argument of the function. It is not noted:
/// hy_plan_run fills it. To be called between begin and end.
hy_tensor *hy_plan_stand_in(hy_scope *scope, hy_tensor *x);

/// Stops noting. The plan keeps the inputs, made by hy_plan_stand_in, and the contiguous results.
///
/// @return HY_OK; HY_ERR_LIMIT or HY_ERR_MEMORY; HY_ERR_ARGUMENT when an input was written in
///         place. After a failure the plan is gone.
hy_status hy_plan_end(hy_plan *plan, hy_tensor *const inputs[], size_t input_count,
                      hy_tensor *const results[], size_t result_count, hy_error *err);

/// Stops noting and destroys the plan.
void hy_plan_abandon(hy_plan *plan);

/// Does again what was noted, with other elements in the inputs.
///
/// @param x  As many as there are inputs, of their shapes and element types, realized.
/// @return HY_OK; HY_ERR_LIMIT or HY_ERR_MEMORY; HY_ERR_ARGUMENT for positions out of range.
hy_status hy_plan_run(hy_plan *plan, hy_tensor *const x[], hy_error *err);

/// A copy of a result of the newest run, held by the scope.
hy_tensor *hy_plan_result(hy_scope *scope, const hy_plan *plan, size_t index);

/// Lets go of everything that a plan keeps.
void hy_plan_destroy(hy_plan *plan);

/// Keeps the elements of tensors for a plan.
void hy_plan_hold(hy_plan *plan, hy_tensor *const x[], int count);

/// Keeps the elements of tensors that kernels will read for the plan that is being made, if any.
static inline void hy_plan_see(const hy_context *context, hy_tensor *const x[], int count)
{
    if (context->plan) {
        hy_plan_hold(context->plan, x, count);
    }
}

/// Notes that the elements of `x` are written in place, if a plan is being made.
///
/// @return Whether that may be: false, after a failure, for elements that were given as numbers,
///         which no call of a kernel makes again.
bool hy_plan_write(hy_scope *scope, const hy_tensor *x);

/// Whether something may be done that is no call of a kernel but depends on elements or chance, or
/// that makes elements: fails while a plan is made.
///
/// @param name  Of what is done, for the message.
bool hy_plan_allows(hy_scope *scope, const char *name);

/// Keeps a tensor that a scope lets go of while the plan is being made: takes over its hold.
void hy_plan_take(hy_plan *plan, hy_tensor *tensor);
