/// Pool staff: the template of a pool and what its workers have to learn.
#pragma once

#include "sandbox/pool_state.h"

#include <stdbool.h>

/// Adds a payload to be learned; copies it.
///
/// @param data_fd  Sealed memory, which belongs to the lesson from now on, even after a failure; or
///                 -1.
/// @return HY_OK; HY_ERR_LIMIT when there are too many bytes; HY_ERR_MEMORY.
hy_status hy_pool_add_lesson(hy_pool_lessons *lessons, const void *bytes, size_t size, int data_fd,
                             hy_error *err);

/// Frees lessons.
void hy_pool_free_lessons(hy_pool_lessons *lessons);

/// Has the template learn the last of its lessons, the only one there is when it is new. Ends all
/// workers, which have learned less.
///
/// @return HY_OK, or HY_ERR_IO: the pool is refused.
hy_status hy_pool_learn(hy_pool *pool, hy_error *err);

/// Replaces a template that does not answer by one that has learned the same.
///
/// @return Whether it is worth trying again; if not, the pool is refused.
bool hy_pool_replace_template(hy_pool *pool);

/// Starts the confirm worker of a seat, and posts the secrets to it.
///
/// @return Whether it runs; if not, the pool is refused.
bool hy_pool_start_seat(hy_pool *pool, hy_pool_seat *seat);

/// Starts a screen worker.
///
/// @return Whether it runs; if not, the pool is refused.
bool hy_pool_start_screener(hy_pool *pool, hy_screener *screener);

/// Ends all workers; what they had is lost to them, not to the pool.
void hy_pool_dismiss(hy_pool *pool);

/// Notes why the pool runs no more jobs, and ends template and workers.
void hy_pool_refuse(hy_pool *pool, const char *reason);
