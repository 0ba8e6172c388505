--- Operations: what random graphs are made of, each with a twin of its name in operations.py.
--
-- An operation that is defined on part of the numbers only first moves its input there: "log" is
-- the logarithm of x * x + 0.5.

local t = require("hyla.tensor")

---@class Operation
---@field count? integer  Inputs; 1 by default.
---@field with? fun(rng: hyla.Rng, ...: Tensor): table?  Draws options; nil when inputs do not fit.
---@field run fun(with: table, ...: Tensor): Tensor

local M = {}

--- Returns numbers that both sides know, as a tensor.
local function constants(count, low, high)
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
  return constants(x:count(), -1, 1):reshape(x:shape())
end

local function elements(x)
  return x:detach():reshape(-1):tolist()
end

--- Returns whether no element comes near to one of the numbers, where a function has a kink.
local function avoids(x, ...)
  for _, element in ipairs(elements(x)) do
    for _, kink in ipairs({ ... }) do
      if math.abs(element - kink) < 1e-5 then
        return false
      end
    end
  end
  return true
end

--- Returns whether no two elements are nearly the same: their order then has no ties.
local function is_distinct(x)
  local list = elements(x)
  table.sort(list)
  for i = 2, #list do
    if list[i] - list[i - 1] < 1e-5 then
      return false
    end
  end
  return true
end

