--- Operations: what random graphs are made of, each with a twin of its name in operations.py.
--
-- An operation that is defined on part of the numbers only first moves its input there: "log" is
-- the logarithm of x * x + 0.5.

local inputs = require("tests.torch.inputs")
local places = require("tests.torch.places")
local t = require("hyla.tensor")

---@class Operation
---@field count? integer  Inputs; 1 by default.
---@field with? fun(rng: hyla.Rng, ...: Tensor): table?  Draws options; nil when inputs do not fit.
---@field run fun(with: table, ...: Tensor): Tensor

local M = {}

--- Adds operations that are methods of one tensor under their own names.
local function add_methods(names, with)
  for name in names:gmatch("%S+") do
    M[name] = { with = with, run = function(_, x) return x[name](x) end }
  end
end

--- Adds methods of one tensor and an axis.
local function add_axis_methods(names, with)
  for name in names:gmatch("%S+") do
    M[name] = { with = with or inputs.along, run = function(o, x) return x[name](x, o.axis) end }
  end
end

--- Adds methods of two tensors that broadcast.
local function add_pairs(names, fits)
  local function with(_, a, b)
    return inputs.broadcasts(a, b) and (not fits or fits(a, b)) and {} or nil
  end
  for name in names:gmatch("%S+") do
    M[name] = { count = 2, with = with, run = function(_, a, b) return a[name](a, b) end }
  end
end

--- Adds methods of the inputs.positive numbers made of a tensor.
local function add_positive(names)
  for name in names:gmatch("%S+") do
    M[name] = { run = function(_, x) return inputs.positive(x)[name](inputs.positive(x)) end }
  end
end

--- Adds functions of matrices made inputs.positive inputs.definite.
local function add_definite(names)
  local function with(_, x)
    return inputs.is_matrix(x) and {} or nil
  end
  for name in names:gmatch("%S+") do
    M[name] = {
      with = with,
      run = function(_, x) return inputs.definite(x)[name](inputs.definite(x)) end,
    }
  end
end

for name, operation in pairs(places) do
  M[name] = operation
end

-- Element by element

add_methods("exp tanh sigmoid sin cos softplus gelu silu erf expm1 neg clone atan sinh cosh")
add_methods("floor ceil round sign", function(_, x)
  local steps = x * 2
  return inputs.avoids(steps - steps:round(), 0) and {} or nil
end)
add_positive("log sqrt rsqrt log1p")
add_methods("abs relu leaky_relu", function(_, x) return inputs.avoids(x, 0) and {} or nil end)
add_pairs("add sub mul")
add_pairs("maximum minimum", function(a, b) return inputs.avoids(a - b, 0) end)

for _, name in ipairs({ "asin", "acos", "tan" }) do
  M[name] = { run = function(_, x) return (x:tanh() * 0.9)[name](x:tanh() * 0.9) end }
end
M.atan2 = {
  count = 2,
  with = function(_, a, b) return inputs.broadcasts(a, b) and {} or nil end,
  run = function(_, a, b) return t.atan2(a, inputs.positive(b)) end,
}
M.add_scaled = {
  count = 2,
  with = function(rng, a, b)
    return inputs.broadcasts(a, b) and { alpha = rng:integer(9) / 4 - 1 }
  end,
  run = function(o, a, b) return a:add(b, o.alpha) end,
}
M.clamp = {
  with = function(_, x) return inputs.avoids(x, -0.5, 0.75) and {} or nil end,
  run = function(_, x) return x:clamp(-0.5, 0.75) end,
}
M.div = {
  count = 2,
  with = function(_, a, b) return inputs.broadcasts(a, b) and {} or nil end,
  run = function(_, a, b) return a / inputs.positive(b) end,
}
M.pow = {
  count = 2,
  -- at the exponent 0 PyTorch says 0 for the second derivative that is 1 / a
  with = function(_, a, b) return inputs.broadcasts(a, b) and inputs.avoids(b, 0) and {} or nil end,
  run = function(_, a, b) return inputs.positive(a) ^ b:tanh() end,
}
M.power = {
  with = function(rng) return { exponent = rng:integer(4) } end,
  run = function(o, x) return x ^ o.exponent end,
}
M.remainder = {
  count = 2,
  with = function(_, a, b)
    if not inputs.broadcasts(a, b) then
      return nil
    end
    local quotient = a / inputs.positive(b)
    return inputs.avoids(quotient - quotient:round(), 0) and {} or nil
  end,
  run = function(_, a, b) return a % inputs.positive(b) end,
}
M.where = {
  count = 2,
  with = function(_, a, b)
    return inputs.broadcasts(a, b) and inputs.avoids(a - b, 0) and {} or nil
  end,
  run = function(_, a, b) return t.where(a:gt(b), a:sin(), b * a) end,
}

-- Over axes

add_axis_methods("softmax log_softmax cumsum cumprod flip logsumexp prod")
add_axis_methods("amax amin", inputs.along_distinct)
M.sum = {
  with = function(rng, x) return x:rank() > 0 and { axis = rng:integer(x:rank()) } or nil end,
  run = function(o, x) return x:sum(o.axis, true) end,
}
M.mean = { run = function(_, x) return x:mean() end }
M.sort = {
  with = inputs.along_distinct,
  run = function(o, x) return (x:sort(o.axis, true)) end,
}
M.topk = {
  with = inputs.along_distinct,
  run = function(o, x) return (x:topk(1, o.axis)) end,
}
for _, name in ipairs({ "max", "min", "median" }) do
  M[name] = {
    with = inputs.along_distinct,
    run = function(o, x) return (x[name](x, o.axis, true)) end,
  }
