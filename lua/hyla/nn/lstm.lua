--- Long short-term memory (Hochreiter & Schmidhuber 1997; the gates of Gers et al. 2000):
--
--     i, f, o = sigmoid(x w + b + h u + c) each       what enters, stays and is shown
--     g = tanh(x w + b + h u + c)
--     m' = f * m + i * g
--     h' = o * tanh(m')

local recurrent = require("hyla.nn.recurrent")

local M = {}

---@class LstmState
---@field h Tensor  What is shown: [batch, size].
---@field m Tensor  The memory: [batch, size].

--- Returns the next state of the projected input [batch, 4 size], whose gates are in the order
--- i, f, g, o.
local function advance(params, projected, state)
  local enters, stays, new, shows = unpack((projected + state.h:linear(params.u, params.c)):chunk(
    4, -1))
  local memory = stays:sigmoid() * state.m + enters:sigmoid() * new:tanh()
  return { h = shows:sigmoid() * memory:tanh(), m = memory }
end

local function state_of(with, x, size)
  if with and with.state then
    return with.state
  end
  local rest = recurrent.rest(x, size)
  return { h = rest, m = rest }
end

--- One step: [batch, inputs] -> what is shown [batch, size], and the state after it; `with.state`
--- is the one before.
---
---@param inputs integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of parameters { w = [inputs, 4 size], u = [size, 4 size], b, c = [4 size] }.
function M.lstm_cell(inputs, size, options)
  return {
    init = recurrent.start(inputs, size, 4, options and options.dtype),
    apply = function(params, x, with)
      local state = advance(params, x:linear(params.w, params.b), state_of(with, x, size))
      return state.h, state
    end,
  }
end

--- A sequence: [batch, time, inputs] -> what is shown [batch, time, size], and the last LstmState.
---
---@param inputs integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of the parameters of a cell.
function M.lstm(inputs, size, options)
  return {
    init = recurrent.start(inputs, size, 4, options and options.dtype),
    apply = function(params, x, with)
      local projected = x:linear(params.w, params.b)
      return recurrent.unroll(projected, state_of(with, x, size), function(seen, state)
        local next_state = advance(params, seen, state)
        return next_state, next_state.h
      end)
    end,
  }
end

return M
