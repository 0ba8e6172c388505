--- Compiled functions: what a function does with tensors, noted once and done again without it.
--
-- `t.compile` with gradients: the gradient of a compiled function is one too, to any order.

local lists = require("hyla.autodiff.lists")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Returns the function of the gradients of `run(arguments)` by the recorded ones of them, joined:
--- of a pair, the gradient of its joined results and its arguments.
local function reversed(run)
  return function(pair)
    local grad, arguments = unpack(pair)
    local y = lists.join(lists.recorded(nest.list(run(arguments))))
    return { lists.join(y:grad(lists.recorded(nest.list(arguments)), grad)) }
  end
end

--- Returns the tensors of `list` that a list of flags has true for.
local function pick(list, flags)
  local picked = {}
  for i, x in ipairs(list) do
    picked[#picked + 1] = flags[i] and x or nil
  end
  return picked
end

--- Returns `list` with tensors of `recorded`, in turn, where a list of flags is true.
local function replace(list, flags, recorded)
  local result, place = {}, 0
  for i, x in ipairs(list) do
    place = flags[i] and place + 1 or place
    result[i] = flags[i] and recorded[place] or x
  end
  return result
end

--- Returns the function `run(arguments) -> tree`, compiled and with gradients.
local function differentiable(run)
  local backward
  local forward = t.compile(function(arguments)
    local tree = t.enable_grad(run, arguments)
    return nest.map(t.detach, tree), nest.map(t.is_recorded, tree)
  end)
  return function(arguments)
    local tree, flags = t.no_grad(forward, arguments)
    local list = nest.list(tree)
    flags = nest.values_at(tree, flags)
    local results = pick(list, flags)
    if not t.is_grad_enabled() or #results == 0 then
      return tree
    end
    -- the closure must hold no tensor: the recorded op holds them
    local places = nest.skeleton(arguments)
    local y = t.custom(lists.join(results), nest.list(arguments), function(grad, _, x)
      backward = backward or differentiable(reversed(run))
      return lists.spread(x, backward({ grad, nest.fill(places, x) })[1])
    end)
    return nest.fill(tree, replace(list, flags, lists.separate(results, y)))
  end
end

--- Returns the function that does what `f` does, faster from the second call on. The first call
--- with arguments of given shapes runs `f` and notes every step on tensors; later ones do the same
--- steps in the same memory without running Lua, and return what the first one did with new tensors
--- in place of the old.
---
--- So `f` must do the same for all elements: nothing in it may look at them (`item`, printing), and
--- what it does besides tensors (a count, a message) happens once. It must not draw: pass it what
--- was drawn. Numbers, texts and flags among the arguments belong to the shape: what changes from
--- call to call belongs in a tensor, and a number that always does is an error. Tensors that `f`
--- reaches by other ways than its arguments are read, and written in place, where they lie;
--- gradients pass to its arguments only. Functions with factorisations (`solve`, `cholesky`, ...)
--- and sizes that depend on elements (`masked_select`) cannot be compiled, and say so.
---
---     local step = autodiff.compile(function(params, x, y)
---       local loss, grads = value_and_grad(params, x, y)
---       return loss, optim.descend(params, grads)
---     end)
---
---@generic F : function
---@param f F  Takes and returns trees of tensors and other values.
---@return F
function M.compile(f)
  local run = differentiable(function(arguments)
    return lists.pack(f(unpack(arguments, 1, arguments.n)))
  end)
  return t.compile(f, function(...)
    local result = run(lists.pack(...))
    return unpack(result, 1, result.n)
  end)
end

return M
