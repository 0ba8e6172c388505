--- An entry module that meters what it runs. Of the trusted side.

local fuel = require("hyla.fuel")

local M = {}

--- Nothing to keep.
function M.prepare() end

--- Runs `job.source` on a tank of `job.fuel`, and calls what it returns, if that is a function.
---
---@param job { source: string, fuel: integer, interpreted?: boolean }
---@param load Load
---@param exhaust fun(message: string)
---@return { value: any, used: integer }
function M.run(job, load, exhaust)
  if job.interpreted then
    jit.off()
  end
  local tank = fuel.tank(job.fuel, load, exhaust)
  local value = tank.load(job.source, "candidate")()
  if type(value) == "function" then
    value = value()
  end
  return { value = value, used = tank.used() }
end

return M
