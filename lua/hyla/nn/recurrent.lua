--- Recurrent layers: what those with gates have in common.

local initial = require("hyla.nn.initial")
local t = require("hyla.tensor")

local M = {}

--- Returns what draws the parameters of `gates` gates, within 1 / sqrt(size) as in PyTorch:
--- { w = [inputs, gates size], u = [size, gates size], b, c = [gates size] }.
---
---@param inputs integer
---@param size integer
---@param gates integer
---@param dtype? Dtype
---@return fun(rng: hyla.Rng): Tree
function M.start(inputs, size, gates, dtype)
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

--- Returns the state before the first step when none is given.
---
---@param x Tensor  [batch, ..]: gives the element type as well.
---@param size integer
---@return Tensor   [batch, size]
function M.rest(x, size)
  return t.zeros({ x:shape()[1], size }, x:dtype())
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
