--- Long short-term memory (Hochreiter & Schmidhuber 1997; the gates of Gers et al. 2000):
--
--     i, f, o = sigmoid(x w + b + h u + c) each       what enters, stays and is shown
--     g = tanh(x w + b + h u + c)
--     m' = f * m + i * g
--     h' = o * tanh(m')

local mistake = require("hyla.mistake")
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

local function state_of(call, with, x, size)
  local state = with and with.state
  if state then
    mistake.unless(type(state) == "table", call, "a table { h, m }", "state", state)
    recurrent.check_state(call, state.h, x, size)
    recurrent.check_state(call, state.m, x, size)
    return state
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
    init = recurrent.start("lstm_cell", inputs, size, 4, options),
    apply = function(params, x, with)
      local projected = recurrent.project("lstm_cell", params, x, 2)
      local state = advance(params, projected, state_of("lstm_cell", with, x, size))
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
    init = recurrent.start("lstm", inputs, size, 4, options),
    apply = function(params, x, with)
      local projected = recurrent.project("lstm", params, x, 3)
      return recurrent.unroll(projected, state_of("lstm", with, x, size), function(seen, state)
        local next_state = advance(params, seen, state)
        return next_state, next_state.h
      end)
    end,
  }
end

return M
