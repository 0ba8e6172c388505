/// Cells: the Lua state of a worker, in which candidates run.
///
/// The state lives in the worker's arena. It holds the entry module, trusted Lua with two
/// functions: `prepare(value)` adds data to the state, in the worker; `run(job, load)` does a job,
/// in a process of its own, and compiles candidate code with `load` (environment.h). What `run`
/// returns is packed and is all that ever leaves.
#pragma once

/// Serves as a worker until the host closes the connection; see sandbox/worker.h.
///
/// @return The exit status of the process.
int hy_cell_main(void);
