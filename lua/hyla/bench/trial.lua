--- Trials: the least that a worker can do with a candidate, so that what is timed is the sandbox.
--- Runs on the candidate's side of the wall, as the entry module of a pool.

local M = {}

local inputs, outputs = {}, {}

--- Keeps what candidates are called with, and data that only have to be there.
---
---@param value { inputs: table[], data?: any }
function M.prepare(value)
  M.data = value.data
  inputs = value.inputs
  -- as long as it will be: the list does not grow in every job
  for i = 1, #inputs do
    outputs[i] = 0
  end
end

--- Compiles a candidate and calls the function it returns on every input.
---
---@param source string
---@param load Load
---@return table outputs
function M.run(source, load)
  local candidate = load(source)()
  for i = 1, #inputs do
    outputs[i] = candidate(inputs[i])
  end
  return outputs
end

return M