local function broadcasts(a, b)
  local x, y = a:shape(), b:shape()
  for i = 0, math.min(#x, #y) - 1 do
    local m, n = x[#x - i], y[#y - i]
    if m ~= n and m ~= 1 and n ~= 1 then
      return false
    end
  end
  return true
end

local function is_alike(a, b)
  return table.concat(a:shape(), " ") == table.concat(b:shape(), " ")
end

local function draw_axis(rng, x)
  return x:rank() > 0 and rng:integer(x:rank()) or nil
end

--- Draws { axis = .. }; nil for a scalar.
local function along(rng, x)
  local axis = draw_axis(rng, x)
  return axis and { axis = axis }
end

local function along_distinct(rng, x)
  return is_distinct(x) and along(rng, x) or nil
end

local function is_matrix(x)
  return x:rank() >= 2
end

--- Returns as many elements as a shape holds, in that shape.
local function first(x, ...)
  local shape, count = { ... }, 1
  for _, extent in ipairs(shape) do
    count = count * extent
  end
  return x:reshape(-1):narrow(1, 1, count):reshape(shape)
end

--- Returns a positive definite matrix for each matrix.
local function definite(x)
  return x:transpose():matmul(x) + t.eye(x:shape()[x:rank()], "f64")
end

local function positive(x)
  return x * x + 0.5
end

--- Adds operations that are methods of one tensor under their own names.
local function add_methods(names, with)
  for name in names:gmatch("%S+") do
    M[name] = { with = with, run = function(_, x) return x[name](x) end }
  end
end

--- Adds methods of one tensor and an axis.
local function add_axis_methods(names, with)
  for name in names:gmatch("%S+") do
    M[name] = { with = with or along, run = function(o, x) return x[name](x, o.axis) end }
  end
end

--- Adds methods of two tensors that broadcast.
local function add_pairs(names, fits)
  local function with(_, a, b)
    return broadcasts(a, b) and (not fits or fits(a, b)) and {} or nil
  end
  for name in names:gmatch("%S+") do
    M[name] = { count = 2, with = with, run = function(_, a, b) return a[name](a, b) end }
  end
end

--- Adds methods of the positive numbers made of a tensor.
local function add_positive(names)
  for name in names:gmatch("%S+") do
    M[name] = { run = function(_, x) return positive(x)[name](positive(x)) end }
  end
end

--- Adds functions of matrices made positive definite.
local function add_definite(names)
  local function with(_, x)
    return is_matrix(x) and {} or nil
  end
  for name in names:gmatch("%S+") do
    M[name] = { with = with, run = function(_, x) return definite(x)[name](definite(x)) end }
  end
end

-- Element by element

add_methods("exp tanh sigmoid sin cos softplus gelu silu erf expm1 neg clone")
add_positive("log sqrt rsqrt log1p")
add_methods("abs relu leaky_relu", function(_, x) return avoids(x, 0) and {} or nil end)
add_pairs("add sub mul")
add_pairs("maximum minimum", function(a, b) return avoids(a - b, 0) end)

M.add_scaled = {
  count = 2,
  with = function(rng, a, b) return broadcasts(a, b) and { alpha = rng:integer(9) / 4 - 1 } end,
  run = function(o, a, b) return a:add(b, o.alpha) end,
}
M.clamp = {
  with = function(_, x) return avoids(x, -0.5, 0.75) and {} or nil end,
  run = function(_, x) return x:clamp(-0.5, 0.75) end,
}
M.div = {
  count = 2,
  with = function(_, a, b) return broadcasts(a, b) and {} or nil end,
  run = function(_, a, b) return a / positive(b) end,
}
M.pow = {
  count = 2,
  -- at the exponent 0 PyTorch says 0 for the second derivative that is 1 / a
  with = function(_, a, b) return broadcasts(a, b) and avoids(b, 0) and {} or nil end,
  run = function(_, a, b) return positive(a) ^ b:tanh() end,
}
M.power = {
  with = function(rng) return { exponent = rng:integer(4) } end,
  run = function(o, x) return x ^ o.exponent end,
}
M.remainder = {
  count = 2,
  with = function(_, a, b)
    if not broadcasts(a, b) then
      return nil
    end
    local quotient = a / positive(b)
    return avoids(quotient - quotient:round(), 0) and {} or nil
  end,
  run = function(_, a, b) return a % positive(b) end,
}
M.where = {
  count = 2,
  with = function(_, a, b) return broadcasts(a, b) and avoids(a - b, 0) and {} or nil end,
  run = function(_, a, b) return t.where(a:gt(b), a:sin(), b * a) end,
}

-- Over axes

add_axis_methods("softmax log_softmax cumsum cumprod flip logsumexp prod")
add_axis_methods("amax amin", along_distinct)
M.sum = {
  with = function(rng, x) return x:rank() > 0 and { axis = rng:integer(x:rank()) } or nil end,
  run = function(o, x) return x:sum(o.axis, true) end,
}
M.mean = { run = function(_, x) return x:mean() end }
M.sort = {
  with = along_distinct,
  run = function(o, x) return (x:sort(o.axis, true)) end,
}
M.topk = {
  with = along_distinct,
  run = function(o, x) return (x:topk(1, o.axis)) end,
}
for _, name in ipairs({ "var", "std" }) do
  M[name] = {
    with = function(rng, x)
      local axis = draw_axis(rng, x)
      local has_room = axis and x:shape()[axis] > 1
      return has_room and x:std(axis):amin():item() > 0.1 and { axis = axis } or nil
    end,
    run = function(o, x) return x[name](x, o.axis, { keepdim = true }) end,
  }
end
M.norm = {
  with = function(rng, x)
    local axis = draw_axis(rng, x)
    return axis and x:norm(2, axis):amin():item() > 0.1 and { axis = axis } or nil
  end,
  run = function(o, x) return x:norm(2, o.axis) end,
}

-- In other places

M.transpose = {
  with = function(rng, x)
    return x:rank() > 0 and { axis = rng:integer(x:rank()), other = rng:integer(x:rank()) } or nil
  end,
  run = function(o, x) return x:transpose(o.axis, o.other) end,
}
M.flatten = { run = function(_, x) return x:reshape(-1) end }
M.unsqueeze = {
  with = function(rng, x) return x:rank() < 4 and { axis = rng:integer(x:rank() + 1) } or nil end,
  run = function(o, x) return x:unsqueeze(o.axis) end,
}
M.squeeze = { run = function(_, x) return x:squeeze() end }
M.expand = {
  with = function(_, x) return x:rank() < 4 and {} or nil end,
  run = function(_, x) return x:expand({ 2, unpack(x:shape()) }) end,
}
M.narrow = {
  with = function(rng, x)
    local axis = draw_axis(rng, x)
    local begin = axis and rng:integer(x:shape()[axis])
    local length = axis and rng:integer(x:shape()[axis] - begin + 1)
    return axis and { axis = axis, begin = begin, length = length }
  end,
  run = function(o, x) return x:narrow(o.axis, o.begin, o.length) end,
}
M.slice = { with = along, run = function(o, x) return x:slice(o.axis, 1, -1, 2) end }
M.select = {
  with = function(rng, x)
    local axis = draw_axis(rng, x)
    return axis and { axis = axis, position = rng:integer(x:shape()[axis]) }
  end,
  run = function(o, x) return x:select(o.axis, o.position) end,
}
M.roll = { with = along, run = function(o, x) return x:roll(1, o.axis) end }
M.repeat_interleave = {
  with = along,
  run = function(o, x) return x:repeat_interleave(2, o.axis) end,
}
M.unfold = {
  with = function(rng, x)
    local axis = draw_axis(rng, x)
    return axis and x:rank() < 4 and x:shape()[axis] > 1 and { axis = axis } or nil
  end,
  run = function(o, x) return x:unfold(o.axis, 2) end,
}
M.pad = {
  with = function(_, x) return x:rank() > 1 and {} or nil end,
  run = function(_, x) return x:pad({ 1, 0, 0, 2 }, 0.5) end,
}
add_methods("tril triu diagonal trace", function(_, x) return x:rank() == 2 and {} or nil end)
M.diag_embed = {
  with = function(_, x) return x:rank() > 0 and x:rank() < 4 and {} or nil end,
  run = function(_, x) return x:diag_embed() end,
}
M.stack = {
  count = 2,
  with = function(_, a, b) return is_alike(a, b) and {} or nil end,
  run = function(_, a, b) return t.stack({ a, b, a }) end,
}
M.concat = {
  count = 2,
  with = function(rng, a, b) return is_alike(a, b) and along(rng, a) or nil end,
  run = function(o, a, b) return t.concat({ a, b }, o.axis) end,
}

--- Draws { axis = .., index = .. }: positions along an axis, some more than once.
local function indexed(rng, x)
  local axis = draw_axis(rng, x)
  local index = {}
  for i = 1, axis and rng:integer(4) or 0 do
    index[i] = rng:integer(x:shape()[axis])
  end
  return axis and { axis = axis, index = index }
end

M.index_select = {
  with = indexed,
  run = function(o, x) return x:index_select(o.axis, o.index) end,
}
M.embedding = {
  with = function(rng, x)
    local list = x:rank() == 2 and indexed(rng, x:transpose(1, 1)) or nil
    return list and list.axis == 1 and list or nil
  end,
  run = function(o, x) return x:embedding({ o.index, o.index }) end,
}

--- Returns an index of the shape of a tensor: positions along an axis from a start on, in a circle.
local function circle(x, axis, start)
  local extent = x:shape()[axis]
  local steps = t.arange(x:count(), "i64"):reshape(x:shape()) * 3 + start
  return steps % extent + 1
end

M.gather = {
  with = indexed,
  run = function(o, x) return x:gather(o.axis, circle(x, o.axis, o.index[1])) end,
}
M.scatter_add = {
  with = indexed,
  run = function(o, x) return x:scatter_add(o.axis, circle(x, o.axis, o.index[1]), x * 2) end,
}

-- Products and layers

local function multiplies(_, a, b)
  if not (is_matrix(a) and is_matrix(b)) then
    return nil
  end
  local rows = b:shape()[b:rank() - 1]
  local are_plain = a:rank() == 2 or b:rank() == 2
  return are_plain and a:shape()[a:rank()] == rows and {} or nil
end

M.matmul = { count = 2, with = multiplies, run = function(_, a, b) return a:matmul(b) end }
M.square = {
  with = function(_, x) return is_matrix(x) and {} or nil end,
  run = function(_, x) return x:matmul(x:transpose()) end,
}
M.linear = {
  count = 2,
  with = function(rng, a, b)
    local names = { "none", "relu", "tanh", "sigmoid", "gelu", "softplus" }
    local name = names[rng:integer(#names)]
    if b:rank() ~= 2 or not multiplies(rng, a, b) then
      return nil
    end
    return (name ~= "relu" or avoids(a:linear(b, b:sum(1)), 0)) and { name = name } or nil
  end,
  run = function(o, a, b) return a:linear(b, b:sum(1), o.name) end,
}
M.einsum = {
  with = function(rng, x)
    local equations = { "ij,kj->ik", "ij,ij->i", "ij,ij->ji", "ij,kl->jl", "...j,...j->..." }
    return x:rank() == 2 and { equation = equations[rng:integer(#equations)] } or nil
  end,
  run = function(o, x) return t.einsum(o.equation, x, x:sin()) end,
}
M.layer_norm = {
  with = function(_, x) return x:rank() > 0 and {} or nil end,
  run = function(_, x)
    local columns = x:shape()[x:rank()]
    local weight = x:reshape(-1):narrow(1, 1, columns):tanh()
    return x:layer_norm(weight, weight * 2, 0.1)
  end,
}
M.batch_norm = {
  with = function(_, x) return x:rank() > 1 and x:count() > x:shape()[2] and {} or nil end,
  run = function(_, x)
    local weight = x:reshape(-1):narrow(1, 1, x:shape()[2]):tanh()
    return (x:batch_norm(weight, weight * 2, { eps = 0.1 }))
  end,
}

--- Adds a function of images made of the first elements of two tensors.
local function add_image(name, image, weight, run)
  local function with(rng, x, y)
    local does_fit = x:count() >= image and y:count() >= weight
    return does_fit and { stride = rng:integer(2), padding = rng:integer(2) - 1 } or nil
  end
  M[name] = { count = 2, with = with, run = run }
end

add_image("conv1d", 8, 6, function(o, x, y)
  return first(x, 1, 2, 4):conv1d(first(y, 1, 2, 3), { stride = o.stride, padding = o.padding })
end)
add_image("conv2d", 9, 8, function(o, x, y)
  local bias = first(y, 2)
  local with = { stride = o.stride, padding = o.padding }
  return first(x, 1, 1, 3, 3):conv2d(first(y, 2, 1, 2, 2), bias, with)
end)
add_image("grouped_conv2d", 12, 8, function(o, x, y)
  local with = { stride = o.stride, padding = o.padding, groups = 2 }
  return first(x, 1, 2, 2, 3):conv2d(first(y, 2, 1, 2, 2), with)
end)
add_image("avg_pool2d", 12, 1, function(o, x)
  return first(x, 1, 1, 3, 4):avg_pool2d(2, { stride = o.stride, padding = o.padding })
end)
add_image("max_pool2d", 12, 1, function(o, x)
  return first(x, 1, 1, 3, 4):max_pool2d(2, { stride = o.stride, padding = o.padding })
end)
local pool_fits = M.max_pool2d.with
M.max_pool2d.with = function(rng, x, y)
  return is_distinct(x) and pool_fits(rng, x, y) or nil
end

-- Losses

add_pairs("mse")
add_pairs("huber l1", function(a, b) return avoids(a - b, 0, 1, -1) end)
M.bce = {
  run = function(_, x)
    return x:tanh():sigmoid():bce(constants(x:count(), 0.1, 0.9):reshape(x:shape()))
  end,
}
M.bce_with_logits = {
  run = function(_, x)
    return x:bce_with_logits(constants(x:count(), 0.1, 0.9):reshape(x:shape()))
  end,
}

--- Draws a class for each row.
local function classified(rng, x)
  local classes = {}
  for row = 1, x:rank() == 2 and x:shape()[1] or 0 do
    classes[row] = rng:integer(x:shape()[2])
  end
  return #classes > 0 and { classes = classes } or nil
end

M.cross_entropy = {
  with = classified,
  run = function(o, x) return x:cross_entropy(o.classes) end,
}
M.nll = { with = classified, run = function(o, x) return x:log_softmax(2):nll(o.classes) end }

-- Linear algebra

add_definite("cholesky inverse det")
M.slogdet = {
  with = function(_, x) return is_matrix(x) and {} or nil end,
  run = function(_, x) return (select(2, definite(x):slogdet())) end,
}
M.solve = {
  with = function(_, x) return is_matrix(x) and {} or nil end,
  run = function(_, x) return definite(x):solve(x:transpose()) end,
}
M.solve_triangular = {
  with = function(_, x) return is_matrix(x) and {} or nil end,
  run = function(_, x) return definite(x):tril():solve_triangular(x:transpose(), false) end,
}
M.lstsq = {
  with = function(_, x) return x:rank() == 2 and {} or nil end,
  run = function(_, x)
    local tall = t.concat({ x, t.eye(x:shape()[2], "f64") }, 1)
    return tall:lstsq(tall:sum(2, true))
  end,
}
M.eigh = {
  with = function(_, x) return x:rank() == 2 and x:shape()[2] < 4 and {} or nil end,
  run = function(_, x)
    -- the diagonal keeps eigenvalues apart; squares do not know the signs of vectors
    local diagonal = (t.arange(x:shape()[2], "f64") * 9):diag()
    local values, vectors = (x:transpose():matmul(x):tanh() + diagonal):eigh()
    return values + vectors * vectors
  end,
}

return M
