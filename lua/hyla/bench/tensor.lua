--- The suite "tensor": single operations, from a few elements to ten million, and training steps.
--
-- tests/bench/ holds the same cases, under the same names, for other libraries.

local learning = require("hyla.bench.learning")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

local M = {}

--- Calls whose results a scope holds at a time: fewer would measure the scope where they are small,
--- and of large ones more than one does not fit.
local MANY, SOME, ONE = 1000, 32, 1

--- Returns what calls `work` so many times, `batch` calls to a scope.
local function repeated(work, batch)
  local function run(count)
    for _ = 1, count do
      work()
    end
  end
  return function(count)
    for first = 1, count, batch do
      t.scope(run, math.min(batch, count - first + 1))
    end
  end
end

--- Adds a case: `make(draw)` returns the work; `draw(...)` gives a tensor of that shape.
local function add(cases, name, batch, make, share)
  local function prepare()
    local random = rng.new(1)
    return repeated(
      make(function(...)
        return t.randn({ ... }, random)
      end),
      batch
    )
  end
  cases[#cases + 1] = { name = name, share = share, prepare = prepare }
end

--- Returns positions 1 .. bound, `count` of them, far from each other.
local function scatter(count, bound)
  local positions = {}
  for i = 1, count do
    positions[i] = (i * 7919) % bound + 1
  end
  return t.tensor(positions, "i64")
end

local function add_sums(cases)
  for _, n in ipairs({ 1, 16, 256, 4096 }) do
    add(cases, "add/" .. n, n > 256 and SOME or MANY, function(draw)
      local a, b = draw(n), draw(n)
      return function()
        return a + b
      end
    end)
  end
  add(cases, "add recorded/16", MANY, function(draw)
    local a, b = draw(16):requires_grad(), draw(16)
    return function()
      return a + b
    end
  end)
end

--- Adds a chain of recorded products of one element, forward and backward: two nodes a link.
local function add_nodes(cases)
  local links = 100
  add(cases, "node/1", ONE, function(draw)
    local x, factor = draw(1):requires_grad(), draw(1)
    return function()
      local y = x
      for _ = 1, links do
        y = y * factor
      end
      return y:grad(x)
    end
  end, 2 * links)
end

--- Adds a step of learning, as it is and compiled.
local function add_step(cases, name, prepare)
  add(cases, name, ONE, prepare)
  add(cases, name .. " compiled", ONE, function(draw)
    return t.compile(prepare(draw))
  end)
end

local function add_learning(cases)
  for _, steps in ipairs({ 1, 5, 10 }) do
    add_step(cases, "maml/" .. steps, function(draw)
      return learning.maml(draw, steps)
    end)
  end
  for _, step in ipairs({ { 32, 16, 64, 64, 4 }, { 1, 16, 16, 16, 4 }, { 128, 784, 256, 10 } }) do
    local batch, sizes = step[1], { unpack(step, 2) }
    add_step(cases, ("mlp/%s/%d"):format(table.concat(sizes, "-"), batch), function(draw)
      return learning.mlp(draw, sizes, batch)
    end)
  end
end

local function add_products(cases)
  for _, n in ipairs({ 16, 32, 64, 128, 256, 512 }) do
    add(cases, "matmul/" .. n, n > 64 and ONE or SOME, function(draw)
      local a, b = draw(n, n), draw(n, n)
      return function()
        return a:matmul(b)
      end
    end)
  end
end

--- What is done with `n` elements at a time. Elements that nobody reads need not be computed, so
--- each of these reads one.
local LARGE = {
  chain = function(x, y)
    return ((((x * 1.5 + y):relu() * x - 0.5) * y + x):abs() * 0.25 + 1):item(1)
  end,
  add = function(x, y)
    return (x + y):item(1)
  end,
  exp = function(x)
    return x:exp():item(1)
  end,
  tanh = function(x)
    return x:tanh():item(1)
  end,
  sum = function(x)
    return x:sum():item()
  end,
}

local function add_large(cases)
  for power = 6, 7 do
    for _, name in ipairs({ "chain", "add", "exp", "tanh", "sum" }) do
      add(cases, ("%s/1e%d"):format(name, power), ONE, function(draw)
        local x, y, apply = draw(10 ^ power), draw(10 ^ power), LARGE[name]
        return function()
          return apply(x, y)
        end
      end)
    end
  end
end

--- What is done with rows of logits.
local ROWS = {
  softmax = function(x)
    return x:softmax(2)
  end,
  cross_entropy = function(x, classes)
    return x:cross_entropy(classes)
  end,
  layer_norm = function(x, _, weight, bias)
    return x:layer_norm(weight, bias)
  end,
  ["sum axis 1"] = function(x)
    return x:sum(1)
  end,
  ["sum axis 2"] = function(x)
    return x:sum(2)
  end,
}

local ROW_NAMES = { "softmax", "cross_entropy", "layer_norm", "sum axis 1", "sum axis 2" }

local function add_rows(cases)
  for _, size in ipairs({ { 32, 10 }, { 128, 1000 }, { 1024, 1024 }, { 512, 32000 } }) do
    local rows, columns = unpack(size)
    local batch = rows * columns < 1e4 and SOME or ONE
    for _, name in ipairs(ROW_NAMES) do
      add(cases, ("%s/%dx%d"):format(name, rows, columns), batch, function(draw)
        local x, classes, apply = draw(rows, columns), scatter(rows, columns), ROWS[name]
        local weight, bias = t.ones({ columns }), t.zeros({ columns })
        return function()
          return apply(x, classes, weight, bias)
        end
      end)
    end
  end
end

local function add_gathers(cases)
  for _, size in ipairs({ { 1000, 64, 128 }, { 32000, 256, 4096 } }) do
    local rows, columns, count = unpack(size)
    local name = ("gather/%dx%d/%d"):format(rows, columns, count)
    add(cases, name, count > 1000 and ONE or SOME, function(draw)
      local x, positions = draw(rows, columns), scatter(count, rows)
      return function()
        return x:index_select(1, positions)
      end
    end)
  end
end

--- Returns the cases of the suite.
---
---@return BenchCase[]
function M.cases()
  local cases = {}
  for _, add_group in ipairs({
    add_sums,
    add_nodes,
    add_learning,
    add_products,
    add_large,
    add_rows,
    add_gathers,
  }) do
    add_group(cases)
  end
  return cases
end

return M
