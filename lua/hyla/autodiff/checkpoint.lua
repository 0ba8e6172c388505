--- Checkpoints: functions that the backward pass computes again instead of keeping their graphs.
--
-- The backward pass of a checkpoint is computed in a checkpoint of its own, so that gradients of
-- any order keep no more than the arguments.

local lists = require("hyla.autodiff.lists")
local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {}

--- Returns the function of the gradients of `run(inputs, reached)`, joined, by the recorded ones of
--- both: of the gradient of its result and the inputs, and of the tensors it reaches by itself.
local function reversed(run)
  return function(list, reached)
    local inputs = lists.slice(list, 2)
    local y = t.enable_grad(run, inputs, reached)
    return lists.join(y:grad(lists.concatenate(lists.recorded(inputs), reached), list[1]))
  end
end

local record

--- Returns the gradients by the tensors of `x`; the first `count` of them are inputs of `run`.
local function pull(run, count, grad, x)
  local inputs, reached = lists.slice(x, 1, count), lists.slice(x, count + 1)
  local joined = record(reversed(run), lists.concatenate({ grad }, inputs), reached)
  return lists.spread(x, joined)
end

--- Returns `y` recorded as the result of `run(inputs, reached)`. Neither function holds a tensor:
--- the recorded op does.
local function note(run, count, y, inputs, reached)
  return t.custom(y, lists.concatenate(inputs, reached), function(grad, _, x)
    return pull(run, count, grad, x)
  end)
end

function record(run, inputs, reached)
  local y = t.no_grad(t.scope, run, lists.leaves(inputs), reached)
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
  mistake.unless_function("checkpoint", "f", f)
  if not t.is_grad_enabled() then
    return f(...)
  end
  local arguments = lists.pack(...)
  local inputs, places = nest.list(arguments), nest.skeleton(arguments)
  local function run(list)
    local filled = nest.fill(places, list)
    local result = f(unpack(filled, 1, filled.n))
    local outputs = nest.list(result)
    mistake.unless(outputs[1], "checkpoint", "a tree of tensors", "the result of f", result)
    return lists.join(outputs), result
  end
  local now = t.zeros({}):requires_grad()
  local y, result, reached = t.scope(function()
    local y, result = run(lists.leaves(inputs))
    return y:detach(), nest.map(t.detach, result), y:sources(now)
  end)
  local noted = note(run, #inputs, y, inputs, reached)
  return nest.fill(result, lists.separate(nest.list(result), noted))
end

return M