end
M.quantile = {
  with = function(rng, x)
    local axis = inputs.is_distinct(x) and inputs.draw_axis(rng, x)
    return axis and { axis = axis, part = rng:integer(16) / 16 } or nil
  end,
  run = function(o, x) return x:quantile(o.part, o.axis) end,
}
for _, name in ipairs({ "var", "std" }) do
  M[name] = {
    with = function(rng, x)
      local axis = inputs.draw_axis(rng, x)
      local has_room = axis and x:shape()[axis] > 1
      return has_room and x:std(axis):amin():item() > 0.1 and { axis = axis } or nil
    end,
    run = function(o, x) return x[name](x, o.axis, { keepdim = true }) end,
  }
end
M.norm = {
  with = function(rng, x)
    local axis = inputs.draw_axis(rng, x)
    return axis and x:norm(2, axis):amin():item() > 0.1 and { axis = axis } or nil
  end,
  run = function(o, x) return x:norm(2, o.axis) end,
}

-- Products and layers

local function multiplies(_, a, b)
  if not (inputs.is_matrix(a) and inputs.is_matrix(b)) then
    return nil
  end
  local rows = b:shape()[b:rank() - 1]
  local are_plain = a:rank() == 2 or b:rank() == 2
  return are_plain and a:shape()[a:rank()] == rows and {} or nil
end

M.matmul = { count = 2, with = multiplies, run = function(_, a, b) return a:matmul(b) end }
M.square = {
  with = function(_, x) return inputs.is_matrix(x) and {} or nil end,
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
    return (name ~= "relu" or inputs.avoids(a:linear(b, b:sum(1)), 0)) and { name = name } or nil
  end,
  run = function(o, a, b) return a:linear(b, b:sum(1), o.name) end,
}
M.dot = {
  with = function(_, x) return x:rank() == 1 and {} or nil end,
  run = function(_, x) return x:dot(x:sin()) end,
}
M.outer = {
  count = 2,
  with = function(_, a, b) return a:rank() == 1 and b:rank() == 1 and {} or nil end,
  run = function(_, a, b) return a:outer(b) end,
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

--- Adds a function of images made of the inputs.first inputs.elements of two tensors.
local function add_image(name, image, weight, run)
  local function with(rng, x, y)
    local does_fit = x:count() >= image and y:count() >= weight
    return does_fit and { stride = rng:integer(2), padding = rng:integer(2) - 1 } or nil
  end
  M[name] = { count = 2, with = with, run = run }
end

add_image("conv1d", 8, 6, function(o, x, y)
  local with = { stride = o.stride, padding = o.padding }
  return inputs.first(x, 1, 2, 4):conv1d(inputs.first(y, 1, 2, 3), with)
end)
add_image("conv2d", 9, 8, function(o, x, y)
  local bias = inputs.first(y, 2)
  local with = { stride = o.stride, padding = o.padding }
  return inputs.first(x, 1, 1, 3, 3):conv2d(inputs.first(y, 2, 1, 2, 2), bias, with)
end)
add_image("grouped_conv2d", 12, 8, function(o, x, y)
  local with = { stride = o.stride, padding = o.padding, groups = 2 }
  return inputs.first(x, 1, 2, 2, 3):conv2d(inputs.first(y, 2, 1, 2, 2), with)
end)
add_image("avg_pool2d", 12, 1, function(o, x)
  return inputs.first(x, 1, 1, 3, 4):avg_pool2d(2, { stride = o.stride, padding = o.padding })
end)
add_image("max_pool2d", 12, 1, function(o, x)
  return inputs.first(x, 1, 1, 3, 4):max_pool2d(2, { stride = o.stride, padding = o.padding })
end)
add_image("avg_pool1d", 8, 1, function(o, x)
  return inputs.first(x, 1, 2, 4):avg_pool1d(2, { stride = o.stride, padding = o.padding })
end)
add_image("max_pool1d", 8, 1, function(o, x)
  return inputs.first(x, 1, 2, 4):max_pool1d(2, { stride = o.stride, padding = o.padding })
end)
for _, name in ipairs({ "max_pool1d", "max_pool2d" }) do
  local fits = M[name].with
  M[name].with = function(rng, x, y)
    return inputs.is_distinct(x) and fits(rng, x, y) or nil
  end
end

-- Losses

add_pairs("mse")
add_pairs("huber l1", function(a, b) return inputs.avoids(a - b, 0, 1, -1) end)
M.bce = {
  run = function(_, x)
    return x:tanh():sigmoid():bce(inputs.constants(x:count(), 0.1, 0.9):reshape(x:shape()))
  end,
}
M.bce_with_logits = {
  run = function(_, x)
    return x:bce_with_logits(inputs.constants(x:count(), 0.1, 0.9):reshape(x:shape()))
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
  with = function(_, x) return inputs.is_matrix(x) and {} or nil end,
  run = function(_, x) return (select(2, inputs.definite(x):slogdet())) end,
}
M.solve = {
  with = function(_, x) return inputs.is_matrix(x) and {} or nil end,
  run = function(_, x) return inputs.definite(x):solve(x:transpose()) end,
}
M.solve_triangular = {
  with = function(_, x) return inputs.is_matrix(x) and {} or nil end,
  run = function(_, x) return inputs.definite(x):tril():solve_triangular(x:transpose(), false) end,
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
