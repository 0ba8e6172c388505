/// Custom ops: functions whose gradients a language above computes.
#pragma once

#include "autodiff/op.h"

/// Who runs callbacks: what a context's `host` points to.
typedef struct hy_host {
    void *user;
    /// Gives the rule's receiver the gradients of inputs; what it leaves out is zero. Fails through
    /// the scope.
    void (*differentiate)(void *user, hy_scope *scope, const hy_rule *rule);
} hy_host;

/// The elements of the last of `x`, recorded as a function of the others, whose gradients the
/// context's host computes by the callback.
///
/// @param callback  Owned by the result from now on; dropped when nothing is recorded.
/// @return Held by the scope; NULL after a failure.
hy_tensor *hy_custom(hy_scope *scope, hy_tensor *const x[], int count, hy_callback *callback);
