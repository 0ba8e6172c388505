--- Custom functions: a forward and a backward rule written in Lua, recorded as one op.
--
-- This is the slow path: a gradient through it calls Lua, which takes microseconds. What
-- `backward` does with recorded ops is differentiable in turn; tensors that `forward` computed on
-- the way count as constants there, its arguments and its result do not.

local lists = require("hyla.autodiff.lists")
local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Returns the skeleton of what `forward` saved, its tensors except the result, and at which places
--- it has the result.
local function part(saved, y)
  local kept, is_result = {}, {}
  local list = nest.list({ saved })
  for i, x in ipairs(list) do
    is_result[i] = rawequal(x, y)
    kept[#kept + 1] = not is_result[i] and x or nil
  end
  return nest.skeleton({ saved }), kept, is_result
end

--- Returns what `part` took apart, with `y` for the result and tensors of `x` from `place` on.
local function join(skeleton, is_result, y, x, place)
  local list = {}
  for i, takes_result in ipairs(is_result) do
    list[i] = takes_result and y or x[place]
    place = takes_result and place or place + 1
  end
  return nest.fill(skeleton, list)[1]
end

local function check_gradients(grads, arguments)
  if grads.n > arguments.n then
    local text = "custom: backward returned %d gradients for %d arguments"
    error(text:format(grads.n, arguments.n), 0)
  end
end

local function apply(forward, backward, ...)
  local y, saved = t.no_grad(forward, ...)
  mistake.unless(t.is_tensor(y), "custom", "a tensor", "the result of forward", y)
  local arguments = lists.pack(...)
  local inputs = nest.list(arguments)
  local skeleton, kept, is_result = part(saved, y)
  -- the closure must hold no tensor: the recorded op holds them, and only as long as it lives
  local places, count = nest.skeleton(arguments), #inputs
  return t.custom(y, lists.concatenate(inputs, kept), function(grad, result, x)
    local grads = lists.pack(backward(join(skeleton, is_result, result, x, count + 1), grad))
    check_gradients(grads, places)
    return (nest.values_at(places, grads))
  end)
end

--- Returns the function `forward(...) -> y [, saved]` with a gradient of its own.
---
---     local exp = autodiff.custom(function(x)
---       local y = x:exp()
---       return y, y
---     end, function(y, grad)
---       return grad * y
---     end)
---
---@param forward fun(...): Tensor, any  Nothing in it is recorded. What it saves may be a tree.
---@param backward fun(saved: any, grad: Tensor): any, ...  The gradient of each argument, a tree
--- like it; nil stands for zero. Tensors that it makes live until it returns.
---@return fun(...): Tensor
function M.custom(forward, backward)
  mistake.unless_function("custom", "forward", forward)
  mistake.unless_function("custom", "backward", backward)
  return function(...)
    return apply(forward, backward, ...)
  end
end

return M
