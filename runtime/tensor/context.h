/// Contexts: what all tensors of one Lua state share - memory, back end, recording.
///
/// A context lives until its owner has released it and its last tensor is gone, so the two may go
/// in any order. One thread at a time.
#pragma once

#include "base/error.h"
#include "kernels/backend.h"
#include "tensor/allocator.h"
#include "tensor/lines.h"
#include "tensor/meter.h"

#include <stdbool.h>
#include <stdint.h>

struct hy_host;
struct hy_watch;
struct hy_plan;

/// A function of a language above that computes the gradient of a custom op.
typedef struct hy_callback {
    struct hy_callback *next;  ///< Link in the list of those that nothing needs any more.
    int reference;             ///< What its host knows the function by.
} hy_callback;

typedef struct hy_context {
    hy_cache cache;
    const hy_backend *backend;
    bool is_recording;    ///< Ops on recorded tensors give recorded tensors.
    uint64_t last_id;     ///< Of the newest recorded tensor; ids only grow.
    uint64_t last_visit;  ///< Of the newest walk over the graph.
    /// The recorded tensor whose backward rule runs; NULL when none does.
    const struct hy_tensor *ruled;
    size_t tensor_count;         ///< Live tensors.
    const struct hy_host *host;  ///< Who runs callbacks; NULL when nobody does.
    struct hy_watch *watch;      ///< Who looks for anomalies; NULL when nobody does.
    struct hy_plan *plan;        ///< What is noted meanwhile; NULL when nothing is.
    hy_lines lines;              ///< Where recorded tensors were made under watch.
    hy_callback *dropped;        ///< Callbacks whose owner is gone, for the host to let go of.
    struct hy_pending *pending;  ///< What has not been computed yet, newest first.
    hy_meter meter;              ///< Of the work that was asked for; without a limit at first.
    bool is_owned;               ///< hy_context_release has not been called.
    bool is_confined;            ///< It may have one thread only: its owner is not trusted.
} hy_context;

/// Makes a context; it records, and uses the fastest back end.
///
/// @param limit_bytes  The most tensor memory that may be held; 0 for no limit.
/// @return HY_OK, or HY_ERR_MEMORY when the allocator has no memory for the context itself.
hy_status hy_context_create(const hy_allocator *allocator, size_t limit_bytes, hy_context **out,
                            hy_error *err);

/// Ends the owner's hold; the context frees itself when it has no tensor left.
void hy_context_release(hy_context *context);

/// Frees a context that was released and whose last tensor is gone.
void hy_context_end(hy_context *context);

/// Counts a tensor that came into being.
static inline void hy_context_enter(hy_context *context)
{
    context->tensor_count++;
}

/// Counts a tensor that is gone; `context` may be freed by it.
static inline void hy_context_leave(hy_context *context)
{
    if (--context->tensor_count == 0 && !context->is_owned) {
        hy_context_end(context);
    }
}

/// Makes a callback, which belongs to whoever made it until it is dropped or a tensor takes it.
///
/// @return NULL when there is no memory, with `err` filled.
hy_callback *hy_context_create_callback(hy_context *context, int reference, hy_error *err);

/// Adds a callback to those that nothing needs any more.
void hy_context_drop(hy_context *context, hy_callback *callback);

/// Frees the newest of those callbacks.
///
/// @param[out] reference  Its reference; written only on success.
/// @return Whether there was one.
bool hy_context_forget(hy_context *context, int *reference);

/// Threads that share large calls of kernels; 1 until it is told otherwise.
int hy_context_threads(const hy_context *context);

/// Lets threads share large calls of kernels: those of the pool of the process (kernels/pool.h),
/// which all contexts that want any share. Results are the same bit by bit. Not to be called while
/// work runs.
///
/// @param count  1 to HY_POOL_MOST_THREADS.
/// @return HY_OK, or HY_ERR_ARGUMENT for another count, and for more than 1 when it is confined.
hy_status hy_context_set_threads(hy_context *context, int count, hy_error *err);

/// Loads what the first large product would load (see hy_backend_warm); call it before a sandbox
/// filter is installed.
void hy_context_warm(void);
