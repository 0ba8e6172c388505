--- Gradient checks: gradients against differences of values.

local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

---@class GradientCheck
---@field order? 1 | 2        Whether to check the gradients of the gradients too; 1 by default.
---@field step? number        Of the central differences; by default 6e-6, the cube root of the
---                           rounding error of f64, which balances it against the truncation error.
---@field tolerance? number   Of a difference, relative to 1 + its size; 1e-6 by default.

local M = {}

local OPTIONS = { order = true, step = true, tolerance = true }

--- Differences of values in f32 are mostly rounding.
local function check_precision(list)
  for _, x in ipairs(list) do
    if x:dtype() ~= "f64" then
      mistake.raise("check", "wanted tensors of f64, got " .. x:dtype())
    end
  end
end

--- Returns the elements weighed unevenly, so that no two gradients can be mistaken.
local function weigh(x)
  local places = t.arange(x:count(), x:dtype()):reshape(x:shape())
  return (x * (0.63 + 0.37 * places)):sum()
end

local function weigh_all(tree)
  local total = 0
  for _, x in ipairs(nest.list(tree)) do
    total = total + weigh(x)
  end
  return total
end

local function leaves(list)
  return nest.map(t.requires_grad, list)
end

--- Returns the function of all first gradients, as a scalar, of a function of a list.
local function slopes_of(value)
  return function(list)
    local grads = value(list):grad(list)
    return weigh_all(nest.map(function(g)
      return g * g
    end, grads))
  end
end

--- Returns the central difference by one element of the tensor at `place`.
local function difference(value, list, place, element, step)
  local x = list[place]
  local nudge = t.one_hot({ element }, x:count(), x:dtype()):reshape(x:shape()) * step
  local function value_at(moved)
    local copy = { unpack(list) }
    copy[place] = moved
    return value(leaves(copy)):item()
  end
  return (value_at(x + nudge) - value_at(x - nudge)) / (2 * step)
end

local function compare(order, value, list, options)
  local inner = leaves(list)
  local grads = value(inner):grad(inner)
  for place, grad in ipairs(grads) do
    local flat = grad:reshape(grad:count())
    for element = 1, grad:count() do
      local actual = flat:item(element)
      local expected = difference(value, list, place, element, options.step)
      local is_near = math.abs(actual - expected) <= options.tolerance * (1 + math.abs(expected))
      if not is_near then
        return nil,
          ("order %d, tensor %d, element %d: the gradient is %.10g, the difference %.10g"):format(
            order, place, element, actual, expected)
      end
    end
  end
  return true
end

--- Compares the gradients of `f(params)`, a tree of tensors, with central differences.
---
---@param f fun(params: Tree): Tree
---@param params Tree  Tensors of f64, counted in the order of hyla.nest.
---@param options? GradientCheck
---@return true|nil ok
---@return string|nil message  The first gradient that is wrong.
function M.check(f, params, options)
  mistake.unless_function("check", "f", f)
  options = mistake.options("check", options, OPTIONS)
  local list = nest.map(t.detach, nest.list(params))
  check_precision(list)
  local filled = { step = options.step or 6e-6, tolerance = options.tolerance or 1e-6 }
  local function value(tensors)
    return weigh_all(f(nest.fill(params, tensors)))
  end
  local ok, message = t.enable_grad(compare, 1, value, list, filled)
  if ok and options.order == 2 then
    return t.enable_grad(compare, 2, slopes_of(value), list, filled)
  end
  return ok, message
end

return M
