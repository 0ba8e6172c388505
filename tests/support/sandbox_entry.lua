--- The entry module of the sandbox tests: runs a candidate on a list of numbers.

local M = {}

local prepared = {}

--- Keeps a value for later jobs; their candidates see the list of them as the global `prepared`.
function M.prepare(value)
  prepared[#prepared + 1] = value
end

--- Runs `job.source`, and calls the function it returns on each of `job.inputs`, if there are any.
---
---@param job { source: string, inputs?: number[], grants?: string[] }
---@param load fun(source: string, name: string, globals?: table): function
---@return any value What the source, or the function, returned.
function M.run(job, load)
  local globals = { prepared = prepared }
  for _, name in ipairs(job.grants or {}) do
    globals[name] = require(name)
  end
  local value = load(job.source, "candidate", globals)()
  if not job.inputs or type(value) ~= "function" then
    return value
  end
  local outputs = {}
  for i, input in ipairs(job.inputs) do
    outputs[i] = value(input)
  end
  return outputs
end

return M
