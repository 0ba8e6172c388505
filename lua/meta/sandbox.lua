---@meta hyla.sandbox

--- Sandbox: untrusted code behind a system-call filter.
--
-- A pool's template process is started from the host's binary and inherits nothing. It holds a Lua
-- state with the entry module in it; all workers are forked from it. There are two tiers of them: a
-- confirm worker forks a child for every job, a screen worker runs one job after the other and puts
-- all memory back in between, which takes microseconds. At either a job is a function of its own
-- data and of what was prepared, not of its worker or other jobs.
--
-- The entry module is trusted Lua with two functions. `prepare(value)` adds data to the state that
-- jobs start from. `run(job, load, exhaust)` does one job and returns a plain value; it compiles
-- candidate code with `load(source, name[, globals])`, which returns a function whose globals are
-- those of an allow-list and a copy of `globals`, and which raises when the source does not
-- compile. `exhaust(message)` raises too: the outcome is "timeout" then, whoever catches the error.

local sandbox = {}

--- Data that can travel: nil, booleans, numbers, strings, tensors, and tables of these with string
--- or number keys, 64 deep at most. Metatables, identity and the graph of a tensor are lost; a
--- table must not contain itself. What a job returns holds no tensors.
---@alias Plain nil|boolean|number|string|Tensor|table

---@alias Outcome
---| "ok"          # the job returned a plain value
---| "syntax"      # a source did not compile
---| "error"       # it raised an error
---| "timeout"     # it used up its CPU time, or the wall-clock backstop came
---| "memory"      # it asked for more memory than its limit
---| "denied"      # it reached for something forbidden: a name, or a system call
---| "crash"       # the process died, or ended without a result
---| "bad_output"  # what it returned is not plain data, or too large
---| "nondeterministic" # two workers gave different values

---@alias Tier
---| "confirm"     # from a process of its own
---| "screen"      # from a screen worker; what it cannot decide goes to a confirm worker
---| "repeat"      # from two screen workers, which must agree to the last bit

---@class Limits
---@field cpu_seconds? number   Decides a time-out; 1 by default.
---@field wall_seconds? number  The backstop; ten times `cpu_seconds` by default.
---@field memory_bytes? number  On top of the prepared state; 64 MiB by default.
---@field output_bytes? number  Of the packed value, at most 64 MiB; 1 MiB by default.

---@class PoolOptions
---@field entry string       Name of the entry module, as `require` takes it.
---@field workers? integer   Of each tier: 1 (the default) to 256.
---@field modules? string[]  What candidates may `require`; loaded before any of them runs.
---@field limits? Limits     Of a job submitted without its own.
---@field unsafe? boolean    Take jobs even where the kernel has no seccomp; it is used all the same
---                         where there is some.
---@field root? string       Folder that holds lua/; the host's own by default.

---@class JobReport
---@field outcome Outcome
---@field tier Tier           Who decided it: "screen" or "confirm".
---@field message? string     Why the outcome is not "ok"; UTF-8; its only controls are \n and \t.
---@field value Plain         What the job returned; nil unless the outcome is "ok".
---@field cpu_seconds number  User and system time that the job took.
---@field peak_bytes number   What it took from its memory; 0 when it did not live to say.

---@class Pool
local Pool = {}

--- Starts the template, which loads the entry module and the modules. Raises on malformed options.
---
---@param options PoolOptions
---@return Pool? pool
---@return string? message  Why there is none, such as a kernel without seccomp.
function sandbox.open(options) end

--- Packs a plain value; equal values give equal bytes, NaN included.
---
---@param value Plain
---@return string? bytes
---@return string? message  Names the place in the value that is not plain.
function sandbox.pack(value) end

--- Reads what `pack` wrote; refuses all other bytes.
---
---@param bytes string
---@return Plain value
---@return string? message
function sandbox.unpack(bytes) end

--- Calls the entry module's `prepare(value)` for all workers, once all earlier jobs have ended.
--- Its tensors lie in memory that all workers share: they are constant, and their size costs a job
--- nothing. After a failure the pool is only good for closing.
---
---@param value Plain
---@param audience? "confirm"  Keeps the value from all but confirm workers.
---@return true? ok
---@return string? message  What the entry module said.
function Pool:prepare(value, audience) end

--- Queues a job; jobs go to free workers in this order. Raises when 65,536 jobs wait for their
--- replies to be taken.
---
---@param job Plain
---@param limits? Limits  Instead of the pool's, field by field.
---@param tier? Tier      How sure the reply has to be; "confirm" by default.
---@return integer ticket
function Pool:submit(job, limits, tier) end

--- Waits for a job to end. Each ticket can be waited for once, in any order.
---
---@param ticket integer
---@return JobReport
function Pool:wait(ticket) end

--- Waits for any job to end, the one that ended first if there are several.
---
---@return integer ticket
---@return JobReport report
function Pool:next() end

--- Tells, without waiting, whether `next` would not have to wait.
---
---@return boolean
function Pool:is_ready() end

--- Ids of the processes that run: the template's, those of the confirm workers, those of the screen
--- workers. Workers are started as they are needed.
---
---@return integer[]
function Pool:processes() end

--- What stands between a job and the machine: "seccomp", and of "landlock", "capabilities", "user",
--- "pid", "net", "ipc", "mount", "uts" and "cgroup" what this system allowed when it was tried.
---
---@return string[]
function Pool:walls() end

--- Kills the workers and forgets all jobs. Closing twice is fine; any other use raises.
function Pool:close() end

return sandbox
