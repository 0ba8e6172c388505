--- Checkpoints: functions that the backward pass computes again instead of keeping their graphs.
--
-- The backward pass of a checkpoint is computed in a checkpoint of its own, so that gradients of
-- any order keep no more than the arguments.

local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Returns the tensors without their graphs; those that were recorded become leaves.
local function leaves(list)
  return nest.map(function(x)
    return x:is_recorded() and x:requires_grad() or x
  end, list)
end

local function recorded(list)
  local kept = {}
  for _, x in ipairs(list) do
    kept[#kept + 1] = x:is_recorded() and x or nil
  end
  return kept
end

local function slice(list, first, last)
  return { unpack(list, first, last or #list) }
end

local function concatenate(list, other)
  local both = slice(list, 1)
  for _, x in ipairs(other) do
    both[#both + 1] = x
  end
  return both
end

local function is_mixed(list)
  for _, x in ipairs(list) do
    if x:dtype() ~= list[1]:dtype() then
      return true
    end
  end
  return false
end

--- Returns a list of tensors as one, because a recorded op has one result.
local function join(list)
  if #list == 1 then
    return list[1]
  elseif is_mixed(list) then
    list = nest.map(function(x)
      return x:to("f64")
    end, list)
  end
  return nest.flatten(list)
end

--- Returns the tensors like those of `list` that `join` has made one.
local function separate(list, joined)
  if #list == 1 then
    return { joined }
  end
  return nest.map(function(x, y)
    return x:to(y:dtype())
  end, nest.unflatten(list, joined), list)
end

--- Returns the function of the gradients of `run(inputs, reached)`, joined, by the recorded ones of
--- both: of the gradient of its result and the inputs, and of the tensors it reaches by itself.
local function reversed(run)
  return function(list, reached)
    local inputs = slice(list, 2)
    local y = t.enable_grad(run, inputs, reached)
    return join(y:grad(concatenate(recorded(inputs), reached), list[1]))
  end
end

local record

--- Returns the gradients by the tensors of `x`; the first `count` of them are inputs of `run`.
local function pull(run, count, grad, x)
  local inputs, reached = slice(x, 1, count), slice(x, count + 1)
  local joined = record(reversed(run), concatenate({ grad }, inputs), reached)
  local grads = separate(recorded(x), joined)
  local result, place = {}, 0
  for i = 1, #x do
    place = x[i]:is_recorded() and place + 1 or place
    result[i] = x[i]:is_recorded() and grads[place] or nil
  end
  return result
end

--- Returns `y` recorded as the result of `run(inputs, reached)`. Neither function holds a tensor:
--- the recorded op does.
local function note(run, count, y, inputs, reached)
  return t.custom(y, concatenate(inputs, reached), function(grad, _, x)
    return pull(run, count, grad, x)
  end)
end

function record(run, inputs, reached)
  local y = t.no_grad(t.scope, run, leaves(inputs), reached)
  return note(run, #inputs, y, inputs, reached)
end

--- Returns `f(...)`, one tree of tensors. The graph between them is not kept but made again, by
--- calling `f` again, when a gradient passes: memory for time, about one more forward pass. `f`
--- must give the same result each time. Tensors that it reaches by other ways than its arguments
--- get their gradients too; they must live as long as the result.
---
---@generic R : Tree
---@param f fun(...): R
---@param ... any
---@return R
function M.checkpoint(f, ...)
  if not t.is_grad_enabled() then
    return f(...)
  end
  local arguments = { n = select("#", ...), ... }
  local inputs, places = nest.list(arguments), nest.skeleton(arguments)
  local function run(list)
    local filled = nest.fill(places, list)
    local result = f(unpack(filled, 1, filled.n))
    return join(nest.list(result)), result
  end
  local now = t.zeros({}):requires_grad()
  local y, result, reached = t.scope(function()
    local y, result = run(leaves(inputs))
    return y:detach(), nest.map(t.detach, result), y:sources(now)
  end)
  local noted = note(run, #inputs, y, inputs, reached)
  return nest.fill(result, separate(nest.list(result), noted))
end

return M
