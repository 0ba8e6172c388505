--- Training steps that the suite "tensor" times.

local t = require("hyla.tensor")

local M = {}

local RATE = 0.01

--- Returns weights and biases in one list: { w1, b1, w2, b2, … }, drawn small.
local function parameters(draw, sizes)
  local list = {}
  for i = 1, #sizes - 1 do
    list[#list + 1] = (draw(sizes[i], sizes[i + 1]) * (1 / math.sqrt(sizes[i]))):requires_grad()
    list[#list + 1] = t.zeros({ sizes[i + 1] }):requires_grad()
  end
  return list
end

local function network(params, x)
  for i = 1, #params - 2, 2 do
    x = x:linear(params[i], params[i + 1], "relu")
  end
  return x:linear(params[#params - 1], params[#params])
end

local function descend(params, grads)
  local moved = {}
  for i = 1, #params do
    moved[i] = params[i]:add(grads[i], -RATE)
  end
  return moved
end

--- Returns a step of plain gradient descent on a perceptron with cross-entropy.
---
---@param draw fun(...: integer): Tensor
---@param sizes integer[]
---@param batch integer
---@return fun()
function M.mlp(draw, sizes, batch)
  local params = parameters(draw, sizes)
  local x = draw(batch, sizes[1])
  local classes = {}
  for i = 1, batch do
    classes[i] = i % sizes[#sizes] + 1
  end
  classes = t.tensor(classes, "i64")
  local function update(loss)
    local grads = loss:grad(params)
    for i = 1, #params do
      params[i]:add_(grads[i], -RATE)
    end
  end
  return function()
    t.no_grad(update, network(params, x):cross_entropy(classes))
  end
end

--- Returns a meta-gradient of second order: the loss after `steps` of descent on a sine wave, with
--- respect to where the descent began (Finn, Abbeel and Levine, "Model-agnostic meta-learning",
--- ICML 2017).
---
---@param draw fun(...: integer): Tensor
---@param steps integer
---@return fun(): Tensor[]
function M.maml(draw, steps)
  local params = parameters(draw, { 1, 40, 40, 1 })
  local x, query_x = draw(10, 1) * 5, draw(10, 1) * 5
  local y, query_y = x:sin(), query_x:sin()
  return function()
    local adapted = params
    for _ = 1, steps do
      adapted = descend(adapted, network(adapted, x):mse(y):grad(adapted))
    end
    return t.no_grad(t.grad, network(adapted, query_x):mse(query_y), params)
  end
end

return M
