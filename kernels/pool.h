/// The pool: threads of this process that share the parts of one piece of work.
///
/// There is one, as there is one loaded BLAS: threads belong to a process. It has one thread, the
/// caller's, until it is given more; those start when work first comes, sleep between pieces of
/// work and take no signals. A child of fork() has one thread again and may set its own.
/// Which thread runs a part is left to chance: results may depend on the parts, never on that.
#pragma once

#include <stddef.h>

enum { HY_POOL_MOST_THREADS = 64 };

/// Runs one part; must not depend on what other parts do.
typedef void hy_pool_function(void *context, size_t part);

/// Threads that run parts, the caller's among them.
int hy_pool_threads(void);

/// Sets how many threads run parts, 1 to HY_POOL_MOST_THREADS, and ends those that were started.
/// Not to be called while work runs.
void hy_pool_set_threads(int count);

/// Runs parts 0 to `parts` - 1, in any order, and returns when all are done. The caller works too,
/// and alone when the pool is busy, as it is for a part that asks for it, or when the system gives
/// no threads.
void hy_pool_run(size_t parts, hy_pool_function *function, void *context);
