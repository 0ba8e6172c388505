--- Graphs: random functions of tensors, as plain data, with their gradients of both orders.

local made = require("tests.torch.inputs")
local operations = require("tests.torch.operations")
local rng = require("hyla.rng")
local t = require("hyla.tensor")

---@class Graph
---@field seed integer
---@field leaves { shape: integer[], elements: number[] }[]
---@field nodes { op: string, args: integer[], with: table }[]  Values count from the first leaf.

---@class Outcome
---@field value number
---@field first number[][]  The gradient of the value with respect to each leaf.
---@field second number[][]  That of the weighed squares of those.

local MOST_ELEMENTS, GREATEST, TRIES = 120, 20, 200

local M = {}

local names = {}
for name, operation in pairs(operations) do
  names[#names + 1] = type(operation) == "table" and name or nil
end
table.sort(names)

local function draw_leaf(source)
  local shape, count = {}, 1
  for axis = 1, source:integer(4) - 1 do
    shape[axis] = source:integer(4)
    count = count * shape[axis]
  end
  local elements = {}
  for i = 1, count do
    -- a few digits, so that a text holds the number exactly
    elements[i] = math.floor(source:normal() * 1024) / 1024
  end
  return { shape = shape, elements = elements }
end

local function make_leaf(leaf)
  return t.tensor(leaf.elements, "f64"):reshape(leaf.shape):requires_grad()
end

--- Returns whether a value may go on: neither long nor so large that rounding hides mistakes.
local function is_usable(y)
  local size = y:count() <= MOST_ELEMENTS and y:detach():abs():amax():item()
  return size and size <= GREATEST
end

--- Draws a node and its value; nil when what was drawn does not fit.
local function draw_node(source, values)
  local name = names[source:integer(#names)]
  local operation = operations[name]
  local args, inputs = {}, {}
  for i = 1, operation.count or 1 do
    args[i] = source:integer(#values)
    inputs[i] = values[args[i]]
  end
  local with = {}
  if operation.with then
    with = operation.with(source, unpack(inputs))
  end
  if not with then
    return nil
  end
  local y = operation.run(with, unpack(inputs))
  return is_usable(y) and { op = name, args = args, with = with } or nil, y
end

--- Returns the graph of a seed.
---@param seed integer
---@return Graph
function M.grow(seed)
  local source = rng.new(seed)
  local graph, values = { seed = seed, leaves = {}, nodes = {} }, {}
  for i = 1, 1 + source:integer(3) do
    graph.leaves[i] = draw_leaf(source)
    values[i] = make_leaf(graph.leaves[i])
  end
  local count, tries = 2 + source:integer(12), 0
  while #graph.nodes < count and tries < TRIES do
    tries = tries + 1
    local node, y = draw_node(source, values)
    if node then
      graph.nodes[#graph.nodes + 1] = node
      values[#values + 1] = y
    end
  end
  return graph
end

--- Returns the weighed sums, added up, of those of a list of tensors that a test picks.
local function total(list, picks)
  local sum = t.zeros({}, "f64")
  for i, x in ipairs(list) do
    if picks(i) then
      sum = sum + (x * made.weights(x)):sum()
    end
  end
  return sum
end

local function is_leftover(graph)
  local used = {}
  for _, node in ipairs(graph.nodes) do
    for _, arg in ipairs(node.args) do
      used[arg] = true
    end
  end
  return function(i)
    return not used[i]
  end
end

local function flat(list)
  local result = {}
  for i, x in ipairs(list) do
    result[i] = x:reshape(-1):tolist()
  end
  return result
end

--- Returns what a graph gives: its value is made of the results that nothing else uses.
---@param graph Graph
---@return Outcome
function M.run(graph)
  local leaves, values = {}, {}
  for i, leaf in ipairs(graph.leaves) do
    leaves[i] = make_leaf(leaf)
    values[i] = leaves[i]
  end
  for _, node in ipairs(graph.nodes) do
    local inputs = {}
    for i, arg in ipairs(node.args) do
      inputs[i] = values[arg]
    end
    values[#values + 1] = operations[node.op].run(node.with, unpack(inputs))
  end
  local value = total(values, is_leftover(graph))
  local first = value:grad(leaves)
  local squares = {}
  for i, grad in ipairs(first) do
    squares[i] = grad * grad
  end
  local second = total(squares, function() return true end):grad(leaves)
  return { value = value:item(), first = flat(first), second = flat(second) }
end

return M
