--- Normalisation by the root of the mean square.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { epsilon = true, dtype = true }

--- Brings the elements of the last axis to a mean square of 1, then scales each (Zhang & Sennrich
--- 2019): [..., size] -> [..., size].
---
---@param size integer
---@param options? { epsilon?: number, dtype?: Dtype }  epsilon: 1e-5 by default
---@return Layer  Of parameters { gain = [size] }.
function M.rms_norm(size, options)
  mistake.unless_extent("rms_norm", "size", size)
  options = mistake.options("rms_norm", options, OPTIONS)
  return {
    init = function()
      return { gain = t.ones({ size }, options.dtype) }
    end,
    apply = function(params, x)
      mistake.unless_params("rms_norm", params)
      mistake.unless(t.is_tensor(x), "rms_norm", "a tensor", "x", x)
      local square = (x * x):mean(-1, true)
      return x * (square + (options.epsilon or 1e-5)):rsqrt() * params.gain
    end,
  }
end

return M
