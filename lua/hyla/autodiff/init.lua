--- Automatic differentiation: functions of functions over trees of tensors.
--
--     local loss = function(params, x, y) return (x:matmul(params.w) + params.b):mse(y) end
--     local value, grads = autodiff.value_and_grad(loss)(params, x, y)
--
-- The names are those of JAX and of torch.func. A function to differentiate takes a tree of
-- parameters (see hyla.nest), then whatever else; it is differentiated by the parameters only, also
-- where it uses the same tensors in another way. A result is recorded only when it depends on
-- something that was recorded before, so derivatives nest to any order and a plain training loop
-- grows no graph. All of it is t.grad and recorded ops.

local check = require("hyla.autodiff.check")
local checkpoint = require("hyla.autodiff.checkpoint")
local compile = require("hyla.autodiff.compile")
local custom = require("hyla.autodiff.custom")
local lists = require("hyla.autodiff.lists")
local mistake = require("hyla.mistake")
local nest = require("hyla.nest")
local t = require("hyla.tensor")

local M = {
  check = check.check,
  checkpoint = checkpoint.checkpoint,
  compile = compile.compile,
  custom = custom.custom,
}

--- Returns the tensor as a new variable: gradients by it leave out other uses of the tensor.
local function variable(x)
  return x:is_recorded() and x:reshape(x:shape()) or x:requires_grad()
end

--- Returns a function that cuts from the graph what depends on nothing older than now.
local function begin()
  local now, is_recording = t.zeros({}):requires_grad(), t.is_grad_enabled()
  local function is_open(x)
    return is_recording and #x:sources(now) > 0
  end
  return is_open, function(tree)
    return nest.map(function(x)
      return is_open(x) and x or x:detach()
    end, tree)
  end
end

--- Returns the tree of results: f's first, and the others in a table.
local function split(first, ...)
  return first, lists.pack(...)
end

local function check_scalar(value)
  local shape = t.is_tensor(value) and value:shape()
  if not shape or value:count() ~= 1 then
    local got = shape and ("shape [%s]"):format(table.concat(shape, ", ")) or type(value)
    mistake.raise("grad", "wanted a function that returns one number in a tensor, got " .. got)
  end
end

local function check_tensor(call, name, value)
  mistake.unless(t.is_tensor(value), call, "a tensor", name, value)
end

local function evaluate(is_open, settle, f, params, ...)
  local variables = nest.map(variable, params)
  local value, others = split(f(variables, ...))
  check_scalar(value)
  local grads
  if is_open(value) then
    grads = value:grad(variables)
  else
    grads = t.no_grad(t.grad, value, variables)
  end
  others = settle(others)
  return settle(value), grads, unpack(others, 1, others.n)
end

--- Returns the function of the value and the gradients of `f(params, ...) -> scalar [, ...]`. What
--- else `f` returns comes after the gradients.
---
---@param f fun(params: Tree, ...): Tensor, ...
---@return fun(params: Tree, ...): Tensor, Tree, ...
function M.value_and_grad(f)
  mistake.unless_function("value_and_grad", "f", f)
  return function(...)
    local is_open, settle = begin()
    return t.enable_grad(evaluate, is_open, settle, f, ...)
  end
end

local function drop_first(_, ...)
  return ...
end

--- Returns the function of the gradients of `f(params, ...) -> scalar [, ...]`. What else `f`
--- returns comes after the gradients.
---
---@param f fun(params: Tree, ...): Tensor, ...
---@return fun(params: Tree, ...): Tree, ...
function M.grad(f)
  mistake.unless_function("grad", "f", f)
  local value_and_grad = M.value_and_grad(f)
  return function(...)
    return drop_first(value_and_grad(...))
  end
end

--- Returns the gradients of <y, cotangents>; `y` is a tree too.
local function pull_back(y, variables, cotangents)
  if t.is_tensor(y) then
    return y:grad(variables, cotangents)
  end
  nest.unless_alike("vjp", "cotangents", y, cotangents)
  return t.enable_grad(nest.dot, y, cotangents):grad(variables)
