--- Trials: sources run in the sandbox, each pool closed again.

local sandbox = require("hyla.sandbox")

local M = {}

--- Small limits, so that a test of one is over soon.
M.LIMITS = { cpu_seconds = 0.2, wall_seconds = 5, memory_bytes = 2 ^ 24, output_bytes = 2 ^ 16 }

--- Opens a pool on the entry module of the tests; fields of `options` come first.
---
---@param options? table
---@return Pool
function M.open(options)
  options = options or {}
  return assert(sandbox.open({
    workers = options.workers,
    modules = options.modules,
    entry = options.entry or "tests.support.sandbox_entry",
    limits = options.limits or M.LIMITS,
  }))
end

--- Calls a function with a pool, which is closed whatever happens.
---
---@param options? table
---@param use fun(pool: Pool)
function M.with_pool(options, use)
  local pool = M.open(options)
  local ok, message = xpcall(function()
    use(pool)
  end, debug.traceback)
  pool:close()
  if not ok then
    error(message, 0)
  end
end

--- Runs one job in a pool.
---
---@param pool Pool
---@param job table
---@param limits? Limits
---@return JobReport
function M.report(pool, job, limits)
  return pool:wait(pool:submit(job, limits))
end

--- Runs one source in a pool of its own.
---
---@param source string
---@param options? table
---@return JobReport
function M.run(source, options)
  local report
  M.with_pool(options, function(pool)
    report = M.report(pool, { source = source })
  end)
  return report
end

--- Returns the value of a source that must end well.
---
---@param source string
---@param options? table
---@return any
function M.value(source, options)
  local report = M.run(source, options)
  if report.outcome ~= "ok" then
    error(("expected ok, got %s: %s"):format(report.outcome, report.message), 2)
  end
  return report.value
end

return M
