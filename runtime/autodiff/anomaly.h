/// Anomalies: NaN that an op made of inputs without one, named with the op and the line.
///
/// Inf is no anomaly: it means what IEEE says, and masks are made of it.
#pragma once

#include "autodiff/op.h"
#include "tensor/lines.h"

/// While a context's `watch` points to one, the result of every op is looked at.
typedef struct hy_watch {
    void *user;
    /// Writes the place that the running call came from, or nothing when nobody knows.
    void (*locate)(void *user, hy_line *line);
    const hy_tensor *node;  ///< Whose backward rule is running; NULL outside one.
} hy_watch;

/// Fails when `y` has a NaN and no input has; notes in `y`, when it is recorded, where it was made:
/// in a backward rule, where the call was that it is the gradient of.
///
/// @return `y`, or NULL after the failure.
hy_tensor *hy_anomaly_check(hy_scope *scope, const hy_call *call, hy_tensor *y);
