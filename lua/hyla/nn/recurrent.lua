--- Recurrent layers: what those with gates have in common.

local initial = require("hyla.nn.initial")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { dtype = true }

--- Returns what draws the parameters of `gates` gates, within 1 / sqrt(size) as in PyTorch:
--- { w = [inputs, gates size], u = [size, gates size], b, c = [gates size] }.
---
---@param call string  The layer's name.
---@param inputs integer
---@param size integer
---@param gates integer
---@param options? { dtype?: Dtype }
---@return fun(rng: hyla.Rng): Tree
function M.start(call, inputs, size, gates, options)
  mistake.unless_extent(call, "inputs", inputs)
  mistake.unless_extent(call, "size", size)
  local dtype = mistake.options(call, options, OPTIONS).dtype
  return function(rng)
    local bound = 1 / math.sqrt(size)
    return {
      w = initial.within({ inputs, gates * size }, rng, bound, dtype),
      u = initial.within({ size, gates * size }, rng, bound, dtype),
      b = initial.within({ gates * size }, rng, bound, dtype),
      c = initial.within({ gates * size }, rng, bound, dtype),
    }
  end
end

--- Returns x w + b for all gates.
---
---@param call string  The layer's name.
---@param params Tree
---@param x Tensor     [batch, inputs] or [batch, time, inputs].
---@param rank integer
---@return Tensor
function M.project(call, params, x, rank)
  mistake.unless_params(call, params)
  local fits = t.is_tensor(x) and x:rank() == rank
  if not fits then
    mistake.unless(false, call, ("a tensor of rank %d"):format(rank), "x", x)
  end
  return t.linear(x, params.w, params.b)
end

--- Refuses what is not the state [batch, size] of a layer.
---
---@param call string  The layer's name.
---@param state any
---@param x Tensor     [batch, ..]
---@param size integer
---@return Tensor state
function M.check_state(call, state, x, size)
  local batch, shape = x:size(1), t.is_tensor(state) and state:shape() or {}
  local fits = #shape == 2 and shape[1] == batch and shape[2] == size
  if not fits then
    mistake.unless(false, call, ("a tensor [%d, %d]"):format(batch, size), "state", state)
  end
  return state
end

--- Returns the state before the first step when none is given.
---
---@param x Tensor  [batch, ..]: gives the element type as well.
---@param size integer
---@return Tensor   [batch, size]
function M.rest(x, size)
  return t.zeros({ x:size(1), size }, x:dtype())
end

--- Goes through the projected inputs [batch, time, ..] step by step.
---
---@generic S
---@param projected Tensor
---@param state S
---@param advance fun(seen: Tensor, state: S): S, Tensor  The next state, and what it shows.
---@return Tensor shown  [batch, time, size]
---@return S state       The last.
function M.unroll(projected, state, advance)
  local shown = {}
  for step, seen in ipairs(projected:unbind(2)) do
    state, shown[step] = advance(seen, state)
  end
  return t.stack(shown, 2), state
end

return M
