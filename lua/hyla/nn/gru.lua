--- Gated recurrent units (Cho et al. 2014, in the variant of PyTorch and cuDNN):
--
--     r = sigmoid(x w_r + b_r + h u_r + c_r)          how much of the state is seen
--     z = sigmoid(x w_z + b_z + h u_z + c_z)          how much of the state stays
--     n = tanh(x w_n + b_n + r * (h u_n + c_n))
--     h' = (1 - z) * n + z * h

local initial = require("hyla.nn.initial")
local t = require("hyla.tensor")

local M = {}

--- Returns the next state of the projected input [batch, 3 size] and the state [batch, size].
local function advance(params, projected, state, size)
  local recurrent = state:linear(params.u, params.c)
  local both = (projected:narrow(-1, 1, 2 * size) + recurrent:narrow(-1, 1, 2 * size)):sigmoid()
  local seen, stays = both:narrow(-1, 1, size), both:narrow(-1, size + 1, size)
  local candidate = projected:narrow(-1, 2 * size + 1, size)
    + seen * recurrent:narrow(-1, 2 * size + 1, size)
  candidate = candidate:tanh()
  return candidate + stays * (state - candidate)
end

local function start(inputs, size, dtype)
  return function(rng)
    local bound = 1 / math.sqrt(size)
    return {
      w = initial.within({ inputs, 3 * size }, rng, bound, dtype),
      u = initial.within({ size, 3 * size }, rng, bound, dtype),
      b = initial.within({ 3 * size }, rng, bound, dtype),
      c = initial.within({ 3 * size }, rng, bound, dtype),
    }
  end
end

local function state_of(with, batch, size, like)
  return with and with.state or t.zeros({ batch, size }, like:dtype())
end

--- One step: [batch, inputs] -> the state [batch, size] after it; `with.state` is the one before.
---
---@param inputs integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of parameters { w = [inputs, 3 size], u = [size, 3 size], b, c = [3 size] }.
function M.gru_cell(inputs, size, options)
  return {
    init = start(inputs, size, options and options.dtype),
    apply = function(params, x, with)
      local projected = x:linear(params.w, params.b)
      return advance(params, projected, state_of(with, x:shape()[1], size, x), size)
    end,
  }
end

--- A sequence: [batch, time, inputs] -> the states [batch, time, size], and the last [batch, size].
---
---@param inputs integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of the parameters of a cell.
function M.gru(inputs, size, options)
  return {
    init = start(inputs, size, options and options.dtype),
    apply = function(params, x, with)
      local shape = x:shape()
      local projected = x:linear(params.w, params.b)
      local state, states = state_of(with, shape[1], size, x), {}
      for step = 1, shape[2] do
        local seen = projected:narrow(2, step, 1):squeeze(2)
        state = advance(params, seen, state, size)
        states[step] = state
      end
      return t.stack(states, 2), state
    end,
  }
end

return M