end

local function is_any_recorded(tree)
  for _, x in ipairs(nest.list(tree)) do
    if x:is_recorded() then
      return true
    end
  end
  return false
end

--- Returns `y = f(params, ...)`, a tree, and the function that takes a tree like `y` of its
--- gradients to those of the parameters. That function may be called more than once.
---
---@param f fun(params: Tree, ...): Tree
---@param params Tree
---@param ... any
---@return Tree y
---@return fun(cotangents: Tree): Tree pull
function M.vjp(f, params, ...)
  mistake.unless_function("vjp", "f", f)
  local _, settle = begin()
  local variables = nest.map(variable, params)
  local y = t.enable_grad(f, variables, ...)
  return settle(y), function(cotangents)
    local grads = pull_back(y, variables, cotangents)
    return is_any_recorded(cotangents) and grads or settle(grads)
  end
end

local function zeros_like(x)
  return t.zeros(x:shape(), x:dtype()):requires_grad()
end

local function push_forward(f, params, tangents, ...)
  local variables = nest.map(variable, params)
  local y = f(variables, ...)
  -- the pulled gradients are linear in the cotangents: their gradient by those pushes forward
  local cotangents = nest.map(zeros_like, y)
  local pulled = pull_back(y, variables, cotangents)
  return y, nest.dot(pulled, tangents):grad(cotangents)
end

--- Returns `y = f(params, ...)`, a tree, and its derivative in the direction of `tangents`. It is
--- exact, reverse mode over reverse mode, and costs about two gradients.
---
---@param f fun(params: Tree, ...): Tree
---@param params Tree
---@param tangents Tree  Like the parameters.
---@param ... any
---@return Tree y
---@return Tree dy  Like `y`.
function M.jvp(f, params, tangents, ...)
  mistake.unless_function("jvp", "f", f)
  nest.unless_alike("jvp", "tangents", params, tangents)
  local _, settle = begin()
  local y, dy = t.enable_grad(push_forward, f, params, tangents, ...)
  return settle(y), settle(dy)
end

--- Returns the product of the second derivatives of `f(params, ...) -> scalar` with `v`, without
--- forming them.
---
---@param f fun(params: Tree, ...): Tensor
---@param params Tree
---@param v Tree  Like the parameters.
---@param ... any
---@return Tree
function M.hvp(f, params, v, ...)
  mistake.unless_function("hvp", "f", f)
  nest.unless_alike("hvp", "v", params, v)
  local slope = M.grad(function(inner, ...)
    return nest.dot(M.grad(f)(inner, ...), v)
  end)
  return (slope(params, ...))
end

--- Returns all first derivatives of a tensor by a tensor, of the shape of `f(x, ...)` and then that
--- of `x`. It takes one backward pass for each element of `f(x, ...)`.
---
---@param f fun(x: Tensor, ...): Tensor
---@param x Tensor
---@param ... any
---@return Tensor
function M.jacobian(f, x, ...)
  mistake.unless_function("jacobian", "f", f)
  check_tensor("jacobian", "x", x)
  local y, pull = M.vjp(f, x, ...)
  check_tensor("jacobian", "the result of f", y)
  local units, rows = t.eye(y:count(), y:dtype()), {}
  for i = 1, y:count() do
    rows[i] = pull(units:narrow(1, i, 1):reshape(y:shape()))
  end
  return t.stack(rows):reshape(lists.concatenate(y:shape(), x:shape()))
end

--- Returns all second derivatives of `f(x, ...) -> scalar`, of the shape of `x` twice over.
---
---@param f fun(x: Tensor, ...): Tensor
---@param x Tensor
---@param ... any
---@return Tensor
function M.hessian(f, x, ...)
  mistake.unless_function("hessian", "f", f)
  check_tensor("hessian", "x", x)
  return M.jacobian(M.grad(f), x, ...)
end

--- Returns the tree without its graph: what is made from it has no gradient through it.
---
---@param tree Tree
---@return Tree
function M.stop_gradient(tree)
  return nest.map(t.detach, tree)
end

return M
