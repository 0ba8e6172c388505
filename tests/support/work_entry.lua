--- An entry module that counts the tensor work of what it runs. Of the trusted side.

local M = {}

--- Nothing to keep.
function M.prepare() end

--- Runs `job.source` under a limit, and calls what it returns, if that is a function.
---
---@param job { source: string, limit?: number }
---@param load Load
---@param _ fun(message: string)
---@param work fun(limit?: number): number
---@return { value: any, used: number }
function M.run(job, load, _, work)
  work(job.limit or math.huge)
  local value = load(job.source, "candidate")()
  if type(value) == "function" then
    value = value()
  end
  return { value = value, used = work() }
end

return M
