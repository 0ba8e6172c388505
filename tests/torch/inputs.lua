--- Inputs: what operations make of tensors, draw beside them, and ask of them.

local t = require("hyla.tensor")

local M = {}

--- Returns numbers that both sides know, as a tensor.
function M.constants(count, low, high)
  local list = {}
  for i = 1, count do
    list[i] = (low + high) / 2 + (high - low) / 2 * math.cos(i)
  end
  return t.tensor(list, "f64")
end

--- Returns a number for each element, by which sums tell elements apart.
---@param x Tensor
---@return Tensor
function M.weights(x)
  return M.constants(x:count(), -1, 1):reshape(x:shape())
end

function M.elements(x)
  return x:detach():reshape(-1):tolist()
end

--- Returns whether no element comes near to one of the numbers, where a function has a kink.
function M.avoids(x, ...)
  for _, element in ipairs(M.elements(x)) do
    for _, kink in ipairs({ ... }) do
      if math.abs(element - kink) < 1e-5 then
        return false
      end
    end
  end
  return true
end

--- Returns whether no two elements are nearly the same: their order then has no ties.
function M.is_distinct(x)
  local list = M.elements(x)
  table.sort(list)
  for i = 2, #list do
    if list[i] - list[i - 1] < 1e-5 then
      return false
    end
  end
  return true
end

function M.broadcasts(a, b)
  local x, y = a:shape(), b:shape()
  for i = 0, math.min(#x, #y) - 1 do
    local m, n = x[#x - i], y[#y - i]
    if m ~= n and m ~= 1 and n ~= 1 then
      return false
    end
  end
  return true
end

function M.is_alike(a, b)
  return table.concat(a:shape(), " ") == table.concat(b:shape(), " ")
end

function M.draw_axis(rng, x)
  return x:rank() > 0 and rng:integer(x:rank()) or nil
end

--- Draws { axis = .. }; nil for a scalar.
function M.along(rng, x)
  local axis = M.draw_axis(rng, x)
  return axis and { axis = axis }
end

function M.along_distinct(rng, x)
  return M.is_distinct(x) and M.along(rng, x) or nil
end

function M.is_matrix(x)
  return x:rank() >= 2
end

--- Returns as many elements as a shape holds, in that shape.
function M.first(x, ...)
  local shape, count = { ... }, 1
  for _, extent in ipairs(shape) do
    count = count * extent
  end
  return x:reshape(-1):narrow(1, 1, count):reshape(shape)
end

--- Returns a positive definite matrix for each matrix.
function M.definite(x)
  return x:transpose():matmul(x) + t.eye(x:shape()[x:rank()], "f64")
end

function M.positive(x)
  return x * x + 0.5
end

--- Draws { axis = .., index = .. }: positions along an axis, some more than once.
function M.indexed(rng, x)
  local axis = M.draw_axis(rng, x)
  local index = {}
  for i = 1, axis and rng:integer(4) or 0 do
    index[i] = rng:integer(x:shape()[axis])
  end
  return axis and { axis = axis, index = index }
end

--- Returns an index of the shape of a tensor: positions along an axis from a start on, in a circle.
function M.circle(x, axis, start)
  local extent = x:shape()[axis]
  local steps = t.arange(x:count(), "i64"):reshape(x:shape()) * 3 + start
  return steps % extent + 1
end

return M
