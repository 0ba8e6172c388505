--- Batch normalisation.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { epsilon = true, momentum = true, dtype = true }

--- Returns the statistics after a batch, of which `mean` and `var` are those of its elements.
local function follow(params, mean, var, count, momentum)
  -- a batch is a sample: its own variance is too small by one element
  local sample = var:detach() * (count / math.max(count - 1, 1))
  return {
    gain = params.gain,
    shift = params.shift,
    mean = params.mean + (mean:detach() - params.mean) * momentum,
    var = params.var + (sample - params.var) * momentum,
  }
end

--- Brings each channel of [n, channels, ..] to mean 0 and variance 1, then scales and shifts it
--- (Ioffe & Szegedy 2015). While training, with `with.train`, it does so by the mean and variance
--- of the batch, and returns the parameters with running statistics moved on: to be taken for the
--- next step. Otherwise it does so by the running statistics.
---
---@param channels integer
---@param options? { epsilon?: number, momentum?: number, dtype?: Dtype }  epsilon: 1e-5 by default;
--- momentum, the share of a new batch in the statistics: 0.1 by default
---@return Layer  Of parameters { gain, shift, mean, var }, each [channels]; the gradients of the
--- last two are 0 in training.
function M.batch_norm(channels, options)
  mistake.unless_extent("batch_norm", "channels", channels)
  options = mistake.options("batch_norm", options, OPTIONS)
  local epsilon, momentum = options.epsilon or 1e-5, options.momentum or 0.1
  return {
    moves = true,
    init = function()
      local ones = t.ones({ channels }, options.dtype)
      local zeros = t.zeros_like(ones)
      return { gain = ones, shift = zeros, mean = zeros:clone(), var = ones:clone() }
    end,
    apply = function(params, x, with)
      mistake.unless_params("batch_norm", params)
      if not (with and with.train) then
        local y = t.batch_norm(x, params.gain, params.shift, params.mean, params.var, epsilon)
        return y, params
      end
      local y, mean, var = t.batch_norm(x, params.gain, params.shift, { eps = epsilon })
      local count = x:count() / channels
      return y, t.no_grad(follow, params, mean, var, count, momentum)
    end,
  }
end

return M
