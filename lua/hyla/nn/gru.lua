--- Gated recurrent units (Cho et al. 2014, in the variant of PyTorch and cuDNN):
--
--     r = sigmoid(x w_r + b_r + h u_r + c_r)          how much of the state is seen
--     z = sigmoid(x w_z + b_z + h u_z + c_z)          how much of the state stays
--     n = tanh(x w_n + b_n + r * (h u_n + c_n))
--     h' = (1 - z) * n + z * h

local recurrent = require("hyla.nn.recurrent")

local M = {}

--- Returns the next state of the projected input [batch, 3 size] and the state [batch, size].
local function advance(params, projected, state, size)
  local returned = state:linear(params.u, params.c)
  local both = (projected:narrow(-1, 1, 2 * size) + returned:narrow(-1, 1, 2 * size)):sigmoid()
  local seen, stays = both:narrow(-1, 1, size), both:narrow(-1, size + 1, size)
  local candidate = projected:narrow(-1, 2 * size + 1, size)
    + seen * returned:narrow(-1, 2 * size + 1, size)
  candidate = candidate:tanh()
  return candidate + stays * (state - candidate)
end

local function state_of(call, with, x, size)
  local state = with and with.state
  return state and recurrent.check_state(call, state, x, size) or recurrent.rest(x, size)
end

--- One step: [batch, inputs] -> the state [batch, size] after it; `with.state` is the one before.
---
---@param inputs integer
---@param size integer
---@param options? { dtype?: Dtype }
---@return Layer  Of parameters { w = [inputs, 3 size], u = [size, 3 size], b, c = [3 size] }.
function M.gru_cell(inputs, size, options)
  return {
    init = recurrent.start("gru_cell", inputs, size, 3, options),
    apply = function(params, x, with)
      local projected = recurrent.project("gru_cell", params, x, 2)
      return advance(params, projected, state_of("gru_cell", with, x, size), size)
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
    init = recurrent.start("gru", inputs, size, 3, options),
    apply = function(params, x, with)
      local projected = recurrent.project("gru", params, x, 3)
      return recurrent.unroll(projected, state_of("gru", with, x, size), function(seen, state)
        local next_state = advance(params, seen, state, size)
        return next_state, next_state
      end)
    end,
  }
end

return M
